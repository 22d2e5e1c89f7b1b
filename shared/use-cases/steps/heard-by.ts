import type { Priority } from '../../sla/terms.ts';
import { confirmedByMail } from '../../ticket/confirmed.ts';
import { withDeclaration } from '../../ticket/declaration.ts';
import type { Desk } from '../../ticket/ports.ts';
import { type ReadingMove, withReadingMoved } from '../../ticket/reading-address.ts';
import { disputesSpam, reopenedBy } from '../../ticket/reopen.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { heardFrom } from '../../ticket/watch.ts';
import { isKnownWriter, type Writer } from '../../ticket/writer.ts';

type Heard = {
  /** When it reached the desk (ISO, UTC). */
  at: string;
  /** Since when it could be read (`heardSince`). */
  heard: string;
  from: string;
  writer: Writer;
  declares?: Priority | undefined;
  moves?: ReadingMove | undefined;
  /** It may be anybody's words, and says nothing of who its writer is. */
  mayBeAnybodys?: boolean | undefined;
  /** A machine wrote it, of its own accord: whoever was asked for something has not answered. */
  isNoAnswer?: boolean | undefined;
  /** Somebody let it out: it re-opens a ticket that was closed as spam, as its requester's would. */
  isNoSpam?: boolean;
};

/** The ticket as a known writer's message leaves it (docs/promise.md section 5): re-opened, raised, its watch ended, its requester sure. */
export function heardBy(
  desk: Desk,
  ticket: Ticket,
  { at, heard, from, writer, declares, moves, mayBeAnybodys = false, isNoAnswer = false, isNoSpam = false }: Heard,
): Ticket {
  const now = desk.now().toISOString();
  const isDisputed = disputesSpam(ticket, { at, from, isKnown: isKnownWriter(writer) }, desk.settings);
  const disputes = isDisputed || (isNoSpam && ticket.cancelled === 'spam');
  const open = reopenedBy(ticket, { at, heard, disputes }, desk.settings, now);
  const declaration = declares && { priority: declares, at, by: from, writer };
  const raised = declaration ? withDeclaration(open, declaration, desk.settings, now) : open;
  const told = heardFrom(raised, { at, heard, isNoAnswer });
  const confirmed = mayBeAnybodys ? told : confirmedByMail(told, { at, from, writer });
  return moves && writer === 'proved' ? withReadingMoved(confirmed, moves, now) : confirmed;
}
