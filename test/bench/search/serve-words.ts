import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plainItem, type WireItem } from '../../../infra/local/checks/attributes.ts';
import { sizeOfItem } from '../../../shared/aws/item-size.ts';
import { WORDS, wordEntryKey, wordPartition, wordsKey } from '../../../shared/aws/keys.ts';
import { readUnits } from '../../support/capacity.ts';
import { type Tickets, VOCABULARY_WORDS, wordsOf } from './tickets.ts';

/** What searches asked of the table: its units, and calls, each counted that is put beside another. */
export type Asked = { units: number; calls: number };

type Input = {
  ExpressionAttributeValues?: { ':pk': { S: string }; ':word': { S: string } };
  Limit?: number;
  RequestItems?: Record<string, { Keys: WireItem[] }>;
};

const FIRST = Date.UTC(2026, 0, 1);
const idOf = (ticket: number) => `T-${String(ticket).padStart(8, '0')}`;
const atOf = (ticket: number) => new Date(FIRST + ticket * 1_000).toISOString();

/** A table of words on loopback that makes its items when it is asked for them, and knows no other questions than those of a search. */
export async function serveWords(tickets: Tickets) {
  const asked: Asked = { units: 0, calls: 0 };
  const partitions = new Map<string, number[]>();
  const inOrder = VOCABULARY_WORDS.map((word, number) => ({ word, number })).sort((a, b) => (a.word < b.word ? 1 : -1));
  for (const { word, number } of inOrder) {
    const pk = wordPartition(word);
    partitions.set(pk, [...(partitions.get(pk) ?? []), number]);
  }

  /** Entries below a beginning, last first. */
  function query({ ExpressionAttributeValues: values, Limit = 0 }: Input): WireItem[] {
    const [pk, beginning] = [values?.[':pk'].S ?? '', values?.[':word'].S ?? ''];
    const items: WireItem[] = [];
    for (const number of partitions.get(pk) ?? []) {
      const word = VOCABULARY_WORDS[number] ?? '';
      if (!`${word}#`.startsWith(beginning)) continue;
      const below = tickets.below[number] ?? new Uint32Array();
      for (let at = below.length - 1; at >= 0 && items.length < Limit; at -= 1) {
        const ticket = below[at] ?? 0;
        const key = wordEntryKey(word, { at: atOf(ticket), ticket: idOf(ticket) });
        items.push({ pk: { S: key.pk }, sk: { S: key.sk } });
      }
      if (items.length === Limit) break;
    }
    asked.units += readUnits(bytesOf(items), false);
    return items;
  }

  function batch({ RequestItems = {} }: Input) {
    const answers = Object.entries(RequestItems).map(([table, { Keys }]) => {
      const items = Keys.map(({ pk }) => recordOf(Number(pk?.S?.slice(WORDS.length + 2))));
      asked.units += items.reduce((sum, item) => sum + readUnits(bytesOf([item]), false), 0);
      return [table, items];
    });
    return Object.fromEntries(answers);
  }

  function recordOf(ticket: number): WireItem {
    const words = Array.from(wordsOf(tickets, ticket), (word) => VOCABULARY_WORDS[word]).join(' ');
    const { pk, sk } = wordsKey(idOf(ticket));
    return {
      ...{ pk: { S: pk }, sk: { S: sk }, ticket: { S: idOf(ticket) } },
      ...{ at: { S: atOf(ticket) }, words: { S: words }, version: { N: '2' } },
    };
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(parts).toString()) as Input;
      const isQuery = String(request.headers['x-amz-target']).endsWith('.Query');
      const answer = JSON.stringify(
        isQuery ? { Items: query(input) } : { Responses: batch(input), UnprocessedKeys: {} },
      );
      asked.calls += 1;
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** What was asked since the last look. */
    read(): Asked {
      const result = { ...asked };
      Object.assign(asked, { units: 0, calls: 0 });
      return result;
    },
    /** What is stored of all tickets: items, and bytes as DynamoDB counts them, from some of them. */
    stored: () => {
      const some = Array.from({ length: 200 }, (_, index) => Math.floor((index * tickets.size) / 200));
      const bytes = some.reduce((sum, ticket) => sum + bytesOf([recordOf(ticket), ...entriesOf(ticket)]), 0);
      return {
        entries: tickets.from[tickets.size] ?? 0,
        bytes: bytes / some.length,
      };
    },
    close: () => new Promise((done) => server.close(done)),
  };

  function entriesOf(ticket: number): WireItem[] {
    return Array.from(wordsOf(tickets, ticket), (number) => {
      const key = wordEntryKey(VOCABULARY_WORDS[number] ?? '', { at: atOf(ticket), ticket: idOf(ticket) });
      return { pk: { S: key.pk }, sk: { S: key.sk } };
    });
  }
}

function bytesOf(items: readonly WireItem[]): number {
  return items.reduce((sum, item) => sum + sizeOfItem(plainItem(item)), 0);
}
