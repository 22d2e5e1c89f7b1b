import { toAddress } from '../address.ts';
import { houseOf } from '../customer/house-of.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { because } from '../refusals.ts';
import { addressesBehind, isNamedByOther } from '../ticket/also-from.ts';
import { audited } from '../ticket/clock.ts';
import { areColleagues, withCopiedTold, withoutCopied } from '../ticket/copied.ts';
import { outsideMeant } from '../ticket/outside.ts';
import { isReader, readByAgent, whyNotReader, without, withoutFrom, withReader } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { withoutOldAccess } from '../ticket/reader-address.ts';
import { withRemoved } from '../ticket/removed-readers.ts';
import { isSaidSince } from '../ticket/said-since.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { refuseToCastOut } from './steps/cast-out.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { changePromise } from './steps/change-promise.ts';
import { notOnDuplicate } from './steps/duplicate-refusal.ts';
import { takingIn } from './steps/take-in.ts';
import { getTicket, update } from './steps/update.ts';

/**
 * An agent lets somebody read what is answered on a ticket from now on (docs/promise.md section 9): somebody proposed, somebody who wrote
 * from outside, or anybody else with a mailbox. What they wrote from outside then counts as written by one of the conversation; so
 * does, of somebody who reads already, what came in their name and was not proved, and from then on they read on the agent's word. Adding somebody twice changes nothing. Throws a 404
 * for an unknown ticket, a 422 for an address that must not read, and a 409 for a closed duplicate.
 */
export async function addReader(desk: Desk, change: ByAgent & Mailbox): Promise<Ticket> {
  const { ticketId, agent, at } = change;
  const address = usable(change.address);
  const team = await desk.agents.list();
  const read = await getTicket(desk, ticketId);
  const takeIn = await takingIn(desk, read, [address], at);
  const admit = notOnDuplicate(desk, 'address', (ticket) => {
    const by = `agent:${agent.id}`;
    if (isReader(ticket, address)) {
      const taken = takeIn(ticket);
      const told = taken === ticket ? ticket : audited(taken, { at, by, action: 'outside added', detail: address });
      const read = readByAgent(told, address);
      return read === told ? told : audited(read, { at, by, action: 'reader added', detail: address });
    }
    // A word by mail, carried out late: a colleague took them out after it.
    if (isSaidSince(ticket, at, { actions: ['reader removed'], detail: address })) {
      throw refusal('address', because('readerRemovedSince', { address }));
    }
    const why = whyNotReader(ticket, address, desk.settings, team);
    if (why !== undefined) throw refusal('address', why);
    const wrote = outsideMeant(ticket, { address, until: at });
    const known = [...(ticket.proposed ?? []), ...wrote].find((each) => each.address === address);
    const name = change.name ?? known?.name;
    const added = withReader(ticket, { address, ...(name && { name }) });
    return audited(takeIn(added), { at, by, action: 'reader added', detail: address });
  });
  return changePromise(desk, read, admit);
}

/**
 * An agent takes somebody out of a conversation, or out of those proposed, also where its requester only writes from: nothing is sent to them from now on, and what they write is
 * from outside. Whoever copies them proposes them, and no more; what they may have seen of the others' signed addresses and links ends. Throws a 404
 * for an unknown ticket, a 422 for the requester, for whoever is not there or was let in after `at`, and for whose duplicate it goes on, and a 409 for a closed duplicate.
 */
export async function removeReader(desk: Desk, change: ByAgent & { address: string }): Promise<Ticket> {
  const { ticketId, agent, at } = change;
  const address = usable(change.address);
  const takeOut = notOnDuplicate(desk, 'address', async (ticket) => {
    if (ticket.requester.address === address) {
      throw refusal('address', because('readerIsRequester', { address }));
    }
    const line = { at, by: `agent:${agent.id}`, action: 'reader removed', detail: address };
    const isFrom = ticket.requester.from === address;
    const left = without(isFrom ? await withoutWhoNamed(desk, ticket) : ticket, address);
    if (left !== ticket) {
      // A word by mail, carried out late: a colleague let them in after it.
      if (isSaidSince(ticket, at, { actions: ['reader added', 'outside added'], detail: address })) {
        throw refusal('address', because('readerAddedSince', { address }));
      }
      await refuseToCastOut(desk, { before: ticket, after: left, field: 'address' });
      // Also where they are proved to write from: a reading address of their own choice is no way back.
      const behind = addressesBehind(ticket, address).filter((from) => !isReader(left, from));
      const gone = withRemoved(left, [address, ...behind]);
      return withCopiedTold(ticket, audited(withoutOldAccess(gone, desk.now().toISOString()), line), line);
    }
    // The same mail, come again.
    if (ticket.audit.some((each) => each.at === at && each.action === line.action && each.detail === address))
      return ticket;
    throw refusal('address', because('readerNotThere', { address }));
  });
  return update(desk, await getTicket(desk, ticketId), takeOut);
}

/** The ticket without the address that its requester writes from; where that may be anybody's, who named them, those whom it copied are only proposed. */
async function withoutWhoNamed(desk: Pick<Desk, 'customers'>, ticket: Ticket): Promise<Ticket> {
  const { requester } = ticket;
  if (!isNamedByOther(requester)) return withoutFrom(ticket);
  const house = await houseOf(desk, ticket);
  return withoutFrom(withoutCopied(ticket, (person) => areColleagues(house, requester.address, person)));
}

function usable(text: string): string {
  const address = toAddress(text);
  if (address === undefined) throw refusal('address', because('readerNoAddress', { text }));
  return address;
}
