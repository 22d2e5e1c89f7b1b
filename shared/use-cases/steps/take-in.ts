import { withPublic } from '../../ticket/clock.ts';
import { withDeclaration } from '../../ticket/declaration.ts';
import { isBehind } from '../../ticket/heard.ts';
import type { Message } from '../../ticket/message.ts';
import { type FromOutside, withoutOutside } from '../../ticket/outside.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { heardFrom } from '../../ticket/watch.ts';

/**
 * The change by which what waits from outside of these addresses is the conversation's, on an agent's word: it awaits an agent, ends the
 * watch, and declares as it would have by a known writer whom nothing proves (docs/promise.md section 5). Of what reached the desk after the agent's
 * word (`until`, ISO, UTC) they said nothing. The same ticket when nothing waits.
 */
export async function takingIn(
  desk: Desk,
  { id, outside = [] }: Ticket,
  addresses: readonly string[],
  until: string,
): Promise<(ticket: Ticket) => Ticket> {
  const wrote = outside.filter(({ address, at, heardAt = at }) => addresses.includes(address) && heardAt <= until);
  const messages = await Promise.all(wrote.map(({ message }) => desk.tickets.getMessage(id, message)));
  const declaring = messages.filter((message) => message?.declares !== undefined);
  return (ticket) => {
    const there = (ticket.outside ?? []).filter(({ message }) => wrote.some((each) => each.message === message));
    if (there.length === 0) return ticket;
    const heard = there.reduce((current, entry) => {
      const declared = declaring.find((message) => message?.key === entry.message);
      return asKnown(desk, current, entry, declared);
    }, ticket);
    return withoutOutside(heard, there);
  };
}

function asKnown(desk: Desk, ticket: Ticket, { at, address: by }: FromOutside, message: Message | undefined): Ticket {
  // It was from outside for whoever answered, or put the ticket out of sight, since.
  const since = isBehind(ticket, at, desk.now()) ? desk.now().toISOString() : at;
  const heard = withPublic(heardFrom(ticket, { at, heard: since }), { at: since, by: 'customer' });
  const { declares: priority } = message ?? {};
  if (priority === undefined) return heard;
  return withDeclaration(heard, { priority, at, by, writer: 'known' }, desk.settings, desk.now().toISOString());
}
