import { type Posted, withPosted } from '../../notify/post.ts';
import { recipientHash } from '../../ticket/caps.ts';
import { audited } from '../../ticket/clock.ts';
import type { Desk } from '../../ticket/ports.ts';
import { againAt, insist, shortReason, type Task } from '../../ticket/task.ts';
import type { NoticeRecord } from '../../ticket/team-notice.ts';
import { noticeFailed } from '../notice-failed.ts';
import { handOn } from './hand-on.ts';
import type { Unheard } from './notice-told.ts';
import { update } from './update.ts';

/** How long a notice of a new ticket, or of a level, is kept from when its ticket waits no more, should it wait again; and how often it is looked at. In ms of desk time. */
const OVERTAKEN_MS = 24 * 60 * 60_000;
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * Writes what became of a claimed notice: told, or parked for the sweep. One that will never go is told in its ticket's trail, and a
 * level that did not reach a contact counts as the ladder has it.
 */
export async function settleNotice(
  desk: Desk,
  record: NoticeRecord,
  posted: Posted,
  told: 'alone' | 'digest' = 'alone',
): Promise<void> {
  const { result } = posted;
  if (result.outcome === 'later') {
    const attempts = attemptsOf(record) + 1;
    return park(desk, record, { again: againAt(desk.now(), attempts), attempts, reason: shortReason(result.reason) });
  }
  if (result.outcome !== 'done') await noteFailure(desk, record, posted);
  // Of a level its ladder sees to those whom it did not reach.
  if (result.outcome === 'refused' && result.what === 'recipient' && record.about.kind !== 'level') {
    return tellOthers(desk, record);
  }
  if (result.outcome !== 'done') return end(desk, record, { told: 'withheld' });
  await end(desk, record, { told, ...(told === 'digest' && { mail: result.messageId }) });
}

/** Writes that nobody hears of a claimed notice: not any more, or not as long as its ticket does not wait. */
export async function settleUnheard(desk: Desk, record: NoticeRecord, unheard: Unheard): Promise<void> {
  const now = desk.now();
  if ('line' in unheard && unheard.line !== undefined) await noteNotTold(desk, record, unheard.line);
  if (unheard.why === 'overtaken' && now.getTime() < Date.parse(unheard.since) + OVERTAKEN_MS) {
    const again = new Date(now.getTime() + LOOK_AGAIN_MS).toISOString();
    return park(desk, record, { again, attempts: attemptsOf(record), reason: 'its ticket waits no more' });
  }
  if (unheard.why === 'unreached') return tellOthers(desk, record);
  await end(desk, record, { told: unheard.why === 'unwanted' ? 'unwanted' : 'withheld' });
}

/** Lets the ticket's trail say, once, why a level was not told. */
async function noteNotTold(desk: Desk, { ticketId }: NoticeRecord, detail: string): Promise<void> {
  const ticket = await desk.tickets.get(ticketId);
  const line = { at: desk.now().toISOString(), by: 'desk', action: 'not told', detail };
  if (ticket) await update(desk, ticket, (current) => audited(current, line, { once: true }));
}

/** Gives the claim up after a failure, so that the next delivery need not wait for its end. Best effort: else it runs out. */
export async function freeNotice(desk: Desk, record: NoticeRecord): Promise<void> {
  const { task } = record;
  if (task.state !== 'claimed') return;
  const free: Task = { ...task, until: desk.machineNow().toISOString() };
  await desk.notices.save(record, { task: free }).catch(() => false);
}

/** Gives the claim on a notice that waited up, so that it waits again, with the others: else these are a mail without it. Best effort, as above. */
export async function leaveNotice(desk: Desk, record: NoticeRecord): Promise<void> {
  const again = desk.now().toISOString();
  const parked: Task = { state: 'parked', again, attempts: attemptsOf(record), reason: 'it broke off', steps: [] };
  await insist(() => desk.notices.save(record, { task: parked })).catch(() => false);
}

const attemptsOf = ({ task }: NoticeRecord) => (task.state === 'done' ? 0 : task.attempts);

async function park(
  desk: Desk,
  record: NoticeRecord,
  parked: { again: string; attempts: number; reason: string },
): Promise<void> {
  await desk.notices.leave(record.reader);
  await insist(() => desk.notices.save(record, { task: { state: 'parked', steps: [], ...parked } }));
}

/** Has others hear of a claimed notice whose reader it cannot reach. */
async function tellOthers(desk: Desk, record: NoticeRecord): Promise<void> {
  const unreached: NoticeRecord = { ...record, told: 'unreached' };
  await insist(() => desk.notices.save(record, { task: record.task, told: 'unreached' }));
  await handOn(desk, unreached);
  await end(desk, unreached, { told: 'unreached' });
}

async function end(desk: Desk, record: NoticeRecord, become: Pick<NoticeRecord, 'told' | 'mail'>): Promise<void> {
  await insist(() => desk.notices.save(record, { task: { state: 'done' }, ...become }));
}

async function noteFailure(desk: Desk, { ticketId, about }: NoticeRecord, posted: Posted): Promise<void> {
  const { to, result } = posted;
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket) return;
  await update(desk, ticket, (current) => withPosted(current, [posted]));
  if (about.kind !== 'level' || result.outcome === 'done' || result.outcome === 'later') return;
  if (result.outcome === 'refused' && result.what !== 'recipient') return;
  const failure = { recipient: to, reason: result.reason, at: posted.at };
  await noticeFailed(desk, { ticketId, to: recipientHash(to), timer: about.timer }, failure);
}
