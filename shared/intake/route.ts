import type { Agent } from '../customer/agent.ts';
import { houseOf } from '../customer/house-of.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isNamedByOther } from '../ticket/also-from.ts';
import { isAsking } from '../ticket/duplicates.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isKnownWriter } from '../ticket/writer.ts';
import { type AsWhom, asWhom } from './as-whom.ts';
import { findTickets } from './find-tickets.ts';
import type { Look } from './look.ts';
import { writerAmong } from './refusals.ts';
import type { Target } from './target.ts';
import type { WhoWrote } from './who-wrote.ts';

/** A ticket that a mail is about, and as whose it is read there. */
export type Route = Target & AsWhom;

/** What says that a mail is about a ticket, in words. */
const BECAUSE: Record<Target['by'], string> = {
  address: 'it was sent to a signed address of the ticket',
  itself: 'it joined the ticket before',
  id: 'it refers to our signed id of the ticket',
  mail: 'it refers to a mail of the ticket',
  subject: 'its subject has the number',
  ancestor: 'it answers a mail that others have, too, as the ticket does',
  'return path': 'it was sent to the return path of a mail of the ticket',
};

/** Why a mail takes this route, in words. */
export function ruleOf(route: Route): string {
  const former = route.isFormer ? ' that its readers held before' : '';
  return `${BECAUSE[route.by]}${former}; ${writerIn(route)}`;
}

/**
 * The tickets that a mail goes to, and as whose (docs/promise.md section 9): each whose signed address it was sent to, else one: the
 * surest in which its writer belongs, of several as sure the nearest; else the surest. Of those whose conversation its writer does not belong to, another rule says
 * whether it stands there. `source` is the mail's (`sourceOf`).
 */
export async function routesOf(
  desk: Look,
  received: Pick<ReceivedMail, 'recipients' | 'authenticated'>,
  mail: InboundMail,
  { source, who }: { source: string; who: Pick<WhoWrote, 'reading' | 'contacts'> },
): Promise<{ routes: Route[]; warnings: string[] }> {
  const { authenticated: isProved } = received;
  const { targets, warnings } = await findTickets(desk, mail, { recipients: received.recipients, source, isProved });
  if (targets.length === 0) return { routes: [], warnings };
  const agents = await desk.agents.list();
  const routed = targets.map(async (found): Promise<Route> => {
    const house = await houseIfAsked(desk, found.ticket, mail);
    const answers = await answersThere(desk, found, mail, agents);
    const target = { ...found, ...answers, reads: who.reading?.address, contacts: who.contacts, house, isProved };
    return { ...target, ...asWhom({ settings: desk.settings, agents }, received, mail, target) };
  });
  const routes = await Promise.all(routed);
  const sure = routes.filter(({ by }) => by === 'address' || by === 'itself');
  if (sure.length > 0) return { routes: sure, warnings };
  const those = routes.some(belongs) ? routes.filter(belongs) : routes;
  const nearest = those.toSorted(
    (one, other) => distance(mail, one) - distance(mail, other) || answersFirst(one) - answersFirst(other),
  );
  return { routes: nearest.slice(0, 1), warnings };
}

/**
 * What the customer of a ticket is known by, where it is asked who is of their house: of whom somebody copied, and of whom another one named, who may say where
 * they read. Empty else. Throws what the store throws.
 */
export async function houseIfAsked(
  desk: Look,
  ticket: Ticket,
  { from }: Pick<InboundMail, 'from'>,
): Promise<readonly string[]> {
  const { requester, participants } = ticket;
  const isCopied = participants.some(({ address }) => address === from?.address);
  const isNamed = requester.address === from?.address && isNamedByOther(requester);
  return isCopied || isNamed ? houseOf(desk, ticket) : [];
}

/**
 * Of what an agent writes to the signed address of a reader, whether the mail that it answers is of the ticket: whoever has that address can have set
 * it as the Reply-To of a mail to the agent alone. Throws what the store throws.
 */
async function answersThere(
  { tickets }: Look,
  { by, agentId, ticket, signedFor = ticket }: Target,
  mail: InboundMail,
  agents: readonly Agent[],
): Promise<Pick<Target, 'isAnswered'>> {
  if (by !== 'address' || agentId !== undefined || !mail.inReplyTo || !writerAmong(agents, mail)) return {};
  const places = await tickets.findByMailId(mail.inReplyTo);
  return { isAnswered: places.some(({ ticketId }) => ticketId === ticket.id || ticketId === signedFor.id) };
}

/** Whether the writer of a mail belongs to the ticket: an agent, or a known writer. */
function belongs(route: Route): boolean {
  return route.as === 'agent' || (route.as === 'customer' && isKnownWriter(route.writer));
}

/**
 * How far a mail is from a ticket that it leads to; those that are as far stand in their order. Our signed id is surest; of what others can
 * write too, whose requester it is to or from, then whose participant: an outsider's ticket under an id that they have read must not draw
 * what is between others. What merely answers the same mail comes last.
 */
function distance({ from, to, cc }: InboundMail, { ticket, as, by, goesOnOwn = false }: Route): number {
  const people = as === 'agent' ? [...to, ...cc] : from ? [from] : [];
  // What they wrote last of their own stands before our id of another ticket further up the thread.
  if (goesOnOwn) return -1;
  if (by === 'ancestor') return 4;
  if (by === 'id' && as !== 'agent') return 0;
  if (people.some(({ address }) => isAsking(ticket, address))) return 1;
  return people.some(({ address }) => isInConversation(ticket, address)) ? 2 : 3;
}

/** An agent answers the mail that theirs is an answer to, whatever else its thread names. */
function answersFirst({ as, isAnswered = false }: Route): number {
  return as === 'agent' && isAnswered ? 0 : 1;
}

function writerIn(route: Route): string {
  if (route.as === 'agent') return `its writer is the agent ${route.agent.id}`;
  if (route.as === 'nobody') return route.refusal;
  return { ...WRITERS }[route.writer];
}

const WRITERS = {
  proved: 'its writer is in the conversation, and proved',
  known: 'its writer is in the conversation',
  outside: 'its writer is from outside',
  robot: 'a machine wrote it',
} as const;
