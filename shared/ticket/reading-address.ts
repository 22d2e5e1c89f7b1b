import { isNamedByOther, withWriter } from './also-from.ts';
import { audited } from './clock.ts';
import { areColleagues, withCopiedTold, withoutCopied } from './copied.ts';
import { isAskerHere, withAskerLeft, withAskerMoved } from './duplicates.ts';
import { addressesOf, isReader, without, withoutAlsoFrom, withProposed } from './participants.ts';
import { withoutOldAccess } from './reader-address.ts';
import { wasRemoved } from './removed-readers.ts';
import type { Ticket } from './ticket.ts';

/** Where a requester reads from now on, and when they said so (ISO, UTC), by which address. `house`: what the ticket's customer is known by. */
export type ReadingMove = {
  requester: Ticket['requester'];
  at: string;
  by: string;
  house?: readonly string[] | undefined;
};

const ACTION = 'reading address';

/**
 * The ticket whose requester reads elsewhere from now on, on their own proved word (docs/promise.md section 9). Who read at the address
 * before holds nothing any more; plan and terms stay; whoever asked a duplicate there, and has not said so, reads on, and where they cannot nothing moves. An address that an agent removed is proposed only. The same ticket when whoever says so is none of those who ask, or when it says so already, or has followed this very word. `now`: ISO, UTC.
 */
export function withReadingMoved(ticket: Ticket, { requester, at, by, house = [] }: ReadingMove, now: string): Ticket {
  const { address } = ticket.requester;
  // The same mail, come again, after an agent has said otherwise; or one that the desk hears of after a later one of theirs.
  const isOld = (line: Ticket['audit'][number]) => line.at === at || (line.at > at && line.by === `customer:${by}`);
  if (ticket.audit.some((line) => line.action === ACTION && isOld(line))) return ticket;
  if (isAskersMove(ticket, by)) return withAskerReading(ticket, { requester, at, by }, now);
  // An agent has said since that another one asks.
  if (!addressesOf(ticket.requester).includes(by)) return ticket;
  if (requester.address === address) return ticket;
  if (wasRemoved(ticket, requester.address)) return withProposed(ticket, [requester], { later: true });
  // Whom another one named says where they read: whom that one copied was let in to nothing of theirs.
  const isNamed = isNamedByOther(ticket.requester) && by === address;
  const own = isNamed ? withoutCopied(ticket, (person) => areColleagues(house, by, person)) : ticket;
  const others = withAskerMoved(without(own, requester.address), { before: address, to: requester.address, by });
  const moved = withAskerLeft({ ...withoutOldAccess(others, now), requester }, address);
  if (moved === undefined) return ticket;
  const line = { at, by: `customer:${by}` };
  const told = audited(moved, { ...line, action: ACTION, detail: `${address} to ${requester.address}` });
  return withCopiedTold(ticket, told, line);
}

/** Whether answers go elsewhere by this very word. */
export function isFollowed({ audit }: Pick<Ticket, 'audit'>, { at, by }: ReadingMove): boolean {
  return audit.some((line) => line.action === ACTION && line.at === at && line.by === `customer:${by}`);
}

/** Whether who says so asked a duplicate that it goes on for, reads here for that, and is not its requester. */
export function isAskersMove(ticket: Ticket, by: string): boolean {
  return !addressesOf(ticket.requester).includes(by) && isAskerHere(ticket, by);
}

/** The ticket that one who asked a duplicate reads elsewhere from now on, and writes on from where they read before; all as for a requester. */
function withAskerReading(ticket: Ticket, { requester, at, by }: ReadingMove, now: string): Ticket {
  const { address, unconfirmed } = requester;
  // Who names the requester's own address would write as the requester; and of one who only reads here it is to be sure who says so.
  if (address === by || address === ticket.requester.address || unconfirmed !== undefined) return ticket;
  if (wasRemoved(ticket, address)) return withProposed(ticket, [requester], { later: true });
  // A participant who reads there already is the same one from now on.
  const isThere = isReader(ticket, address);
  const people = ticket.participants.filter((each) => each.address !== by || !isThere);
  const participants = people.map((each) => (each.address === by ? { ...each, address } : each));
  const proposed = ticket.proposed?.filter((each) => each.address !== address);
  const others = withoutAlsoFrom({ ...ticket, participants, ...(proposed && { proposed }) }, [by]);
  const moved = withWriter(withAskerMoved(others, { before: by, to: address, by }), { address, from: by });
  return audited(withoutOldAccess(moved, now), {
    at,
    by: `customer:${by}`,
    action: ACTION,
    detail: `${by} to ${address}`,
  });
}
