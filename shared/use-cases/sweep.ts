import { METRIC } from '../names.ts';
import type { Desk } from '../ticket/ports.ts';
import { MOST_NAMED, type SweepNote } from '../ticket/sweep-note.ts';
import { TaskBusy } from '../ticket/task.ts';
import type { Overdue } from '../ticket/ticket-store.ts';
import { type Means, mend, setBack, type TakeInAgain } from './mend.ts';
import { sendCanary } from './send-canary.ts';
import { sparing } from './steps/sparing.ts';
import { sweepForms } from './sweep-forms.ts';
import { sweepHeld } from './sweep-held.ts';
import { sweepTeamMail } from './sweep-team-mail.ts';
import { tellFlood } from './tell-flood.ts';
import { watchMailAccount } from './watch-mail-account.ts';

/** Tickets looked at in one run, and as many of floods; what is over waits for the next. */
const MOST = 1_000;

/** No further ticket is begun then, of floods or of all others: the function has four minutes. In ms of machine time. */
const RUN_MS = 90_000;

/** Tickets of a flood that one run tells of: with a mail to each reader they stay within a claim. What is over waits for the next. */
const MOST_GATHERED = 200;

/**
 * Finds what was lost or parked on the way and does it late, never never (docs/architecture.md, decision 2; second stage,
 * decision 4): timers that did not fire, or were never registered, and mails that were never sent, those about held mails and forms too. One ticket that fails does
 * not keep the others waiting, in this run or the next, nor does a flood (docs/promise.md section 9), of which the most urgent comes first;
 * throws at the end when any did.
 */
export async function sweep(desk: Desk, takeInAgain: TakeInAgain): Promise<void> {
  // Beside all else: it keeps nothing waiting, and is sent at the same pace however much there is to mend.
  const canary = sendCanary(desk);
  const run = sparing(desk);
  const means: Means = { takeInAgain, flood: new Map() };
  const failed = await mendEach(run, await desk.tickets.overdue(desk.now().toISOString(), MOST), means);
  failed.push(...(await mendEach(run, await desk.tickets.overdueOfFloods(desk.now().toISOString(), MOST), means)));
  failed.push(...(await tellMostUrgent(run, [...means.flood.values()])));
  const held = await sweepHeld(run);
  const team = await sweepTeamMail(desk).catch((error: unknown) => [String(error)]);
  const forms = await sweepForms(run).catch((error: unknown) => [String(error)]);
  const sum = (what: string, names: string[]) =>
    names.length > 0 ? [`${names.length} ${what}: ${names.slice(0, 10).join(', ')}`] : [];
  const problems = [
    ...sum('tickets could not be mended', failed),
    ...sum('held mails could not be told of', held),
    ...sum('of the team could not be told what waits', team),
    ...sum('owners of forms could not be told', forms),
  ];
  const account = await watchMailAccount(run);
  await canary;
  desk.log.count(METRIC.sweepDone);
  await note(desk, { tickets: failed, held, team, forms }, account);
  if (problems.length > 0) throw new Error(problems.join('; '));
}

/** Notes that it came to its end, and what it could not mend. Best effort: the metric has told the alarm, and a page that asks sees the run before. */
async function note(
  { sweepNotes, now, log }: Desk,
  { tickets, held, team, forms }: Record<keyof SweepNote['undone'], readonly string[]>,
  account: SweepNote['account'],
): Promise<void> {
  const undone = { tickets: tickets.length, held: held.length, team: team.length, forms: forms.length };
  const named = tickets.slice(0, MOST_NAMED);
  await sweepNotes
    .write({ at: now().toISOString(), undone, tickets: named, ...(account && { account }) })
    .catch((error: unknown) => log.warn('the sweep could not note that it came to its end', { error }));
}

/** Mends one after the other, as long as there is time. Gives the ids of tickets that failed. */
async function mendEach(desk: Desk, overdue: readonly Overdue[], means: Means): Promise<string[]> {
  const end = desk.machineNow().getTime() + RUN_MS;
  const failed: string[] = [];
  for (const work of overdue) {
    if (desk.machineNow().getTime() > end) break;
    try {
      await mend(desk, work, means);
    } catch (error) {
      if (error instanceof TaskBusy) continue;
      failed.push(work.ticketId);
      desk.log.error('cannot mend a ticket', { ...work, error });
      await comesLater(desk, work);
    }
  }
  return failed;
}

/** Tells of the most urgent tickets of floods, by one mail to each reader. Gives the ids of those that failed. */
async function tellMostUrgent(desk: Desk, tickets: readonly Overdue[]): Promise<string[]> {
  const urgent = tickets.toSorted((a, b) => ((a.urgency ?? '') < (b.urgency ?? '') ? -1 : 1)).slice(0, MOST_GATHERED);
  const failed = await tellFlood(
    desk,
    urgent.map(({ ticketId }) => ticketId),
  );
  for (const work of urgent.filter(({ ticketId }) => failed.includes(ticketId))) await comesLater(desk, work);
  return failed;
}

async function comesLater(desk: Desk, work: Overdue): Promise<void> {
  await setBack(desk, work).catch((error: unknown) => desk.log.error('cannot set a ticket back', { ...work, error }));
}
