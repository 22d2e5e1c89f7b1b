import { METRIC } from '../../names.ts';
import { tellUnresponsive } from '../../notify/notices.ts';
import { type Posted, type Recipient, stepOutcome, withPosted } from '../../notify/post.ts';
import { readerOf } from '../../notify/recipients-of.ts';
import type { Desk } from '../../ticket/ports.ts';
import { claim, insist, isLeft, runSteps, type Step, type Task, TaskBusy } from '../../ticket/task.ts';
import type { Ticket, Watch } from '../../ticket/ticket.ts';
import { flagged } from '../../ticket/watch.ts';
import { claimAgain, notesOf } from './progress.ts';
import { recipientsFor, stepOf } from './recipients.ts';
import { update } from './update.ts';

/** A watch that was flagged. */
type Flagged = Watch & { flagged: NonNullable<Watch['flagged']> };

const nameOf = ({ id: ticketId }: Ticket, { flagged: { timer } }: Flagged) => ({ ticketId, task: `watch ${timer}` });

/**
 * The customer of a P1 has not answered in time: the ticket is flagged, and each agent is told once (docs/promise.md section 7).
 * Lowering stays theirs. False: somebody else wrote the ticket first.
 */
export async function flagUnresponsive(desk: Desk, ticket: Ticket): Promise<boolean> {
  if (!ticket.watch) throw new Error(`ticket ${ticket.id} has a timer for a watch that it lacks`);
  const now = desk.now().toISOString();
  const saved = await desk.tickets.save(flagged(ticket, ticket.watch, claim(desk.machineNow()), now));
  if (!saved) return false;
  desk.log.count(METRIC.unresponsive);
  if (isFlagged(saved.watch)) await tellAgents(desk, saved, saved.watch);
  return true;
}

/** Goes on with telling the agents that a delivery before left undone; an answer that came since has made it needless. */
export async function finishFlagging(desk: Desk, ticket: Ticket): Promise<void> {
  const { watch } = ticket;
  if (!isFlagged(watch) || watch.flagged.notice.state === 'done') return;
  if (!isLeft(watch.flagged.notice, desk.machineNow())) throw new TaskBusy();
  if (watch.ended) {
    await update(desk, ticket, (current) => withNotice(current, watch, { state: 'done' }));
    return;
  }
  const { task: notice } = await claimAgain(desk, nameOf(ticket, watch), watch.flagged.notice);
  const claimed = await desk.tickets.save(withNotice(ticket, watch, notice));
  if (!claimed) throw new TaskBusy();
  await tellAgents(desk, claimed, { ...watch, flagged: { ...watch.flagged, notice } });
}

async function tellAgents(desk: Desk, ticket: Ticket, watch: Flagged): Promise<void> {
  const posted: Posted[] = [];
  const agents = await desk.agents.list();
  const asker = agents.find(({ id }) => id === watch.askedBy)?.name ?? watch.askedBy;
  const unreached = new Set<string>();
  const tellOne = async (to: Recipient) => {
    const mail = await tellUnresponsive(desk, ticket, watch, { to, asker });
    posted.push(mail);
    if (mail.result.outcome === 'refused' && mail.result.what === 'recipient') unreached.add(readerOf(to));
    return stepOutcome(mail);
  };
  function* steps(): Generator<Step> {
    const told = new Set<string>();
    // Once more for others in the place of those whom the mail service refused.
    for (let known = -1; known < unreached.size; ) {
      known = unreached.size;
      const people = recipientsFor(desk, ticket, 'unresponsive', agents, unreached);
      for (const to of people.filter((each) => !told.has(stepOf(each)))) {
        told.add(stepOf(to));
        yield [stepOf(to), () => tellOne(to)];
      }
    }
  }
  const mark = (current: Ticket, notice: Task) => withNotice(withPosted(current, posted), watch, notice);
  const task = await runSteps(watch.flagged.notice, steps(), desk, {
    note: notesOf(desk, nameOf(ticket, watch), watch.flagged.notice),
    release: async (notice) => void (await update(desk, ticket, (current) => mark(current, notice))),
  });
  await insist(() => update(desk, ticket, (current) => mark(current, task)));
}

/** The ticket with the notice of this watch set to `notice`; as it is when a later question has its own. */
function withNotice(ticket: Ticket, { flagged: { timer } }: Flagged, notice: Task): Ticket {
  const { watch } = ticket;
  if (!isFlagged(watch) || watch.flagged.timer !== timer) return ticket;
  return { ...ticket, watch: { ...watch, flagged: { ...watch.flagged, notice } } };
}

function isFlagged(watch: Watch | undefined): watch is Flagged {
  return watch?.flagged !== undefined;
}
