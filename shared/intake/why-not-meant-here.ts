import type { Agent } from '../customer/agent.ts';
import type { Command } from '../mail/commands.ts';
import { askedMark, hasRoomForAsked } from '../mail/signed/reply-address.ts';
import { because, type Why } from '../refusals.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { REQUESTER_CHANGED } from '../ticket/trail.ts';
import { COMMANDS } from '../use-cases/obey.ts';
import type { Target } from './target.ts';

/**
 * What an agent's mail to a duplicate does on the ticket that goes on, beside an answer. Everything else is about that very ticket: also whose call it was
 * (`#phoned`), whom it is asked of (`#ask`), and which answer is taken back (`#withdraw`).
 */
const FREE: readonly Command['name'][] = ['note', 'tag', 'untag', 'assign'];

type Given = Pick<Target, 'by' | 'asked' | 'signedFor' | 'duplicates'> & {
  ticket: Ticket;
  agent: Agent;
  source: string;
  /** When it reached the desk (ISO, UTC). */
  receivedAt: string;
  isToOwn: boolean;
  isAnswer: boolean;
  commands: readonly Command[];
};

/**
 * Why nothing of an agent's mail is done on the ticket that it leads to (docs/promise.md section 9): it was written to, or about, the one who asked before a
 * colleague said who asks, by when it reached the desk or by the notice that it answers; or it changes a ticket that is closed as a duplicate
 * (section 5), and would change the one that goes on. Undefined: it may be done, as what was done before.
 */
export async function whyNotMeantHere(
  desk: Pick<Desk, 'tickets' | 'settings'>,
  given: Given,
): Promise<Why | undefined> {
  const { ticket, signedFor, source, commands } = given;
  const does = commands.filter(({ name }) => name !== 'note');
  if (!given.isAnswer && does.length === 0) return undefined;
  const isElsewhere = signedFor !== undefined && does.some(({ name }) => !FREE.includes(name));
  const before = [ticket, signedFor, ...(given.duplicates ?? [])].filter((each) => each !== undefined);
  const isForAnother = before.some((each) => isToTheOneBefore(desk, each, given));
  if (!isElsewhere && !isForAnother) return undefined;
  const stored = [source, `${source}${COMMANDS}`].map((each) =>
    desk.tickets.getMessage(ticket.id, messageKeyFor(each)),
  );
  if ((await Promise.all(stored)).some((message) => message !== undefined)) return undefined;
  return isElsewhere
    ? because('mailElsewhere', { ticket: signedFor.id, twin: ticket.id })
    : because('answerAnothers', { address: ticket.requester.address });
}

/** Whether it was written before a colleague said who asks on this ticket, or answers a notice of before. Tickets of before have no other time for that. */
function isToTheOneBefore(
  { settings }: Pick<Desk, 'settings'>,
  { id, audit, asksSince, correctedAt = asksSince }: Ticket,
  { agent, receivedAt, isToOwn, asked, by, signedFor, ticket }: Given,
): boolean {
  if (correctedAt === undefined) return false;
  const [last, previous] = audit.filter(({ action }) => action === REQUESTER_CHANGED).reverse();
  const isOwn = last?.by === `agent:${agent.id}`;
  // This very mail, come again in the middle.
  if (isOwn && last.at === receivedAt) return false;
  if (receivedAt < correctedAt) return true;
  // Who said so, knowing what a colleague had said before, needs no notice of it.
  if (isOwn && (previous === undefined || previous.at <= last.at)) return false;
  if (!isToOwn) return by === 'id';
  const isItsAddress = id === (signedFor ?? ticket).id;
  return (
    isItsAddress &&
    hasRoomForAsked(settings.supportAddress, { ticketId: id, agentId: agent.id }) &&
    asked !== askedMark(correctedAt)
  );
}
