import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { FORMS, MESSAGE, TICKET, ticketKey } from '../../../shared/aws/keys.ts';
import type { Item, Table } from '../../../shared/aws/table.ts';
import { ifThere } from '../../../shared/ticket/ports.ts';
import { PRICE } from '../cost/prices.ts';
import { scan } from '../doctor/scan.ts';
import type { EraseDesk } from './erase-desk.ts';
import { type From, keyOf } from './looking.ts';
import { noteOfDomains } from './of-domains.ts';
import type { Person } from './person.ts';
import { scrubMessage } from './scan-message.ts';
import { eraseWithObjects, heldIn, scrubOther } from './scan-other.ts';
import { type EndOfScan, scrubTicket } from './scan-ticket.ts';
import { isOfIndex, wordsOfPerson } from './scan-words.ts';
import { patternOf, withoutWords } from './without-words.ts';

/** What a look through the table did: on tickets of others, and of their own that no list had. `left`, `newer`: keys of what it may not change, and of what came later. */
export type Scanned = {
  looked: number;
  tickets: number;
  messages: number;
  others: number;
  left: string[];
  newer: string[];
  /** Numbers of tickets that they had opened and that are another one's, out of which they went. */
  over: string[];
  /** What others wrote and asked for the answers to at their address: it stays, and who wrote it on which ticket. */
  answered: { ticket: string; by: string }[];
};

/** Items that name who works here; what is a customer's not. */
const OF_TEAM = /^(?:FORMS$|NOTICES|AGENTS)/;

/** How many items the table of tickets has, and what it costs to look through it, in dollars: as DynamoDB counted them within the last six hours. */
export async function priceOfScan({ client, name }: Table): Promise<{ items: number; dollars: number }> {
  const { Table: told } = await client.send(new DescribeTableCommand({ TableName: name }));
  // A consistent read of 4 kB is a unit (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html).
  const units = (told?.TableSizeBytes ?? 0) / 4096;
  return { items: told?.ItemCount ?? 0, dollars: units * PRICE['read units'] };
}

/**
 * Looks through every item for the addresses of a person, and takes them out: who only read along goes from those who read, what they wrote there
 * goes as on a ticket of their own, and where others wrote of them the address alone. Mails of others that name them go as they came, since nobody can
 * change those. What a search finds them by goes with it, last. `before`: what came later stays (ISO, UTC); `isOpenToo`: open tickets of theirs are closed. `looked` hears how many items so far. Throws what a store says.
 */
export async function scanFor(
  desk: EraseDesk,
  person: Person,
  { at, before, isOpenToo, looked = () => {} }: Looking,
): Promise<Scanned> {
  const addresses = [...new Set([...person.addresses, ...(await noteOfDomains(desk, person, before))])];
  const pattern = patternOf(addresses);
  const done: Scanned = { looked: 0, tickets: 0, messages: 0, others: 0, left: [], newer: [], over: [], answered: [] };
  if (!pattern) return done;
  const isNamed = (text: string) => text.search(pattern) >= 0;
  const from: From = {
    addresses,
    before,
    at,
    isOpenToo,
    person: { ...person, addresses },
    said: withoutWords(addresses),
    isNamed,
    gone: new Set(),
    answered: [],
  };
  const index = wordsOfPerson(desk.desk, addresses);
  const tickets = new Map<string, EndOfScan>();
  for await (const item of scan(desk.tickets)) {
    done.looked += 1;
    looked(done.looked);
    if (isOfIndex(item)) {
      index.see(item);
      continue;
    }
    const kind = kindOf(item);
    if (!(await names(desk, item, kind, isNamed))) continue;
    const id = ticketOf(item);
    if (id === undefined) {
      const scrub = kind === 'rejected' ? eraseWithObjects : scrubOther;
      const end = kind === 'team' ? 'left' : await scrub(desk, item, from);
      if (end === 'done') done.others += 1;
      else done[end].push(keyOf(item));
      continue;
    }
    // The ticket first, whichever of its items names them first: by what stands on it one sees whose it is.
    const end = tickets.get(id) ?? (await scrubTicket(desk, id, from));
    if (!tickets.has(id)) note(done, id, end);
    tickets.set(id, end);
    if (end === 'whole' || end === 'left' || end === 'newer' || from.gone.has(keyOf(item))) continue;
    if (end === 'out' || end === 'over' || kind === 'message') index.touch(id);
    if (kind === 'ticket') {
      if (end === 'none' || end === 'unreadable') done.left.push(keyOf(item));
      continue;
    }
    const of = kind === 'message' ? await scrubMessage(desk, item, from) : await scrubOther(desk, item, from);
    if (of !== 'done') done[of].push(keyOf(item));
    else done[kind === 'message' ? 'messages' : 'others'] += 1;
  }
  done.left.push(...(await index.mend()));
  done.answered.push(...from.answered.map(({ ticketId, by }) => ({ ticket: ticketId, by })));
  return done;
}

function note(done: Scanned, id: string, end: EndOfScan): void {
  if (end === 'left' || end === 'newer') done[end].push(keyOf(ticketKey(id)));
  if (end === 'whole' || end === 'out' || end === 'over') done.tickets += 1;
  if (end === 'over') done.over.push(id);
}

/** Of a delivery that was refused the item names nobody: what it brought does. So it may be with what is held. */
async function names(desk: EraseDesk, item: Item, kind: Kind, isNamed: From['isNamed']): Promise<boolean> {
  if (kind !== 'rejected' && isNamed(JSON.stringify(item))) return true;
  const key = kind === 'rejected' ? String(item.sk) : heldIn(item)?.received.raw;
  const content = key === undefined ? undefined : await ifThere(desk.desk.files.read(key));
  return content !== undefined && isNamed(content.toString());
}

type Kind = 'ticket' | 'message' | 'team' | 'rejected' | 'other';

type Looking = { at: string; before: string; isOpenToo: boolean; looked?: (items: number) => void };

function kindOf({ pk, sk }: Item): Kind {
  if (OF_TEAM.test(String(pk))) return 'team';
  if (String(pk).startsWith(`${FORMS}#`)) return 'rejected';
  if (!String(pk).startsWith(TICKET)) return 'other';
  return sk === 'TICKET' ? 'ticket' : String(sk).startsWith(MESSAGE) ? 'message' : 'other';
}

/** The ticket that an item is of. */
function ticketOf({ pk }: Item): string | undefined {
  return String(pk).startsWith(TICKET) ? String(pk).slice(TICKET.length) : undefined;
}
