import { someNames } from '../../mail/some-names.ts';
import { because } from '../../refusals.ts';
import { isErased } from '../../ticket/erased.ts';
import { wayFrom } from '../../ticket/going-on-for.ts';
import { isReader } from '../../ticket/participants.ts';
import type { Desk } from '../../ticket/ports.ts';
import { whyUnreachable } from '../../ticket/reachable.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { refusal } from './change.ts';

/** The duplicates that a ticket goes on for itself, now: one that was opened again since goes on by itself, and one that was erased is nobody's. Throws what the store says. */
export async function goingOnHere({ tickets }: Pick<Desk, 'tickets'>, ticket: Ticket): Promise<Ticket[]> {
  const read = (id: string) => tickets.get(id);
  const all = await Promise.all((ticket.duplicates ?? []).map((each) => read(each.ticket)));
  const there = all.filter((each) => each !== undefined).filter((each) => !isErased(each));
  const ways = there.map(async (each) => ({ each, way: await wayFrom(read, each) }));
  return (await Promise.all(ways)).filter(({ way }) => way.at(-1)?.id === ticket.id).map(({ each }) => each);
}

/**
 * Refuses (422, `field`) to take from those who read a waiting ticket somebody whose duplicate it goes on for: they were told that it goes on
 * here, and would hear of no answer (docs/promise.md section 5). Once that is open again it is as before, and they may be taken out. An
 * address that nobody reads, a machine's, misses nothing.
 */
export async function refuseToCastOut(
  desk: Pick<Desk, 'tickets' | 'settings'>,
  { before, after, field }: { before: Ticket; after: Ticket; field: string },
): Promise<void> {
  if (before.state !== 'waiting') return;
  const { duplicates = [] } = before;
  const isCastOut = ({ asks }: { asks: string }) => isReader(before, asks) && !isReader(after, asks);
  const gone = duplicates.filter((each) => isCastOut(each) && whyUnreachable(desk.settings, each.asks) === undefined);
  if (gone.length === 0) return;
  const numbers = gone.map(({ ticket }) => ticket);
  const theirs = (await goingOnHere(desk, before)).map(({ id }) => id).filter((id) => numbers.includes(id));
  if (theirs.length === 0) return;
  const who = someNames([...new Set(gone.filter((each) => theirs.includes(each.ticket)).map(({ asks }) => asks))]);
  throw refusal(field, because('castsOut', { tickets: someNames(theirs), who }));
}
