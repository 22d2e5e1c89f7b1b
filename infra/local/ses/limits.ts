import { SesRefusal } from './refusal.ts';
import type { Rules } from './rules.ts';
import { isSimulator } from './simulator.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * SES's two limits, counted in recipients (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html). While any of
 * a limit is left a mail goes with all its recipients, and the debt is waited for. Mail to the mailbox simulator counts for the
 * rate only. `now` is machine time in ms: SES does not know that a local desk's clock may run faster.
 */
export function sendingLimits(rules: Pick<Rules, 'perSecond' | 'perDay'>, now: () => number) {
  let left = Number.POSITIVE_INFINITY;
  let countedAt = now();
  const day: { at: number; recipients: number }[] = [];
  let sent = 0;
  const forget = (at: number) => {
    while (day[0] && day[0].at <= at - DAY_MS) sent -= day.shift()?.recipients ?? 0;
  };

  return {
    /** Recipients of the last 24 hours. */
    sentToday(): number {
      forget(now());
      return sent;
    },

    /** Throws `SesRefusal` when a limit is reached; counts the recipients otherwise. */
    take(recipients: readonly string[]): void {
      const at = now();
      const perSecond = rules.perSecond ?? Number.POSITIVE_INFINITY;
      left = perSecond === Number.POSITIVE_INFINITY ? perSecond : refilled(left, perSecond, at - countedAt);
      countedAt = at;
      forget(at);
      if (left < 1) throw new SesRefusal('Throttling', 'Maximum sending rate exceeded.');
      if (rules.perDay !== null && sent >= rules.perDay) {
        throw new SesRefusal('Throttling', 'Daily message quota exceeded.');
      }
      left -= recipients.length;
      const counted = recipients.filter((address) => !isSimulator(address)).length;
      day.push({ at, recipients: counted });
      sent += counted;
    },
  };
}

function refilled(left: number, perSecond: number, elapsedMs: number): number {
  return Math.min(Math.max(1, perSecond), left + (elapsedMs / 1000) * perSecond);
}
