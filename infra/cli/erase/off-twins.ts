import { audited } from '../../../shared/ticket/clock.ts';
import { ERASED } from '../../../shared/ticket/erased.ts';
import { wayFrom } from '../../../shared/ticket/going-on-for.ts';
import { without as withoutReader } from '../../../shared/ticket/participants.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { withoutOldAccess } from '../../../shared/ticket/reader-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { update } from '../../../shared/use-cases/steps/update.ts';

/**
 * Takes a duplicate that is erased off those that go on for it, and with it whoever asked it: nobody is there any more to read on, and opened again
 * it would find their address there. Who asks another duplicate of these stays until that is erased, too. `at`: ISO, UTC. Doing it again changes
 * nothing. Throws what a store says.
 */
export async function takeOffTwins(
  desk: Pick<Desk, 'tickets' | 'secrets'>,
  duplicate: Ticket,
  at: string,
): Promise<void> {
  const way = await wayFrom((id) => ifReadable(desk.tickets.get(id)), duplicate);
  for (const twin of way) await update(desk, twin, (current) => withoutDuplicate(current, duplicate, at));
}

function withoutDuplicate(twin: Ticket, { id, requester }: Ticket, at: string): Ticket {
  const { duplicates = [], ...rest } = twin;
  const others = duplicates.filter(({ ticket }) => ticket !== id);
  const own = duplicates.filter(({ ticket }) => ticket === id);
  if (own.length === 0) return twin;
  const without: Ticket = { ...rest, ...(others.length > 0 && { duplicates: others }) };
  const asked = [requester.address, ...own.map(({ asks }) => asks)];
  const gone = asked.filter((address) => !others.some(({ asks }) => asks === address));
  const fewer = gone.reduce(withoutReader, without);
  // The links that they hold end with it, as where an agent removes them.
  const ended = fewer === without ? without : withoutOldAccess(fewer, at);
  return audited(ended, { at, by: 'admin', action: ERASED, detail: `who asked ${id}` });
}
