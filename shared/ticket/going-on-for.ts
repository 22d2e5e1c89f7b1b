import type { Settings } from '../settings.ts';
import { isReadBy, isSharedAddress } from './reader-address.ts';
import type { Ticket } from './ticket.ts';
import { type TicketStore, UnreadableItem } from './ticket-store.ts';

/** Looks a ticket up by its id. */
export type Read = (id: string) => Promise<Ticket | undefined>;

/** Looks tickets up. One that cannot be read is as if it were not there, with a warning: what is written to it must not be lost with it. */
export function readerOf(tickets: Pick<TicketStore, 'get'>, warnings: Set<string>): Read {
  return async (id) => {
    try {
      return await tickets.get(id);
    } catch (error) {
      if (!(error instanceof UnreadableItem)) throw error;
      warnings.add(`it is about ticket ${id}, which cannot be read`);
      return undefined;
    }
  };
}

/**
 * In place of a duplicate, the ticket that goes on for it, open or closed (docs/promise.md section 5): the last one, however many are
 * duplicates of each other. Any other is itself. Of a circle, which two who close at once could make, it is the last before it closes.
 */
export async function goingOnFor(read: Read, ticket: Ticket | undefined): Promise<Ticket | undefined> {
  return ticket && ((await wayFrom(read, ticket)).at(-1) ?? ticket);
}

/**
 * All that go on for a duplicate, one for the other, the last one (`goingOnFor`) at the end; none for any other. What ended on one of them for
 * its readers has ended for those of the duplicate, whatever goes on for that one since.
 */
export async function wayFrom(read: Read, ticket: Ticket): Promise<Ticket[]> {
  const seen = new Set<string>();
  const way: Ticket[] = [];
  let last = ticket;
  while (last.mergedInto !== undefined) {
    seen.add(last.id);
    const next = seen.has(last.mergedInto) ? undefined : await read(last.mergedInto);
    if (!next) return way;
    way.push(next);
    last = next;
  }
  return way;
}

/**
 * Whether a signed address of a duplicate proves nothing on the ticket that goes on for it: its reader is not one of those who read there,
 * or somebody was taken away there, or on the way there (`wayFrom`), who may know it from the duplicate.
 */
export function isLost(
  goesOn: Ticket,
  signed: Ticket,
  { reader, settings, way }: { reader: string | undefined; settings: Settings; way: readonly Ticket[] },
): boolean {
  if (goesOn.id === signed.id) return false;
  if (reader === undefined || !isReadBy(goesOn, reader, settings)) return true;
  return isSharedAddress(signed, reader) && [goesOn, ...way].some(({ readersVersion = 0 }) => readersVersion > 0);
}
