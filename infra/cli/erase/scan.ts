import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { FORMS, MESSAGE, TICKET } from '../../../shared/aws/keys.ts';
import type { Item, Table } from '../../../shared/aws/table.ts';
import { messageItem } from '../../../shared/aws/ticket-items.ts';
import { audited } from '../../../shared/ticket/clock.ts';
import { ERASED } from '../../../shared/ticket/erased.ts';
import { type Message, messageSchema } from '../../../shared/ticket/message.ts';
import { withoutAlsoFrom } from '../../../shared/ticket/participants.ts';
import { ifThere } from '../../../shared/ticket/ports.ts';
import { withoutOldAccess } from '../../../shared/ticket/reader-address.ts';
import { keptOf } from '../../../shared/ticket/redaction.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { update } from '../../../shared/use-cases/steps/update.ts';
import { PRICE } from '../cost/prices.ts';
import { scan } from '../doctor/scan.ts';
import type { EraseDesk } from './erase-desk.ts';
import { eraseItem, eraseTicket } from './erase-ticket.ts';
import { erasedMessage } from './erased-parts.ts';
import type { Person } from './person.ts';
import { isOfIndex, wordsOfPerson } from './scan-words.ts';
import { storedOf } from './ticket-parts.ts';
import { patternOf, withoutWords } from './without-words.ts';

/** What a look through the table did: on tickets of others, and of their own that no list had. `left`, `newer`: keys of what it may not change, and of what came later. */
export type Scanned = {
  looked: number;
  tickets: number;
  messages: number;
  others: number;
  left: string[];
  newer: string[];
};

const heldSchema = z.object({ received: z.object({ raw: z.string() }) });
const QUARANTINE = 'QUARANTINE#';

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
  const { addresses } = person;
  const pattern = patternOf(addresses);
  const done: Scanned = { looked: 0, tickets: 0, messages: 0, others: 0, left: [], newer: [] };
  if (!pattern) return done;
  const isNamed = (text: string) => text.search(pattern) >= 0;
  const from: From = { addresses, before, at, isOpenToo, person, said: withoutWords(addresses), isNamed };
  const index = wordsOfPerson(desk.desk, addresses);
  for await (const item of scan(desk.tickets)) {
    done.looked += 1;
    looked(done.looked);
    if (isOfIndex(item)) {
      index.see(item);
      continue;
    }
    const kind = kindOf(item);
    if (!(await names(desk, item, kind, isNamed))) continue;
    const end = kind === 'team' ? 'left' : await SCRUB[kind](desk, item, from);
    if (end !== 'done') done[end].push(`${item.pk} ${item.sk}`);
    else if (kind !== 'team') done[COUNTED[kind]] += 1;
    if (end === 'done' && (kind === 'ticket' || kind === 'message')) index.touch(String(item.pk).slice(TICKET.length));
  }
  done.left.push(...(await index.mend()));
  return done;
}

/** Of a delivery that was refused the item names nobody: what it brought does. */
async function names(desk: EraseDesk, item: Item, kind: Kind, isNamed: From['isNamed']): Promise<boolean> {
  if (kind !== 'rejected') return isNamed(JSON.stringify(item));
  const content = await ifThere(desk.desk.files.read(String(item.sk)));
  return content !== undefined && isNamed(content.toString());
}

type Kind = 'ticket' | 'message' | 'team' | 'rejected' | 'other';
/** `left`: it is not for this command to change. `newer`: it came later. */
type End = 'done' | 'left' | 'newer';
const COUNTED = { ticket: 'tickets', message: 'messages', rejected: 'others', other: 'others' } as const;
const SCRUB: Record<keyof typeof COUNTED, (desk: EraseDesk, item: Item, from: From) => Promise<End>> = {
  ticket: scrubTicket,
  message: scrubMessage,
  rejected: eraseWithObjects,
  other: scrubOther,
};

type Looking = { at: string; before: string; isOpenToo: boolean; looked?: (items: number) => void };

type From = Omit<Looking, 'looked'> & {
  addresses: readonly string[];
  person: Person;
  said: (text: string) => string;
  isNamed: (text: string) => boolean;
};

function kindOf({ pk, sk }: Item): Kind {
  if (OF_TEAM.test(String(pk))) return 'team';
  if (String(pk).startsWith(`${FORMS}#`)) return 'rejected';
  if (!String(pk).startsWith(TICKET)) return 'other';
  return sk === 'TICKET' ? 'ticket' : String(sk).startsWith(MESSAGE) ? 'message' : 'other';
}

/** A ticket that they asked after all goes whole; from any other they go. */
async function scrubTicket(desk: EraseDesk, { id }: Item, from: From): Promise<End> {
  const ticket = await ifReadable(desk.desk.tickets.get(String(id)));
  if (!ticket) return 'left';
  const isTheirs = [ticket.requester.address, ticket.requester.from].some((each) => each && isIn(from, each));
  if (!isTheirs) {
    await eraseRaws(desk, ticket.id, from);
    await update(desk.desk, ticket, (current) => withoutPerson(current, from));
    return 'done';
  }
  if (ticket.createdAt >= from.before) return 'newer';
  if (ticket.state !== 'closed' && !from.isOpenToo) return 'left';
  const end = await eraseTicket(desk, ticket.id, from);
  if (end === 'others') return 'left';
  return end === 'newer' ? end : 'done';
}

/** Mails of a ticket's that name them go as they came, whoever wrote them: who reads along stands in the header of each. */
async function eraseRaws(desk: EraseDesk, ticketId: string, { isNamed, before }: From): Promise<void> {
  const { messages } = await desk.desk.tickets.messages(ticketId);
  for (const { raw, copies = [], at } of messages) {
    for (const key of at < before ? [raw, ...copies].filter((each) => each !== undefined) : []) {
      const content = await ifThere(desk.desk.files.read(key));
      if (!content || !isNamed(content.toString())) continue;
      for (const each of keptOf({ raw: key })) await desk.bucket.erase(each);
    }
  }
}

const isIn = ({ addresses }: From, address: string) => addresses.includes(address.toLowerCase());

/**
 * Reads no more, is proposed no more, waits no more; where the words of others name them, those do not. Their entry is not replaced by a word: what
 * stands there is mailed.
 */
function withoutPerson(ticket: Ticket, from: From): Ticket {
  const isOther = ({ address }: { address: string }) => !isIn(from, address);
  const named = (ticket.alsoFrom ?? []).flatMap((each) => [each.address, each.from]);
  const theirs = named.filter((address) => isIn(from, address));
  const without = withoutAlsoFrom(ticket, theirs);
  const isReading = [...ticket.participants, ...(ticket.proposed ?? [])].some((person) => !isOther(person));
  // The links that they hold end with it, as where an agent removes them.
  const ended = isReading || theirs.length > 0 ? withoutOldAccess(without, from.at) : without;
  const { participants, proposed, outside, duplicates, ...rest } = ended;
  const others = {
    ...deep(rest, from.said),
    participants: deep(participants.filter(isOther), from.said),
    ...(proposed && { proposed: deep(proposed.filter(isOther), from.said) }),
    ...(duplicates && { duplicates: withoutAsker(duplicates, from) }),
    ...(outside && { outside: deep(outside.filter(isOther), from.said) }),
  };
  return audited(others, { at: from.at, by: 'admin', action: ERASED, detail: 'somebody who read along' });
}

function withoutAsker(duplicates: NonNullable<Ticket['duplicates']>, person: From): Ticket['duplicates'] {
  const others = duplicates.filter(({ asks }) => !isIn(person, asks));
  return others.map(({ from, namedBy, ...each }) => ({
    ...each,
    ...(from !== undefined && !isIn(person, from) && { from }),
    ...(namedBy !== undefined && !isIn(person, namedBy) && { namedBy }),
  }));
}

async function scrubMessage(desk: EraseDesk, item: Item, from: From): Promise<End> {
  const { data: message } = messageSchema.safeParse(item);
  if (!message) return scrubOther(desk, item, from);
  if (message.at >= from.before) return 'newer';
  // Who reads elsewhere than they write from has written it all the same.
  const isTheirs = [message.by, message.answersTo?.address].some((each) => each && isIn(from, each));
  // Bytes as they came cannot be changed, and a reader of the desk does not need them.
  for (const key of [...keptOf(message), ...(isTheirs ? storedOf(message) : [])]) await desk.bucket.erase(key);
  const after = isTheirs ? erasedMessage(message, from.said) : await withoutMention(desk, message, from);
  const { client, name } = desk.tickets;
  await client.send(new PutCommand({ TableName: name, Item: messageItem(after) }));
  return 'done';
}

/** What others wrote, without the address, in its item and in its texts in the bucket. */
async function withoutMention(desk: EraseDesk, message: Message, from: From): Promise<Message> {
  const { raw: _, copies: __, replaced: ___, messageId, ...rest } = message;
  for (const [file, type] of [
    [message.wholeText, 'text/plain; charset=utf-8'],
    [message.html, 'text/html; charset=utf-8'],
  ] as const) {
    if (file) await rewrite(desk, { key: file.key, type }, from);
  }
  return messageSchema.parse({ ...deep(rest, from.said), ...(messageId && !from.isNamed(messageId) && { messageId }) });
}

/** A text of others goes with all its versions before it is written anew. What it is then stands beside it meanwhile: a run that breaks off loses nothing. */
async function rewrite(
  { desk: { files }, bucket }: EraseDesk,
  { key, type }: { key: string; type: string },
  { said, isNamed }: From,
): Promise<void> {
  const beside = `${key}.erasing`;
  const text = await ifThere(files.read(key));
  const content = text ? Buffer.from(said(text.toString())) : await ifThere(files.read(beside));
  if (content && (!text || isNamed(text.toString()))) {
    await files.write(beside, content, type);
    await bucket.erase(key);
    await files.write(key, content, type);
  }
  await bucket.erase(beside);
}

/** Whose key names them goes; from any other the address does. */
async function scrubOther(desk: EraseDesk, item: Item, { said, isNamed }: From): Promise<End> {
  const { pk, sk } = item;
  if (isNamed(`${pk} ${sk}`)) {
    await eraseItem(desk, item);
    return 'done';
  }
  if (String(pk).startsWith(QUARANTINE)) return eraseWithObjects(desk, item);
  const { client, name } = desk.tickets;
  await client.send(new PutCommand({ TableName: name, Item: { ...deep(item, said), pk, sk } }));
  return 'done';
}

/** Held mail whose receivers or subject name them, and deliveries of theirs that were refused: with what was kept of them. */
async function eraseWithObjects(desk: EraseDesk, item: Item): Promise<End> {
  const { data } = heldSchema.safeParse(item);
  for (const key of keptOf({ raw: data?.received.raw ?? String(item.sk) })) await desk.bucket.erase(key);
  await eraseItem(desk, item);
  return 'done';
}

/** A record with each of its texts changed, and no key of it. */
function deep<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each) => deep(each, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, deep(each, change)])) as T;
}
