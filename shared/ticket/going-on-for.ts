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
  const seen = new Set<string>();
  let last = ticket;
  while (last?.mergedInto !== undefined) {
    seen.add(last.id);
    if (seen.has(last.mergedInto)) return last;
    last = (await read(last.mergedInto)) ?? { ...last, mergedInto: undefined };
  }
  return last;
}

/**
 * Whether a signed address of a duplicate proves nothing on the ticket that goes on for it: its reader is not one of those who read there,
 * or somebody was taken away there who may know it from the duplicate.
 */
export function isLost(
  goesOn: Ticket,
  signed: Ticket,
  { reader, settings }: { reader: string | undefined; settings: Settings },
): boolean {
  if (goesOn.id === signed.id) return false;
  if (reader === undefined || !isReadBy(goesOn, reader, settings)) return true;
  return isSharedAddress(signed, reader) && (goesOn.readersVersion ?? 0) > 0;
}
