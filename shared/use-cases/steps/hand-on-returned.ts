import type { Desk } from '../../ticket/ports.ts';
import { insist } from '../../ticket/task.ts';
import type { NoticeRecord } from '../../ticket/team-notice.ts';
import { handOn } from './hand-on.ts';

/** How long a server tries a mail before it sends it back (RFC 5321, section 4.5.4.1: four or five days). In ms of desk time. */
const TRIED_FOR_MS = 5 * 24 * 60 * 60_000;

/**
 * What a mail to one of the team told that came back: the level that `timer` fired, else what its reader was told of the ticket of late, since
 * a report does not say which mail it was; may it have told of others too, all that. Of a mail from before its notices named it: of all
 * that went with others.
 */
export async function returnedNotices(
  desk: Desk,
  { reader, ticketId, timer }: { reader: string; ticketId: string; timer?: number | undefined },
): Promise<NoticeRecord[]> {
  const since = new Date(desk.now().getTime() - TRIED_FOR_MS).toISOString();
  const timerOf = ({ about }: NoticeRecord) => (about.kind === 'level' ? about.timer : undefined);
  const ofTicket = (await desk.notices.ofTicket(reader, ticketId, since)).filter((each) => timerOf(each) === timer);
  const mails = new Set(
    ofTicket.filter(({ told, mail }) => told === 'digest' || mail !== undefined).map(({ mail }) => mail),
  );
  const together =
    mails.size === 0 ? [] : (await desk.notices.byDigest(reader, since)).filter(({ mail }) => mails.has(mail));
  const isNamed = ({ mail, about }: NoticeRecord) => mail !== undefined || about.kind !== 'level';
  return [...ofTicket, ...together.filter((each) => each.ticketId !== ticketId && isNamed(each))];
}

/** Has others hear in its reader's place of a notice that came back; of a level the ladder sees to that. Doing it again does no harm. */
export async function handOnReturned(desk: Desk, record: NoticeRecord): Promise<void> {
  const { told, about, task } = record;
  if (about.kind === 'level' || task.state !== 'done' || told === 'withheld' || told === 'unwanted') return;
  if (told !== 'unreached') await insist(() => desk.notices.save(record, { task, told: 'unreached' }));
  await handOn(desk, { ...record, told: 'unreached' });
}
