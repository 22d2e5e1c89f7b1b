import { someNames } from '../mail/some-names.ts';
import { because } from '../refusals.ts';
import { audited } from '../ticket/clock.ts';
import { closed } from '../ticket/closed.ts';
import type { Today } from '../ticket/current-terms.ts';
import { parkedAnswer } from '../ticket/delivery.ts';
import { surerOf } from '../ticket/duplicates.ts';
import { isErased } from '../ticket/erased.ts';
import { isAnswered } from '../ticket/first-response.ts';
import { wayFrom } from '../ticket/going-on-for.ts';
import { doneAt, heardSince } from '../ticket/heard.ts';
import type { Desk } from '../ticket/ports.ts';
import { CANCEL_REASONS, type CancelReason, type State, type Ticket } from '../ticket/ticket.ts';
import { takenBack } from '../ticket/twin.ts';
import { goingOnHere } from './steps/cast-out.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { changePromise } from './steps/change-promise.ts';
import { closeDuplicate } from './steps/close-duplicate.ts';
import { forgetDuplicate } from './steps/forget-duplicate.ts';
import { openedAgain } from './steps/open-again.ts';
import { todayOf } from './steps/today.ts';
import { getTicket } from './steps/update.ts';

/** Why a ticket is closed that is merged into another one. */
export const DUPLICATE: CancelReason = 'duplicate';
const SPAM: CancelReason = 'spam';

/**
 * An agent closes or re-opens a ticket. Closing one that waits needs a reason and counts as cancelled, never as met; as a duplicate it
 * needs the number of its `twin`, which goes on for it (promise.md section 5), and never while an answer of it is parked or something waits from outside on it; re-opening such a one lets its clock run on with the original deadline; never one whose requester was erased, which waits for nobody. The customer is told. `answered` and
 * `waiting` follow from what happened: 422 when they do not fit.
 */
export async function changeState(
  desk: Desk,
  change: ByAgent & { state: State; reason?: string | undefined; twin?: string | undefined },
): Promise<Ticket> {
  const { state, agent, at, reason } = change;
  const ticket = await getTicket(desk, change.ticketId);
  if (state === 'closed') return closeTicket(desk, ticket, change);
  const by = `agent:${agent.id}`;
  const today = await todayOf(desk, ticket);
  const way = await wayFrom((id) => desk.tickets.get(id), ticket);
  const reopening = (current: Ticket) => {
    if (current.state === state) return current;
    if (isErased(current)) throw refusal('state', because('openErased'));
    const own = current.mergedInto === undefined ? current : takenBack(current, way, desk.now().toISOString());
    return audited(reopen(own, state, { today, at }), { at, by, action: 're-opened', detail: reason });
  };
  const reopened = await changePromise(desk, ticket, reopening);
  await forgetDuplicate(desk, reopened, way);
  return reopened;
}

async function closeTicket(
  desk: Desk,
  ticket: Ticket,
  change: ByAgent & { reason?: string | undefined; twin?: string | undefined },
): Promise<Ticket> {
  const { agent, at, reason } = change;
  const by = `agent:${agent.id}`;
  const twin = twinOf(change);
  if (ticket.state === 'closed') {
    if (twin !== undefined && ticket.mergedInto !== twin)
      throw refusal('twin', because('twinOfClosed', { ticket: ticket.id }));
    // Nothing but what a delivery before has left.
    return changePromise(desk, ticket, (current) => current);
  }
  const detail = twin === undefined ? reason : `${reason} of ${twin}`;
  const closing = (current: Ticket) =>
    audited(close(current, reason, doneAt(at, desk.now())), { at, by, action: 'closed', detail });
  if (twin !== undefined) {
    const check = async (current: Ticket) => {
      refuseWhileOutside(current);
      await refuseWhileParked(desk, current);
    };
    return closeDuplicate(desk, ticket, { twin, by, check, close: closing });
  }
  await refuseWhileParked(desk, ticket);
  return changePromise(desk, ticket, async (current) => {
    if (current.state === 'closed') return current;
    refuseUnread(current, at);
    await refuseForOthers(desk, current, reason);
    return closing(current);
  });
}

/** Refuses (422) a word by mail that is carried out late, when the customer has written since, or somebody from outside: no list would show it. `at`: when it was given (ISO, UTC). */
function refuseUnread({ lastPublic, outside = [] }: Ticket, at: string): void {
  const isWrittenSince = lastPublic.by === 'customer' && lastPublic.at > at;
  if (isWrittenSince || outside.some((each) => heardSince(each) > at)) throw refusal('state', because('closeUnread'));
}

/**
 * Refuses (422) to close as spam or withdrawn what waits for a duplicate of somebody else, too, or of who is surer to have asked than here: theirs
 * would be lost with it, and nobody of them told (docs/promise.md section 5).
 */
async function refuseForOthers(desk: Desk, ticket: Ticket, reason: string | undefined): Promise<void> {
  if (ticket.state !== 'waiting') return;
  const others = (await goingOnHere(desk, ticket)).filter((each) => !isTheirs(ticket, each, reason));
  const theirs = others.map(({ id }) => id);
  if (theirs.length === 0) return;
  throw refusal('reason', because('closeOthers', { tickets: someNames(theirs), reason }));
}

/** Refuses (422) to close a ticket as if nobody had answered, while an answer is to leave as soon as the mail service takes it. The mail after a call only confirms it. */
async function refuseWhileParked(desk: Desk, { id, state }: Ticket): Promise<void> {
  if (state !== 'waiting') return;
  const { messages } = await desk.tickets.messages(id);
  const parked = parkedAnswer(messages.filter(({ givenByPhone }) => givenByPhone === undefined));
  if (parked) throw refusal('state', because('closeParked', { message: parked.key }));
}

/** Whether a duplicate was the ticket's requester's own. What is surer to be theirs is no spam where somebody else may have asked in their name. */
function isTheirs(ticket: Ticket, { id, requester: asked }: Ticket, reason: string | undefined): boolean {
  if (ticket.requester.address !== asked.address) return false;
  return reason !== SPAM || !surerOf(ticket).includes(id);
}

/**
 * Refuses (422) to close a ticket as a duplicate while something waits from outside on it: what comes to it later waits on its twin, and no list
 * shows what waits on a closed one (docs/promise.md section 5).
 */
function refuseWhileOutside({ outside = [] }: Ticket): void {
  if (outside.length === 0) return;
  const writers = someNames([...new Set(outside.map(({ address }) => address))]);
  throw refusal('state', because('closeOutside', { writers }));
}

/** The number that is to go on for a duplicate; undefined when the ticket is closed as something else. Throws a 422. */
function twinOf({ reason, twin }: { reason?: string | undefined; twin?: string | undefined }): string | undefined {
  if (reason === DUPLICATE && twin === undefined) {
    throw refusal('twin', because('twinMissing'));
  }
  if (reason !== DUPLICATE && twin !== undefined) throw refusal('twin', because('twinNeedless', { reason: DUPLICATE }));
  return twin;
}

function close(ticket: Ticket, reason: string | undefined, at: string): Ticket {
  const cancelled = CANCEL_REASONS.find((known): known is CancelReason => known === reason);
  if (ticket.state === 'waiting' && !cancelled)
    throw refusal('reason', because('closeReason', { reasons: CANCEL_REASONS }));
  return closed(ticket, { at, cancelled });
}

function reopen(ticket: Ticket, state: State, { today, at }: { today: Today; at: string }): Ticket {
  const fits: State = isAnswered(ticket) ? 'answered' : 'waiting';
  if (state !== fits) throw refusal('state', because('stateUnfit', { fits }));
  return openedAgain(ticket, { today, at });
}
