import type { InboundMail } from '../mail/inbound.ts';
import { readerName } from '../mail/signed/reply-address.ts';
import type { Desk } from '../ticket/ports.ts';
import { withAddressShown } from '../ticket/reader-address.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { peopleIn } from '../use-cases/steps/people-in.ts';
import { update } from '../use-cases/steps/update.ts';
import { writerAmong } from './refusals.ts';
import type { Target } from './target.ts';

/** A ticket, and whose signed address led a mail there. */
export type Shown = Pick<Target, 'ticket' | 'reader' | 'isFormer' | 'signedFor'>;

/**
 * Notes that others have a reader's signed address too, whoever wrote the mail and whatever becomes of it: once one of the readers is taken
 * away, it proves nothing any more (docs/promise.md section 9, decision 008). On a duplicate as well, which it was signed for. Repeating it
 * changes nothing. Gives the ticket as it is then. Throws what the directory of agents and the store throw.
 */
export async function noteShown(
  desk: Desk,
  { ticket, reader, isFormer = false, signedFor }: Shown,
  mail: InboundMail,
): Promise<Ticket> {
  if (reader === undefined || isFormer) return ticket;
  const { named, doubted } = await peopleIn(desk, mail);
  const copied = [...named, ...doubted];
  const from = mail.from?.address ?? '';
  const isOfTeam = readerName(from) !== reader && writerAmong(await desk.agents.list(), mail) !== undefined;
  const note = (current: Ticket) => withAddressShown(current, { reader, by: isOfTeam ? undefined : from, copied });
  if (signedFor) await update(desk, signedFor, note);
  return update(desk, ticket, note);
}
