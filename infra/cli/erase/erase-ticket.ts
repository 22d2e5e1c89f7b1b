import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { pageKey, sentKey, threadKey } from '../../../shared/aws/keys.ts';
import { type Item, queryAll, unlessRefused } from '../../../shared/aws/table.ts';
import { messageItem } from '../../../shared/aws/ticket-items.ts';
import { trailItem } from '../../../shared/aws/trail-items.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { ADMIN } from '../../../shared/search/writer.ts';
import { hashOf } from '../../../shared/ticket/page-caps.ts';
import { UnreadableItem } from '../../../shared/ticket/ticket-store.ts';
import type { EraseDesk } from './erase-desk.ts';
import { erasedMessage, erasedTicket, erasedTrail, isErasedMessage } from './erased-parts.ts';
import { othersOf, outsideOf } from './for-others.ts';
import { takeOffTwins } from './off-twins.ts';
import type { Person } from './person.ts';
import { objectsOf, partsOf, type TicketParts, threadsOf } from './ticket-parts.ts';
import { whoseIs } from './whose.ts';
import { withoutWords } from './without-words.ts';

/** `at`: when it is erased. `before`: what came later is somebody's new request, and stays. Both ISO, UTC. `person`: who is erased. */
export type Erasing = { at: string; before: string; person: Person };

/**
 * What became of a ticket. `newer`: its customer wrote again meanwhile, and it is left as it is. `late`: a message came while it was erased, and
 * stands there whole. Left as they are: `others`, which is open and goes on for somebody else's duplicate; `outside`, on which somebody else wrote
 * from outside, and no agent has seen to it; `anothers`, which is somebody else's (`whose.ts`).
 */
export type EndOfTicket = 'erased' | 'newer' | 'late' | 'others' | 'outside' | 'anothers' | 'gone' | 'unreadable';

const TRIES = 5;

/**
 * Erases who asked a ticket, and all that anybody wrote on it: first objects, then messages and what stands beside them, whoever asked goes from those that go on for it, then what a search
 * finds it by, and the ticket itself last: by it a run that broke off finds what is left. Doing it again does nothing more. Throws what a store says.
 */
export async function eraseTicket(desk: EraseDesk, id: string, how: Erasing): Promise<EndOfTicket> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const parts = await partsOf(desk.tickets, desk.desk.log, id);
    const { ticket, messages, others } = parts;
    if (!ticket) return others.length > 0 ? 'unreadable' : 'gone';
    if (messages.some(({ author, at }) => author !== 'agent' && at >= how.before)) return 'newer';
    if ((await whoseIs(desk.desk, { ...parts, ticket }, how.person)) !== 'whole') return 'anothers';
    if ((await othersOf(desk.desk, how.person, ticket)).length > 0) return 'others';
    if (outsideOf(how.person, ticket).length > 0) return 'outside';
    const said = withoutWords([ticket.requester.address, ticket.requester.from, ...messages.map(({ by }) => by)]);
    await eraseParts(desk, parts, said);
    for (const address of [ticket.requester.address, ticket.requester.from]) await eraseCounts(desk, address);
    await takeOffTwins(desk.desk, ticket, how.at);
    const erased = erasedTicket(ticket, { at: how.at, isCustomers: how.person.customer !== undefined, said });
    const { words, tickets } = desk.desk;
    if (!(await isIndexed({ words, tickets: { ...tickets, get: async () => erased } }, id))) return 'unreadable';
    if (await tickets.save(erased)) {
      // The desk may have entered the ticket once more as it was until now.
      await isIndexed({ words, tickets }, id);
      return await isWhole(desk, id);
    }
  }
  throw new Error(`ticket ${id} was written by others ${TRIES} times in a row: run it again`);
}

/** False: what the ticket was found by cannot be read. Throws all else. */
async function isIndexed(desk: Pick<EraseDesk['desk'], 'words' | 'tickets'>, id: string): Promise<boolean> {
  try {
    await indexTicket(desk, id, ADMIN);
    return true;
  } catch (error) {
    if (error instanceof UnreadableItem) return false;
    throw error;
  }
}

/** A mail that was being taken in meanwhile is nobody's to lose. */
async function isWhole({ tickets, desk }: EraseDesk, id: string): Promise<EndOfTicket> {
  const { messages } = await partsOf(tickets, desk.log, id);
  return messages.every(isErasedMessage) ? 'erased' : 'late';
}

async function eraseParts(desk: EraseDesk, parts: TicketParts, said: (text: string) => string): Promise<void> {
  const { tickets, bucket } = desk;
  for (const key of await objectsOf(parts, bucket)) await bucket.erase(key);
  const put = (Item: Item) => tickets.client.send(new PutCommand({ TableName: tickets.name, Item }));
  // Before the messages: by their Message-IDs these are found.
  for (const root of threadsOf(parts)) await eraseThread(desk, root, parts.id);
  for (const message of parts.messages) await put(messageItem(erasedMessage(message, said)));
  for (const batch of parts.trail) await put(trailItem(erasedTrail(batch)));
  for (const item of parts.others) await eraseItem(desk, item);
}

/** Takes an item away by its key; one that is gone is none the less gone. */
export async function eraseItem({ tickets }: Pick<EraseDesk, 'tickets'>, { pk, sk }: Item): Promise<void> {
  await tickets.client.send(new DeleteCommand({ TableName: tickets.name, Key: { pk, sk } }));
}

/** A thread that another ticket claimed stays that one's. */
async function eraseThread({ tickets }: EraseDesk, root: string, ticketId: string): Promise<void> {
  await unlessRefused(
    tickets.client.send(
      new DeleteCommand({
        TableName: tickets.name,
        Key: threadKey(root),
        ConditionExpression: 'ticketId = :ticketId',
        ExpressionAttributeValues: { ':ticketId': ticketId },
      }),
    ),
  );
}

/** Counts of mails to an address, and of forms in its name: they name it, or a hash of it. */
export async function eraseCounts(desk: Pick<EraseDesk, 'tickets'>, address: string | undefined): Promise<void> {
  if (address === undefined) return;
  const names = [address, `to nobody: ${address}`, `to nobody, unproved: ${address}`];
  const partitions = [...names.map((name) => sentKey(name, '').pk), pageKey(`address:${hashOf(address)}`, '').pk];
  for (const pk of partitions) await erasePartition(desk, pk);
}

/** Takes all items of a partition away. */
export async function erasePartition(desk: Pick<EraseDesk, 'tickets'>, pk: string): Promise<void> {
  const items = await queryAll(desk.tickets, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
  });
  for (const item of items) await eraseItem(desk, item);
}
