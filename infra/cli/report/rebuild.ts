import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { FACT, ticketKey } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import { dayOfFact, type Fact, factSchema } from '../../../shared/ticket/fact.ts';
import { type Ticket, ticketSchema } from '../../../shared/ticket/ticket.ts';
import { scan } from '../doctor/scan.ts';
import type { ReportDesk } from './open.ts';

/**
 * `outdated`: tickets whose fact is missing, or says something else; `stray`: facts on a day that their ticket has left, or of no ticket; `written`: how
 * many of both were put right; `unreadable`: numbers of tickets that cannot be read.
 */
export type Rebuilt = { tickets: number; outdated: number; stray: number; written: number; unreadable: string[] };

/** The fact of a ticket: under which day, of which version, and what it says beside that, as a hash. */
type Place = { day: string; v: number; says: string };

type Stray = { ticket: string; day: string; v: number };

/**
 * Compares every fact with its ticket, and with `isWriting` puts right those that differ. Whoever writes at the same time is newer, and stays: a look through
 * the table comes to a ticket and to its fact at other times, so each that seems to differ is asked for once more. `looked` hears how many items so far.
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
  const apart = [...is].flatMap(([ticket, places]) => {
    const day = should.get(ticket)?.day;
    return unreadable.includes(ticket) ? [] : places.flatMap((each) => (each.day === day ? [] : { ...each, ticket }));
  });
  const desk = { facts, settings, tickets };
  const stray: Stray[] = [];
  let written = 0;
  if (isWriting) for (const [id] of outdated) if (await renew(desk, id)) written += 1;
  for (const each of apart) {
    const found = await asStray(desk, each);
    if (found) stray.push(found);
    if (found && isWriting && (await facts.drop(found.day, found.ticket, found.v))) written += 1;
  }
  return { tickets: should.size, outdated: outdated.length, stray: stray.length, written, unreadable };
}

type Desk = Pick<ReportDesk, 'facts' | 'settings' | 'tickets'>;

/** Writes the fact of a ticket as it is by now. */
async function renew(desk: Desk, id: string): Promise<boolean> {
  const ticket = await ticketNow(desk, id);
  const fact = typeof ticket === 'object' ? factOf(ticket, desk.settings) : undefined;
  return fact !== undefined && (await desk.facts.put(fact));
}

/** A fact that stands where its ticket, as it is by now, has none, as of that version; undefined where it has, and of one that cannot be read. */
async function asStray(desk: Desk, { ticket: id, day, v }: Stray): Promise<Stray | undefined> {
  const ticket = await ticketNow(desk, id);
  if (ticket === 'unreadable') return undefined;
  const fact = ticket && factOf(ticket, desk.settings);
  if (fact && dayOfFact(fact) === day) return undefined;
  return { ticket: id, day, v: Math.max(v, ticket?.version ?? 0) };
}

/** The ticket as it is by now; undefined where there is none. */
async function ticketNow(
  { tickets: { client, name: TableName } }: Desk,
  id: string,
): Promise<Ticket | 'unreadable' | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: ticketKey(id), ConsistentRead: true }));
  return Item && (ticketSchema.safeParse(Item).data ?? 'unreadable');
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
