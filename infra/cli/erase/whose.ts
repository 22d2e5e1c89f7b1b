import { ERASED } from '../../../shared/ticket/erased.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { isOf, type Person } from './person.ts';
import type { TicketParts } from './ticket-parts.ts';

/**
 * What is to become of a ticket where somebody is erased. `whole`: it is theirs. `without`: it is somebody else's, and they go out of it. `left`: it
 * is somebody else's by the records, and its answers go to them, so that nobody would be there in their place: it stays until an agent says who asks.
 */
export type Whose = 'whole' | 'without' | 'left';

/** Whose a ticket is, as far as who is erased is concerned (docs/promise.md section 9). Throws what the store says. */
export async function whoseIs(
  { customers }: Pick<Desk, 'customers'>,
  parts: TicketParts & { ticket: Ticket },
  person: Person,
): Promise<Whose> {
  const { customer, requester } = parts.ticket;
  const { address, from } = requester;
  const reads = isOf(person, address);
  // Of its own tickets all go, whoever an agent says asks there; but not where another one was named, and has been there since.
  if (person.customer !== undefined && customer?.id === person.customer)
    return !reads && isOpenedByOther(parts, address) && isThere(parts, address) ? 'without' : 'whole';
  const isNamedBy = !reads && from !== undefined && isOf(person, from);
  if (!reads && !isNamedBy) return 'without';
  if (isNamedBy && (isThere(parts, address) || isConfirmed(parts, { of: address }))) return 'without';
  const asked = isNamedBy ? from : address;
  if (!(await isOfOther(customers, person, customer?.id, asked))) return 'whole';
  // Who is forgotten themself takes along what they asked; as one of a customer, nothing of another one's.
  const isThemself = person.customer === undefined && !person.isOfCustomer;
  if (isThemself && (hasAsked(parts, asked) || isSaidToAsk(parts, asked))) return 'whole';
  return isNamedBy ? 'without' : 'left';
}

/** Whether this address asked a ticket by itself: it wrote there, proved, or confirmed that it asks. Who was only named by somebody else did neither. */
export function hasAsked(parts: TicketParts, address: string): boolean {
  const { ticket, messages } = parts;
  if (!ticket || ![ticket.requester.address, ticket.requester.from].some((each) => isSame(each, address))) return false;
  // Of a run that broke off the messages are nobody's any more, and the ticket is theirs still.
  const mayBe = ticket.requester.from === undefined && !ticket.correctedAt ? [address, ERASED] : [address];
  const wrote = messages.filter((each) => mayBe.some((one) => isFrom(parts, each, one)));
  // Of what another address was named by, the ticket says whether it was proved.
  const isProved = ({ verified, source }: Message) =>
    verified ||
    (source === ticket.source && ticket.requester.fromProved === true && isSame(ticket.requester.from, address));
  return wrote.some(isProved) || isConfirmed(parts, { by: `${CUSTOMER}${address}` });
}

/** Whether an agent has said of whom nobody proved that it is they who ask: not of whom another one named there. */
function isSaidToAsk(parts: TicketParts, address: string): boolean {
  return parts.ticket?.requester.from === undefined && isConfirmed(parts, { of: address });
}

/**
 * Who wrote a message of a ticket. The one that opened it stands in the name of the reading address, whoever named that; by whom it was, the trail
 * says.
 */
export function writerOf({ ticket, trail }: TicketParts, { by, source }: Message): string {
  if (!ticket || source !== ticket.source) return by;
  const opened = linesOf({ ticket, trail }).find(({ action }) => action === 'opened')?.by ?? '';
  if (opened.startsWith(CUSTOMER)) return opened.slice(CUSTOMER.length);
  const { address, from = by } = ticket.requester;
  return address === by ? from : by;
}

const CUSTOMER = 'customer:';

/** Whether somebody else wrote what opened a ticket than who reads it at this address, also where that one is erased. */
function isOpenedByOther(parts: TicketParts, address: string): boolean {
  const opening = parts.messages.find(({ source }) => source === parts.ticket?.source);
  return opening !== undefined && !isSame(writerOf(parts, opening), address);
}

/** Whether whoever reads at this address, whom another one named, has been there themself since. */
function isThere(parts: TicketParts, address: string): boolean {
  const hasWritten = parts.messages.some((each) => isFrom(parts, each, address));
  return hasWritten || isConfirmed(parts, { by: `${CUSTOMER}${address}` });
}

/** Whether it was confirmed that they ask: by whose word (`by`), or of which address (`of`) by an agent's. */
function isConfirmed({ ticket, trail }: TicketParts, { by = '', of = '' }: { by?: string; of?: string }): boolean {
  return linesOf({ ticket, trail }).some(
    (line) => line.action === 'confirmed' && (isSame(line.by, by) || isSame(line.detail, of)),
  );
}

const linesOf = ({ ticket, trail }: Pick<TicketParts, 'ticket' | 'trail'>) => [
  ...trail.flatMap(({ entries }) => entries),
  ...(ticket?.audit ?? []),
];

const isFrom = (parts: TicketParts, message: Message, address: string) =>
  message.author === 'customer' && !message.fromOutside && isSame(writerOf(parts, message), address);

const isSame = (one: string | undefined, other: string) => one?.toLowerCase() === other.toLowerCase();

/** Whether a ticket's customer is another one, which there still is, than that of who is erased. */
async function isOfOther(
  customers: Desk['customers'],
  person: Person,
  id: string | undefined,
  address: string,
): Promise<boolean> {
  if (id === undefined || id === person.customer || !(await customers.get(id))) return false;
  return (await customers.find(address))?.id !== id;
}
