import { type Posted, type Recipient, stepOutcome, withPosted } from '../../notify/post.ts';
import { readerOf } from '../../notify/recipients-of.ts';
import { DONE, type Outcome, ServiceBusy } from '../../outcome.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { insist, type Step, type Task } from '../../ticket/task.ts';
import { type NoticeRecord, nameOfNotice, type TeamNotice } from '../../ticket/team-notice.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { handOn } from './hand-on.ts';
import { stepOf } from './recipients.ts';
import { withoutWriter } from './tell-writer.ts';
import { update } from './update.ts';

/** Tells somebody of all of a flood's tickets by one mail, however often it is asked to (docs/promise.md section 9). */
export type TellGathered = (to: Recipient) => Promise<Posted>;

/**
 * Who of these hears of a flood's ticket with its others: not whom it concerns by name, its assignee and who wrote the `message` in vain. They
 * have a mail of their own.
 */
export function toldTogether(ticket: Ticket, people: readonly Recipient[], message?: Message): Recipient[] {
  const others = message ? withoutWriter(people, message) : people;
  return others.filter(({ agentId }) => agentId === undefined || agentId !== ticket.assignee);
}

/**
 * The steps that tell these people of a new ticket of a flood, and then have others hear in the place of whom the mail could not reach: last,
 * so that who hears of it anyhow is known. `before`: steps of a run that broke off, which may have reached that.
 */
export function* tellTogether(
  desk: Desk,
  ticket: Ticket,
  { people, at, about }: { people: readonly Recipient[] } & Pick<TeamNotice, 'at' | 'about'>,
  { tell, before }: { tell: (to: Recipient) => Promise<Posted>; before: readonly string[] },
): Generator<Step> {
  const noticeFor = (to: Recipient): TeamNotice => ({ reader: readerOf(to), ticketId: ticket.id, at, about });
  const doubtful = new Set(people.filter((to) => before.includes(stepOf(to))));
  for (const to of people) {
    yield [
      stepOf(to),
      async () => {
        const posted = await tell(to);
        if (posted.result.outcome === 'refused') {
          doubtful.add(to);
          // Before the record says so: a crash leaves the trail with the reason.
          await update(desk, ticket, (current) => withPosted(current, [posted]));
        }
        await noteTold(desk, noticeFor(to), posted);
        return stepOutcome(posted);
      },
    ];
  }
  for (const to of doubtful) yield [`hand on ${readerOf(to)}`, () => handOnUnreached(desk, noticeFor(to))];
}

/** Notes what one of the team was told with others, and by which mail: should that come back, all that it named is known. */
export async function noteTold(desk: Desk, notice: TeamNotice, { result }: Posted): Promise<void> {
  if (result.outcome === 'later') return;
  const isUnreached = result.outcome === 'refused' && result.what === 'recipient';
  const task: Task = { state: 'done' };
  const become: Pick<NoticeRecord, 'told' | 'mail'> =
    result.outcome === 'done'
      ? { told: 'digest', mail: result.messageId }
      : { told: isUnreached ? 'unreached' : 'withheld' };
  await insist(async () => {
    const found = await desk.notices.begin({ ...notice, task, ...become });
    if (found) await desk.notices.save(found, { task, ...become });
  });
}

async function handOnUnreached(desk: Desk, notice: TeamNotice): Promise<Outcome> {
  const record = await desk.notices.get(notice.reader, nameOfNotice(notice));
  if (record?.told !== 'unreached') return DONE;
  try {
    await handOn(desk, record);
  } catch (error) {
    if (error instanceof ServiceBusy) return { outcome: 'later', reason: error.message } as const;
    throw error;
  }
  return DONE;
}
