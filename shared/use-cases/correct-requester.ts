import type { Customer } from '../customer/customer.ts';
import { houseOf } from '../customer/house-of.ts';
import { names } from '../customer/knows.ts';
import { because, type Why } from '../refusals.ts';
import { audited } from '../ticket/clock.ts';
import { asConfirmed, confirmedBy, owesAcknowledgement } from '../ticket/confirmed.ts';
import { withCopiedTold, withoutCopied } from '../ticket/copied.ts';
import { answerUnderWay } from '../ticket/delivery.ts';
import { doneAt } from '../ticket/heard.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import {
  addressesOf,
  isOfTeam,
  isReader,
  shortName,
  without,
  withoutAlsoFrom,
  withoutFrom,
} from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { withoutUntold } from '../ticket/promise-change.ts';
import { unreachableBy } from '../ticket/reachable.ts';
import { withoutOldAccess } from '../ticket/reader-address.ts';
import { withoutRemoved, withRemoved } from '../ticket/removed-readers.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { REQUESTER_CHANGED } from '../ticket/trail.ts';
import { endWatch } from '../ticket/watch.ts';
import { ofCustomer, withTermsSaid } from './correct-terms.ts';
import { acknowledgeLate } from './steps/acknowledge-late.ts';
import { refuseToCastOut } from './steps/cast-out.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { notOnDuplicate } from './steps/duplicate-refusal.ts';
import { refuseOfAnother } from './steps/of-another.ts';
import { takingIn } from './steps/take-in.ts';
import { getTicket } from './steps/update.ts';

/** Why a watch ends, for the trail. */
const CORRECTED = 'another one asks';

export type NewRequester = { address: string; name?: string | undefined };

/**
 * An agent says who really asks (promise.md section 9: an agent changes who reads). Answers go there from now on; whoever it was before
 * reads no further one, whoever copies them, and neither a signed address nor a link that they hold is good for anything any more. A customer record that knows the new address
 * becomes the ticket's, with its terms; what they wrote from outside is taken in. While the ticket waits, the new requester is acknowledged
 * as that of a new one, once; `isBeside` an answer, should that not leave. The one who was read from a mail that was passed on is confirmed by it. Throws a
 * 404 for an unknown ticket, a 422 for an address that cannot be a requester's, while an answer to who asks now has not left, and where it goes on for a duplicate of whom it would cast out, or who is another customer's, a 409 for a closed duplicate, and `TaskBusy` while the ticket is being opened.
 */
export async function correctRequester(
  desk: Desk,
  { requester, agent, at, ticketId, isBeside = false }: ByAgent & { requester: NewRequester; isBeside?: boolean },
): Promise<Ticket> {
  const ticket = await getTicket(desk, ticketId);
  const { address } = requester;
  const problem = await whyNoRequester(desk, address);
  if (problem !== undefined) throw refusal('requester.address', problem);
  if (ticket.requester.address !== address) await refuseWhileUnderWay(desk, ticketId);
  const record = await desk.customers.find(address);
  const contacts = record?.contacts ?? (await houseOf(desk, ticket));
  const takeIn = await takingIn(desk, ticket, [address], at);
  const correct = (current: Ticket) => {
    const name = shortName(requester.name ?? nameIn(current, address));
    const { from: _, ...before } = current.requester;
    if (before.address === address && before.name === name && writingFor(current).length === 0) {
      return confirmedBy(current, { at, agentId: agent.id });
    }
    const asking = { address, ...(name && { name }), at, contacts };
    const asked = takeIn(askedBy(current, asking, desk.now().toISOString()));
    const moved = follows(asked, record)
      ? ofCustomer(asked, { customer: record, settings: desk.settings }, doneAt(at, desk.now()))
      : asked;
    const customer = moved.customer?.id === current.customer?.id ? '' : `, customer ${moved.customer?.id}`;
    const detail = `${shown(current.requester)} to ${shown(moved.requester)}${customer}`;
    const line = { at, by: `agent:${agent.id}` };
    const told = withCopiedTold(current, audited(moved, { ...line, action: REQUESTER_CHANGED, detail }), line);
    return withTermsSaid(current, told, line);
  };
  const owes = (current: Ticket) =>
    current.state === 'waiting' && (current.requester.address !== address || owesAcknowledgement(current));
  const correction = notOnDuplicate(desk, 'requester.address', correct);
  const checked = async (current: Ticket) => {
    const changed = await correction(current);
    const corrected = { before: current, after: changed, field: 'requester.address' };
    await refuseToCastOut(desk, corrected);
    await refuseOfAnother(desk, { ...corrected, customer: record?.id ?? changed.customer?.id });
    // Of whoever asked before, whose it would have been.
    const isAnother = changed.requester.address !== current.requester.address;
    return { changed: isAnother ? withoutUntold(changed) : changed, owes: owes(current) };
  };
  const first = messageKeyFor(ticket.source);
  return acknowledgeLate(desk, ticket, first, checked, { isBeside });
}

/** The ticket with another requester, on an agent's word of `at`. `contacts` are what the customer is known by whose it is then: whoever the one before copied reads on if of that. */
function askedBy(
  ticket: Ticket,
  { address, name, at, contacts }: NewRequester & { at: string; contacts: readonly string[] },
  now: string,
): Ticket {
  const requester = { address, ...(name && { name }), verified: true };
  const isTheirs = (person: string) => names({ contacts }, person);
  if (ticket.requester.address === address) {
    const { name: _, ...known } = asConfirmed(withoutFrom(ticket).requester);
    const own = ticket.requester.from === undefined ? ticket : withoutCopied(ticket, isTheirs);
    return { ...withoutAlsoFrom(withoutWhoWrote(own, now), [address]), requester: { ...known, ...requester } };
  }
  const gone = [address, ...addressesOf(ticket.requester)];
  const others = <T extends { address: string }>(people: readonly T[]) =>
    people.filter((each) => !gone.includes(each.address));
  const before = addressesOf(ticket.requester).filter((each) => each !== address);
  const corrected: Ticket = {
    // Whoever asks now was asked nothing.
    ...endWatch(
      withoutOldAccess(withoutRemoved(withRemoved(withoutAlsoFrom(ticket, gone), before), address), now),
      CORRECTED,
      at,
    ),
    requester,
    // It was said by the one before.
    satisfaction: undefined,
    correctedAt: now,
    // Of a mail that an agent passed on nobody has heard or read anything yet, unless more was said since.
    ...((ticket.requester.unconfirmed !== 'forwarded' || isMoreSaid(ticket)) && {
      // As of when it is done: what was said until then was said to the one before. Never earlier than a correction before it.
      asksSince: [now, ticket.asksSince ?? now].sort().at(-1),
    }),
    // A machine's request was answered to nobody: this one is a person's.
    silent: false,
    participants: others(ticket.participants),
    // Whoever asks is not proposed.
    ...(ticket.proposed && { proposed: others(ticket.proposed) }),
  };
  return withoutCopied(corrected, isTheirs);
}

/** Whether more has been said than what opened it. */
function isMoreSaid({ lastPublic, createdAt }: Ticket): boolean {
  return lastPublic.at > createdAt;
}

/** The ticket without whoever only wrote in its requester's name, where an agent says that it is the requester who asks. */
function withoutWhoWrote(ticket: Ticket, now: string): Ticket {
  // Who is copied there is copied on: an agent or a reader said so.
  const gone = writingFor(ticket).filter((from) => !isReader(ticket, from));
  if (gone.length === 0) return ticket;
  return withoutOldAccess(withRemoved(gone.reduce(without, ticket), gone), now);
}

/** Where the requester writes from, and does not read. */
function writingFor({ requester, alsoFrom = [] }: Ticket): string[] {
  const { address, from } = requester;
  const others = alsoFrom.filter((each) => each.address === address).map((each) => each.from);
  return from === undefined ? others : [from, ...others];
}

function follows({ customer }: Ticket, record: Customer | undefined): record is Customer {
  return record !== undefined && record.id !== customer?.id;
}

function nameIn({ requester, participants }: Ticket, address: string): string | undefined {
  return [requester, ...participants].find((each) => each.address === address)?.name;
}

/** Why nobody with this address can ask. */
async function whyNoRequester(desk: Desk, address: string): Promise<Why | undefined> {
  const unreachable = unreachableBy(desk.settings, address);
  if (unreachable !== undefined) return because('requesterUnreachable', unreachable);
  return isOfTeam(desk.settings, await desk.agents.list(), address)
    ? because('requesterOfTeam', { address })
    : undefined;
}

const shown = ({ address, name }: NewRequester) => (name ? `${name} <${address}>` : address);

/** Refuses (422) while an answer is being sent, or is to leave as soon as the mail service takes it: it was written to who asks now, and would go to nobody. */
async function refuseWhileUnderWay({ tickets }: Pick<Desk, 'tickets'>, ticketId: string): Promise<void> {
  const { messages } = await tickets.messages(ticketId);
  const answer = answerUnderWay(messages);
  if (answer) throw refusal('requester.address', because('correctParked', { message: answer.key }));
}
