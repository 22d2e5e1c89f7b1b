import type { Desk } from '../../ticket/ports.ts';
import { insist } from '../../ticket/task.ts';
import { handOn } from './hand-on.ts';

/** How long a server tries a mail before it sends it back (RFC 5321, section 4.5.4.1: four or five days). In ms of desk time. */
const TRIED_FOR_MS = 5 * 24 * 60 * 60_000;

/**
 * A notice of a ticket came back: others hear of what its reader was told of that ticket of late, since a report does not say which mail
 * it was; may it have been a digest, of all that went by one. Levels are the ladder's. Doing it again does no harm.
 */
export async function handOnReturned(
  desk: Desk,
  { reader, ticketId }: { reader: string; ticketId: string },
): Promise<void> {
  const since = new Date(desk.now().getTime() - TRIED_FOR_MS).toISOString();
  const ofTicket = await desk.notices.ofTicket(reader, ticketId, since);
  const isDigest = ofTicket.some(({ told }) => told === 'digest');
  const others = isDigest ? await desk.notices.byDigest(reader, since) : [];
  for (const record of [...ofTicket, ...others.filter((each) => each.ticketId !== ticketId)]) {
    const { told, about } = record;
    if (about.kind === 'level' || record.task.state !== 'done' || told === 'withheld') continue;
    if (told !== 'unreached') await insist(() => desk.notices.save(record, { task: record.task, told: 'unreached' }));
    await handOn(desk, { ...record, told: 'unreached' });
  }
}
