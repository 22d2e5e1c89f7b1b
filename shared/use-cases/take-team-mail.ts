import type { Account } from '../customer/account.ts';
import { whyNot } from '../notify/post.ts';
import { isForSomebody, isWanted } from '../notify/wanted-notice.ts';
import type { Desk } from '../ticket/ports.ts';
import { claim, insist, isLeft, type Task, TaskBusy } from '../ticket/task.ts';
import {
  ALONE_A_MINUTE,
  minuteOf,
  type NoticeRecord,
  nameOfNotice,
  type TeamMailEntry,
  type TeamNotice,
} from '../ticket/team-notice.ts';
import type { ContactTellings } from './contact-reported.ts';
import { sendCompanyLink } from './send-company-link.ts';
import { sendLink } from './send-link.ts';
import { isHeardByAnother, likedBy } from './steps/heard-by-another.ts';
import { GATHERED, hurryNotices } from './steps/hurry-notices.ts';
import { freeNotice, settleNotice, settleUnheard } from './steps/notice-settled.ts';
import { type Heard, hearNotice, isHeldBack, isOfFlood, isQuiet, isUrgent, tellAlone } from './steps/notice-told.ts';
import { planDigest } from './steps/plan-digest.ts';
import { tellContact } from './tell-contact.ts';
import { tellWaiting } from './tell-waiting.ts';

/** After a minute's end, until its digest goes: an index shows what waits a moment late. In seconds. */
const SETTLING_SECONDS = 5;

/**
 * Works on an entry of the team's queue. `tellings`: where it is noted what became of a mail to a contact who is no agent; of a desk that has none,
 * nowhere. Throws `TaskBusy` while another delivery is at it, and what a port throws.
 */
export async function takeTeamMail(desk: Desk, entry: TeamMailEntry, tellings?: ContactTellings): Promise<void> {
  if ('waitsFor' in entry) return tellWaiting(desk, entry);
  if ('contact' in entry) return tellContact(desk, entry, tellings);
  if (!('linkFor' in entry)) return tellNotice(desk, entry);
  const { linkFor: address, ticket } = entry;
  return ticket === undefined ? sendCompanyLink(desk, { address }) : sendLink(desk, { address, ticket });
}

/**
 * One of the team is to hear of something (docs/architecture.md, second stage, decision 2).
 *
 * 1. Claim the notice, so that of two deliveries one sends it. One that is done, or waits, is nobody's business here.
 * 2. Read ticket and message again: what nobody is to hear of any more ends silently, and so does what its reader does not want to hear of,
 *    as long as anybody else hears.
 * 3. The first few of a minute, and every P1, go by a mail of their own. The others wait for the minute's digest, or that of as many minutes as
 *    their reader likes; so do a colleague's answer, and what a ticket has told of too often.
 * 4. What the mail service cannot take now waits for the sweep.
 */
async function tellNotice(desk: Desk, notice: TeamNotice): Promise<void> {
  const record = await claimNotice(desk, notice);
  if (!record) return;
  try {
    const heard = await hearNotice(desk, record);
    if ('why' in heard) return await settleUnheard(desk, record, heard);
    const liked = await likedBy(desk, heard.to);
    const about = { ticket: heard.ticket, reader: record.reader, isUrgent: isUrgent(heard) };
    if (!isWanted(liked, record.about, about) && (await mayMiss(desk, heard))) {
      return await settleUnheard(desk, record, { why: 'unwanted' });
    }
    if (await goesAlone(desk, heard, liked)) return await settleNotice(desk, record, await tellAlone(desk, heard));
    // A level is told as soon as it can be, however its reader likes the rest.
    await gather(desk, heard, 'escalation' in heard ? {} : liked);
  } catch (error) {
    await freeNotice(desk, record);
    throw error;
  }
}

/** The notice with a claim on it; undefined when it is done, or waits for somebody else. */
async function claimNotice(desk: Desk, notice: TeamNotice): Promise<NoticeRecord | undefined> {
  const fresh: NoticeRecord = { ...notice, task: claim(desk.machineNow()) };
  const found = await desk.notices.begin(fresh);
  if (!found) return fresh;
  // It comes once more where it did not reach somebody else: their reader may be the only one now.
  const isUnwanted = found.task.state === 'done' && found.told === 'unwanted';
  if (found.task.state !== 'claimed' && !isUnwanted) return undefined;
  if (!isUnwanted && !isLeft(found.task, desk.machineNow())) throw new TaskBusy();
  const task = claim(desk.machineNow(), found.task);
  if (!(await desk.notices.save(found, { task }))) throw new TaskBusy();
  return { ...found, task };
}

/** What must not go at all goes this way, too: it is no mail, and the ticket's trail says why. */
async function goesAlone(desk: Desk, heard: Heard, { digestMinutes }: Account): Promise<boolean> {
  if (isHeldBack(desk, heard)) return false;
  if (isUrgent(heard)) return true;
  const { record, ticket, to, purpose, cause } = heard;
  const at = desk.now().toISOString();
  if ((await whyNot(desk, ticket, { to, at, purpose, cause })) !== undefined) return true;
  if (isQuiet(heard) || isOfFlood(heard)) return false;
  if (digestMinutes !== undefined && !('escalation' in heard)) return false;
  return desk.notices.isAmongFirst(record.reader, minuteOf(desk.machineNow()), nameOfNotice(record), ALONE_A_MINUTE);
}

/** Whether whoever does not want to hear of it need not: somebody else hears, or nobody need. */
async function mayMiss(desk: Desk, heard: Heard): Promise<boolean> {
  return !isForSomebody(heard.record.about) || !('message' in heard) || (await isHeardByAnother(desk, heard));
}

/** Leaves a notice to the digest of these minutes, and has that sent when they are over. */
async function gather(desk: Desk, { record, ticket: { priority } }: Heard, { digestMinutes }: Account): Promise<void> {
  const all = (digestMinutes ?? 1) * 60;
  const seconds = all - (Math.floor(desk.machineNow().getTime() / 1000) % all);
  const again = new Date(desk.now().getTime() + seconds * 1000).toISOString();
  const task: Task = { state: 'parked', again, attempts: 0, reason: GATHERED, steps: [] };
  await insist(() => desk.notices.save(record, { task }));
  if (digestMinutes !== undefined && priority !== 1) await hurryIfRaised(desk, record);
  if (!(await desk.notices.once(record.reader, minuteOf(desk.machineNow()), 'plan'))) return;
  await planDigest(desk, { waitsFor: record.reader }, seconds + SETTLING_SECONDS);
}

/** Whoever raised the ticket since it was read has seen no notice that waits. */
async function hurryIfRaised(desk: Desk, { ticketId, reader }: NoticeRecord): Promise<void> {
  const ticket = await desk.tickets.get(ticketId);
  if (ticket?.priority === 1) await hurryNotices(desk, ticket, [reader]);
}
