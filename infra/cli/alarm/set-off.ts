import type { Alarm, Alarms } from './cloudwatch.ts';

/** What is wrong, and what mends it. */
export type Problem = { says: string; mend: string };

/** How long CloudWatch's history is asked what came of the alarm: it writes within seconds. */
export const WAIT_SECONDS = 60;
const EVERY_SECONDS = 3;

/** How time passes, and who hears of it. */
export type Waiting = { wait(seconds: number): Promise<void>; at(seconds: number): void };

/** The alarm to set off: one that has not told yet, for it tells only when its state changes; with the shortest period, so that it is over soonest. */
export function choose(alarms: readonly Alarm[]): Alarm | undefined {
  const rank = ({ state, period }: Alarm) => (state === 'OK' ? 0 : 1_000_000) + (period ?? 100_000);
  return alarms
    .filter(({ isOn, state }) => isOn && state !== 'ALARM')
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))[0];
}

/** Sets it off and looks whether CloudWatch could hand it to the topic, by its history; undefined when it could. */
export async function setOff(
  alarms: Alarms,
  alarm: Alarm,
  reason: string,
  waiting: Waiting,
): Promise<Problem | undefined> {
  // By CloudWatch's clock alone: ours may be minutes off.
  const before = (await alarms.actions(alarm))[0]?.at ?? 0;
  await alarms.setOff(alarm, reason);
  for (let waited = 0; waited < WAIT_SECONDS; waited += EVERY_SECONDS) {
    waiting.at(waited);
    await waiting.wait(EVERY_SECONDS);
    const summaries = (await alarms.actions(alarm)).filter(({ at }) => at > before).map(({ summary }) => summary);
    const failed = summaries.find((summary) => /^failed/i.test(summary));
    if (failed !== undefined)
      return { says: failed, mend: 'the topic’s policy lets cloudwatch.amazonaws.com publish: deploy again' };
    if (summaries.some((summary) => /^successfully/i.test(summary))) return undefined;
  }
  return {
    says: `CloudWatch’s history has no word of it after ${WAIT_SECONDS} seconds`,
    mend: `aws cloudwatch describe-alarm-history --alarm-name ${alarm.name}`,
  };
}
