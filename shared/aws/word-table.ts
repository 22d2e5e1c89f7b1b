import { BatchGetCommand, BatchWriteCommand, type BatchWriteCommandInput, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../ticket/ports.ts';
import { type TicketWords, ticketWordsSchema, type WordHit, type WordStore } from '../ticket/word-store.ts';
import { wordEntryKey, wordPartition, wordsKey } from './keys.ts';
import { readItem, readItems } from './read-items.ts';
import { type Item, putIf, queryAll, type Table } from './table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html, and API_BatchGetItem.html */
const MOST_WRITES = 25;
const MOST_READS = 100;

/** Times that what a batch left undone is asked for again; its pauses begin with the first. */
const TRIES = 8;
const FIRST_PAUSE_MS = 25;

type Write = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** What tickets are found by: a record beside each ticket, and an entry a word below its first letters, which has nothing but a key. */
export function wordTable(table: Table, log: Log): WordStore {
  return {
    async of(ticket) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: wordsKey(ticket), ConsistentRead: true }),
      );
      return Item && readItem(log, ticketWordsSchema, Item);
    },
    save: (record) =>
      putIf(
        table,
        { ...wordsKey(record.ticket), ...record },
        {
          ConditionExpression: record.version === 1 ? 'attribute_not_exists(pk)' : 'version = :before',
          ...(record.version > 1 && { ExpressionAttributeValues: { ':before': record.version - 1 } }),
        },
      ),
    enter: (ticket, words) =>
      writeAll(
        table,
        words.map((word) => ({ PutRequest: { Item: wordEntryKey(word, ticket) } })),
      ),
    takeOut: (ticket, words) =>
      writeAll(
        table,
        words.map((word) => ({ DeleteRequest: { Key: wordEntryKey(word, ticket) } })),
      ),
    async find(word, { isBeginning, most }) {
      const items = await queryAll(
        table,
        {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :word)',
          ExpressionAttributeValues: { ':pk': wordPartition(word), ':word': isBeginning ? word : `${word}#` },
          ScanIndexForward: false,
          Limit: most,
        },
        most,
      );
      return items.slice(0, most).flatMap((item) => hitOfKey(item) ?? []);
    },
    async ofTickets(tickets) {
      const found: TicketWords[] = [];
      for (let from = 0; from < tickets.length; from += MOST_READS) {
        const items = await readAll(table, tickets.slice(from, from + MOST_READS).map(wordsKey));
        found.push(...readItems(log, ticketWordsSchema, items, { nameOf: ({ pk, sk }) => `${pk} ${sk}` }).read);
      }
      return new Map(found.map(({ ticket, words }) => [ticket, new Set(words.split(' '))]));
    },
  };
}

/** What the key of an entry says, which is all there is of it; undefined for what is none. */
export function hitOfKey({ sk }: Item): WordHit | undefined {
  const [word, at, ticket] = String(sk).split('#');
  return word !== undefined && at !== undefined && ticket !== undefined ? { word, at, ticket } : undefined;
}

async function writeAll(table: Table, writes: readonly Write[]): Promise<void> {
  for (let from = 0; from < writes.length; from += MOST_WRITES) {
    await insist(writes.slice(from, from + MOST_WRITES), async (left) => {
      const RequestItems = { [table.name]: [...left] };
      const { UnprocessedItems } = await table.client.send(new BatchWriteCommand({ RequestItems }));
      return UnprocessedItems?.[table.name] ?? [];
    });
  }
}

async function readAll(table: Table, keys: readonly Item[]): Promise<Item[]> {
  const items: Item[] = [];
  await insist(keys, async (left) => {
    const RequestItems = { [table.name]: { Keys: [...left] } };
    const { Responses, UnprocessedKeys } = await table.client.send(new BatchGetCommand({ RequestItems }));
    items.push(...(Responses?.[table.name] ?? []));
    return UnprocessedKeys?.[table.name]?.Keys ?? [];
  });
  return items;
}

/** Asks until nothing of a batch is left undone: a busy table takes a part. Throws when it takes too little again and again. */
async function insist<Part>(
  all: readonly Part[],
  ask: (left: readonly Part[]) => Promise<readonly Part[]>,
): Promise<void> {
  let left = all;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === TRIES) throw new Error('the table leaves parts of a batch undone again and again');
    if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    left = await ask(left);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
