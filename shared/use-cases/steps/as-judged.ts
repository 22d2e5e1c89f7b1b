import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { isFollowed, type ReadingMove } from '../../ticket/reading-address.ts';
import { wasRemoved } from '../../ticket/removed-readers.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Writer } from '../../ticket/writer.ts';
import { boundedWarnings } from './store-message.ts';
import { TicketContended } from './update.ts';

/** As what a message was stored, and as what it was heard. `before`: as it is stored, where another delivery did that. */
type Judged = {
  before: Message | undefined;
  /** As whose it was heard. */
  writer: Writer;
  moves?: ReadingMove | undefined;
  moveSaid?: string | undefined;
};

/** What the agents read of a message whose writer belonged when it came, and not any more when it was heard. */
const TAKEN_OUT = 'its writer does not belong to the conversation any more, as an agent has said while it came in';

/**
 * A stored message as its ticket has heard it: an agent may have said in between who asks, or who reads (docs/promise.md section 9). It is from outside
 * then, as on the ticket, and says of no reading address that answers go there now. Throws `TicketContended` when a redaction was written meanwhile.
 */
export async function asJudged(desk: Desk, ticket: Ticket, stored: Message, judged: Judged): Promise<Message> {
  const { before = stored, writer, moves, moveSaid } = judged;
  const isTakenOut = writer === 'outside' && !before.fromOutside;
  const isVoid = moves !== undefined && !isFollowed(ticket, moves) && !wasRemoved(ticket, moves.requester.address);
  const said = before.warnings.filter((warning) => !isVoid || warning !== moveSaid);
  if (!isTakenOut && said.length === before.warnings.length) return stored;
  const warnings = boundedWarnings([...(isTakenOut ? [TAKEN_OUT] : []), ...said]);
  const change = { warnings, ...(isTakenOut && { fromOutside: true }) };
  if (!(await desk.tickets.rewriteMessage(before, { ...before, ...change }))) throw new TicketContended(ticket.id);
  return { ...stored, ...change };
}
