import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { FACT, ticketKey } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import { dayOfFact, type Fact, factSchema } from '../../../shared/ticket/fact.ts';
import { ticketSchema } from '../../../shared/ticket/ticket.ts';
import { scan } from '../doctor/scan.ts';
import type { ReportDesk } from './open.ts';

/**
 * `outdated`: tickets whose fact is missing, or says something else; `stray`: facts on a day that their ticket has left, or of no ticket; `written`: how
 * many of both were put right; `unreadable`: numbers of tickets that cannot be read.
 */
export type Rebuilt = { tickets: number; outdated: number; stray: number; written: number; unreadable: string[] };

/** The fact of a ticket: under which day, of which version, and what it says beside that, as a hash. */
type Place = { day: string; v: number; says: string };

/**
 * Compares every fact with its ticket, and with `isWriting` puts right those that differ. Whoever writes at the same time is newer, and stays. `looked`
 * hears how many items so far.
 */
export async function rebuildFacts(
  { facts, settings, tickets }: ReportDesk,
  { isWriting, looked }: { isWriting: boolean; looked: (items: number) => void },
): Promise<Rebuilt> {
  const [should, is] = [new Map<string, Place>(), new Map<string, Place[]>()];
  const unreadable: string[] = [];
  let items = 0;
  for await (const item of scan(tickets)) {
    items += 1;
    looked(items);
    const stored = storedFact(item);
    if (stored) is.set(stored.ticket, [...(is.get(stored.ticket) ?? []), stored.place]);
    if (item.sk !== 'TICKET') continue;
    const { data: ticket } = ticketSchema.safeParse(item);
    if (!ticket) unreadable.push(String(item.id));
    const fact = ticket && factOf(ticket, settings);
    if (fact) should.set(fact.ticket, placeOf(fact));
  }
  const outdated = [...should].filter(([ticket, place]) => !is.get(ticket)?.some((each) => isAt(each, place)));
  const stray = [...is].flatMap(([ticket, places]) => {
    const place = should.get(ticket);
    if (unreadable.includes(ticket)) return [];
    const left = places.filter(({ day }) => day !== place?.day);
    return left.map(({ day, v }) => ({ ticket, day, v: Math.max(v, place?.v ?? 0) }));
  });
  const counts = { tickets: should.size, outdated: outdated.length, stray: stray.length, unreadable };
  if (!isWriting) return { ...counts, written: 0 };
  let written = 0;
  for (const [id] of outdated) if (await renew({ facts, settings, tickets }, id)) written += 1;
  for (const { ticket, day, v } of stray) if (await facts.drop(day, ticket, v)) written += 1;
  return { ...counts, written };
}

/** Writes the fact of a ticket as it is by now. */
async function renew({ facts, settings, tickets }: Pick<ReportDesk, 'facts' | 'settings' | 'tickets'>, id: string) {
  const { client, name: TableName } = tickets;
  const { Item } = await client.send(new GetCommand({ TableName, Key: ticketKey(id), ConsistentRead: true }));
  const { data: ticket } = ticketSchema.safeParse(Item);
  const fact = ticket && factOf(ticket, settings);
  return fact !== undefined && (await facts.put(fact));
}

const isAt = (one: Place, other: Place) => one.day === other.day && one.says === other.says;

function placeOf(fact: Fact): Place {
  const { v, ...rest } = fact;
  const text = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { day: dayOfFact(fact), v, says: createHash('sha256').update(text).digest('base64') };
}

/** What cannot be read says nothing, under the day that its key names. */
function storedFact(item: Item): { ticket: string; place: Place } | undefined {
  const { pk, sk, v, gone } = item;
  if (!String(pk).startsWith(FACT) || gone === true) return undefined;
  const { data: fact } = factSchema.safeParse(item);
  const day = String(pk).slice(FACT.length);
  return { ticket: String(sk), place: fact ? { ...placeOf(fact), day } : { day, v: Number(v), says: '' } };
}
