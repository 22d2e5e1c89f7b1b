import { goingOnFor } from '../../ticket/going-on-for.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { disputesSpam } from '../../ticket/reopen.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable } from '../../ticket/ticket-store.ts';
import { isKnownWriter, type Writer } from '../../ticket/writer.ts';
import { claimed, passOn } from './relay.ts';
import { boundedWarnings } from './store-message.ts';
import { TicketContended } from './update.ts';

/** A ticket was changed while a message came in, so that it is heard otherwise than on it: it is to be placed again, by the rules of now. */
export class ChangedMeanwhile extends Error {
  constructor(id: string, why: string) {
    super(`ticket ${id} was changed while a message came in: ${why}`);
    this.name = 'ChangedMeanwhile';
  }
}

/**
 * Where a message is heard, which is not on the ticket as that is by now: on the one that goes on for a duplicate; on a new one, where an answered ticket's
 * requester newly declares a P1 or P2; or, of what is spam and stays so, in the digest (docs/promise.md section 5).
 */
type Elsewhere = { as: 'duplicate'; goesOn: Ticket } | { as: 'request' } | { as: 'spam' };

/** A message that is taken in, as of its ticket as it is then. */
type Coming = {
  writer: Writer;
  /** When it reached the desk (ISO, UTC). */
  at: string;
  from: string;
  /** Somebody let it out. */
  isNoSpam: boolean;
  /** Whether it is a new request there, as what comes later would be. */
  isRequestOn: (ticket: Ticket) => boolean;
};

/** Where a message is heard by now, if not on its ticket. What that has heard already, which another delivery was at, it has. */
export async function elsewhereSince(
  desk: Pick<Desk, 'tickets' | 'settings'>,
  ticket: Ticket,
  { writer, at, from, isNoSpam, isRequestOn }: Coming,
): Promise<Elsewhere | undefined> {
  const goesOn = await goingOnSince(desk, ticket);
  if (goesOn) return { as: 'duplicate', goesOn };
  const isKnown = isKnownWriter(writer);
  if (!isKnown) return undefined;
  const isSpam = ticket.state === 'closed' && ticket.cancelled === 'spam';
  if (isSpam && !isNoSpam && !disputesSpam(ticket, { at, from, isKnown }, desk.settings)) return { as: 'spam' };
  const isDeclared = ticket.declared.some((each) => each.at === at);
  return !isDeclared && isRequestOn(ticket) ? { as: 'request' } : undefined;
}

/** The ticket that goes on for one that is closed as a duplicate by now; undefined where none does, or none that can be read. */
async function goingOnSince({ tickets }: Pick<Desk, 'tickets'>, ticket: Ticket): Promise<Ticket | undefined> {
  if (ticket.state !== 'closed' || ticket.mergedInto === undefined) return undefined;
  const goesOn = await goingOnFor((id) => ifReadable(tickets.get(id)), ticket);
  return goesOn?.id === ticket.id ? undefined : goesOn;
}

const CLOSED_MEANWHILE = 'its ticket was closed as a duplicate while it came in';
const ANSWERED_MEANWHILE = 'its ticket was answered while it came in';

/** What the agents read of a message where it stands and is not heard; of one in the digest nothing. */
function whereOf(elsewhere: Elsewhere): string | undefined {
  if (elsewhere.as === 'spam') return undefined;
  if (elsewhere.as === 'duplicate') return `${CLOSED_MEANWHILE}: it is heard on ${elsewhere.goesOn.id}, which goes on`;
  return `${ANSWERED_MEANWHILE}: what it newly declares is a request of its own, on a new ticket`;
}

/**
 * Leaves a message to where it is heard: here it stands as written, and nobody is told of it. Always throws: `ChangedMeanwhile`, or
 * `TaskBusy` and `TicketContended` while others are at it. Repeating it changes nothing.
 */
export async function leaveTo(
  desk: Desk,
  { id }: Ticket,
  { stored, existed }: { stored: Message; existed: boolean },
  elsewhere: Elsewhere,
): Promise<never> {
  const where = whereOf(elsewhere);
  const left = where === undefined ? stored : await leftAs(desk, { stored, existed }, where);
  await passOn(desk, { stored: left, existed }, async () => []);
  throw new ChangedMeanwhile(id, where ?? 'it was closed as spam');
}

async function leftAs(
  desk: Desk,
  { stored, existed }: { stored: Message; existed: boolean },
  where: string,
): Promise<Message> {
  const { ticketId, key } = stored;
  const before = existed ? ((await desk.tickets.getMessage(ticketId, key)) ?? stored) : stored;
  const left = { ...before, isElsewhere: true as const, warnings: boundedWarnings([where, ...before.warnings]) };
  if (!before.isElsewhere && !(await desk.tickets.rewriteMessage(before, left))) throw new TicketContended(ticketId);
  return left;
}

/**
 * Takes a message that was left so back to its ticket, which was opened again before it was heard where others went on: it is this ticket's, and claimed
 * to be told here. `existed`: another delivery has claimed that. Throws `TicketContended` when a redaction was written meanwhile.
 */
export async function takeBack(desk: Desk, before: Message): Promise<{ stored: Message; existed: boolean }> {
  const { isElsewhere: _, ...kept } = before;
  const isWhere = (warning: string) => [CLOSED_MEANWHILE, ANSWERED_MEANWHILE].some((each) => warning.startsWith(each));
  const warnings = before.warnings.filter((warning) => !isWhere(warning));
  const { relay, ...after } = claimed(desk, { ...kept, warnings });
  // First the claim: who breaks off here finds it left to others still, and takes it back anew.
  const isOurs = relay !== undefined && (await desk.tickets.saveRelay(before, relay));
  if (!(await desk.tickets.rewriteMessage(before, after))) throw new TicketContended(before.ticketId);
  return { stored: { ...after, ...(isOurs && { relay }) }, existed: !isOurs };
}
