import { FACT } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import { dayOfFact } from '../../../shared/ticket/fact.ts';
import { ticketSchema } from '../../../shared/ticket/ticket.ts';
import { scan } from '../doctor/scan.ts';
import type { ReportDesk } from './open.ts';

/**
 * `outdated`: tickets whose fact is missing, or of another version; `stray`: facts on a day that their ticket has left, or of no ticket; `written`: how
 * many of both were put right; `unreadable`: numbers of tickets that cannot be read.
 */
export type Rebuilt = { tickets: number; outdated: number; stray: number; written: number; unreadable: string[] };

/** Where the fact of a ticket stands, or should, and of which version it is. */
type Place = { day: string; v: number };

/**
 * Compares every fact with its ticket, and with `isWriting` puts all of them right: those of the same version too, which an older release may have
 * made otherwise. Whoever writes at the same time is newer, and stays. `looked` hears how many items so far.
 */
export async function rebuildFacts(
  { facts, settings, tickets }: ReportDesk,
  { isWriting, looked }: { isWriting: boolean; looked: (items: number) => void },
): Promise<Rebuilt> {
  const [should, is] = [new Map<string, Place>(), new Map<string, Place[]>()];
  const unreadable: string[] = [];
  let [items, written] = [0, 0];
  for await (const item of scan(tickets)) {
    items += 1;
    looked(items);
    const place = placeOfFact(item);
    if (place) is.set(place.ticket, [...(is.get(place.ticket) ?? []), place]);
    if (item.sk !== 'TICKET') continue;
    const { data: ticket } = ticketSchema.safeParse(item);
    if (!ticket) unreadable.push(String(item.id));
    const fact = ticket && factOf(ticket, settings);
    if (!fact) continue;
    should.set(fact.ticket, { day: dayOfFact(fact), v: fact.v });
    if (isWriting && (await facts.put(fact))) written += 1;
  }
  const isRight = ([ticket, { day, v }]: [string, Place]) =>
    is.get(ticket)?.some((place) => place.day === day && place.v >= v) ?? false;
  const stray = [...is].flatMap(([ticket, places]) =>
    places
      .filter(({ day }) => should.get(ticket)?.day !== day && !unreadable.includes(ticket))
      .map((place) => ({ ticket, day: place.day, v: Math.max(place.v, should.get(ticket)?.v ?? 0) })),
  );
  if (isWriting) for (const { ticket, day, v } of stray) if (await facts.drop(day, ticket, v)) written += 1;
  const outdated = [...should].filter((each) => !isRight(each)).length;
  return { tickets: should.size, outdated, stray: stray.length, written, unreadable };
}

function placeOfFact({ pk, sk, v, gone }: Item): (Place & { ticket: string }) | undefined {
  if (!String(pk).startsWith(FACT) || gone === true) return undefined;
  return { ticket: String(sk), day: String(pk).slice(FACT.length), v: Number(v) };
}
