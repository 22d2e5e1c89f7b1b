import type { Card } from '../../../shared/ticket/card.ts';
import { isErased } from '../../../shared/ticket/erased.ts';
import { wayFrom } from '../../../shared/ticket/going-on-for.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { isOf, type Person } from './person.ts';

/** An open ticket, and the duplicates of somebody else that it goes on for, by number. */
export type GoesOnForOthers = { ticket: string; duplicates: string[] };

/** A ticket on which somebody else wrote from outside: who did, of each message that waits for an agent there. */
export type WaitsOutside = { ticket: string; from: string[] };

/**
 * Which of these open tickets go on for a duplicate of somebody who is not erased: to close one would end that one's request, and nobody would be
 * told (docs/promise.md section 5). A closed one ends nothing: what its people write opens a ticket of their own. Throws what a store says.
 */
export async function goingOnForOthers(
  desk: Pick<Desk, 'tickets'>,
  person: Person,
  cards: readonly Card[],
): Promise<GoesOnForOthers[]> {
  const found: GoesOnForOthers[] = [];
  for (const { id } of cards.filter(({ state }) => state !== 'closed')) {
    const ticket = await ifReadable(desk.tickets.get(id));
    const duplicates = ticket ? await othersOf(desk, person, ticket) : [];
    if (duplicates.length > 0) found.push({ ticket: id, duplicates });
  }
  return found;
}

/**
 * On which of these tickets, open or closed, something waits from outside of somebody who is not erased: no agent has added, filed or dismissed it,
 * so it stands nowhere else (docs/promise.md section 5). Throws what the store says.
 */
export async function waitingOutside(
  { tickets }: Pick<Desk, 'tickets'>,
  person: Person,
  cards: readonly Card[],
): Promise<WaitsOutside[]> {
  const found: WaitsOutside[] = [];
  for (const { id } of cards.filter(({ outside }) => outside !== undefined)) {
    const ticket = await ifReadable(tickets.get(id));
    const from = ticket ? outsideOf(person, ticket) : [];
    if (from.length > 0) found.push({ ticket: id, from });
  }
  return found;
}

/** Who wrote to a ticket from outside, and is not who is erased: an address for each message that waits. */
export function outsideOf(person: Person, { outside = [] }: Pick<Ticket, 'outside'>): string[] {
  return outside.map(({ address }) => address).filter((address) => !isOf(person, address));
}

/** Who wrote this message of a ticket from outside, where it waits for an agent there; undefined where it does not. */
export function waitsFrom({ outside = [] }: Pick<Ticket, 'outside'>, key: string): string | undefined {
  return outside.find(({ message }) => message === key)?.address;
}

/** Numbers of the duplicates of somebody else that this ticket goes on for; none where it is closed. Throws what a store says. */
export async function othersOf({ tickets }: Pick<Desk, 'tickets'>, person: Person, ticket: Ticket): Promise<string[]> {
  const others: string[] = [];
  if (ticket.state === 'closed') return others;
  const read = (id: string) => ifReadable(tickets.get(id));
  for (const { ticket: id, asks } of ticket.duplicates ?? []) {
    const each = await read(id);
    if (!each || isTheirs(person, each, asks)) continue;
    // One that was opened again since goes on by itself.
    if ((await wayFrom(read, each)).at(-1)?.id === ticket.id) others.push(id);
  }
  return others;
}

/** Whether a duplicate is of who is erased, or was. `asks`: where whoever asked it reads now. */
function isTheirs(person: Person, duplicate: Ticket, asks: string): boolean {
  const { requester, customer } = duplicate;
  const isCustomers = person.customer !== undefined && customer?.id === person.customer;
  return isCustomers || isErased(duplicate) || [asks, requester.address].some((each) => isOf(person, each));
}
