import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { factTable } from '../../shared/aws/fact-table.ts';
import { sizeOfItem } from '../../shared/aws/item-size.ts';
import { factKey } from '../../shared/aws/keys.ts';
import { openTable } from '../../shared/aws/table.ts';
import { factsCsv } from '../../shared/report/csv.ts';
import { loadFacts, loadReport } from '../../shared/report/load-report.ts';
import { DIMENSIONS } from '../../shared/report/report.ts';
import type { Fact } from '../../shared/ticket/fact.ts';
import { deskOf } from '../support/stories.ts';
import { type Measurement, median, progress } from './report.ts';

/** Facts of the month that is reported. */
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 3;

/** DynamoDB gives a megabyte a page (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html). */
const PAGE_BYTES = 1_048_576;

const MB = 1_000_000;

/** What a report of a month costs: read units, and time through the client of AWS, from a table on loopback that answers at once. */
export async function measureReports(): Promise<Measurement> {
  const rows: string[][] = [];
  for (const size of SIZES) {
    progress(`a report of ${size} tickets`);
    rows.push(await measure(size));
  }
  return {
    title: 'A report of a month',
    headings: ['tickets', 'pages', 'read units', 'time', 'CPU', 'heap', 'CSV of tickets'],
    rows,
    notes: [
      'Told apart by everything that reports know. Time and CPU are the median of three, of this machine; a page of DynamoDB takes some 10 ms more.',
    ],
  };
}

async function measure(size: number): Promise<string[]> {
  const table = await serveFacts(size);
  const desk = deskOf();
  const client = new DynamoDBClient({
    endpoint: table.url,
    region: 'eu-south-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const facts = factTable(openTable(client, 'Tickets'), desk.log);
  const took: { time: number; cpu: number; heap: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const read = await loadReport({ ...desk, facts }, { month: '2026-11', months: 1, by: DIMENSIONS });
    const { user, system } = process.cpuUsage(cpu);
    took.push({ time: performance.now() - began, cpu: (user + system) / 1_000, heap: process.memoryUsage().heapUsed });
    if (read.report.all.tickets !== size) throw new Error(`${read.report.all.tickets} tickets of ${size} were counted`);
  }
  const { facts: all, at } = await loadFacts({ ...desk, facts }, { month: '2026-11', months: 1 });
  const csv = Buffer.byteLength(factsCsv(all, at));
  client.destroy();
  await table.close();
  const ms = (of: 'time' | 'cpu') => `${Math.round(median(took.map((each) => each[of])))} ms`;
  const heap = Math.max(...took.map((each) => each.heap));
  const units = Math.ceil(table.bytes / 4_096 / 2);
  const mb = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;
  return [String(size), String(table.pages), String(units), ms('time'), ms('cpu'), mb(heap), mb(csv)];
}

/** A table of facts, spread over November, that knows no other question than that for a day of them. */
async function serveFacts(size: number) {
  const days = new Map<string, string[]>();
  let bytes = 0;
  let pages = 0;
  for (const [day, items] of itemsByDay(size)) {
    const dayBytes = items.reduce((sum, item) => sum + sizeOfItem(item), 0);
    bytes += dayBytes;
    const each = Math.max(1, Math.floor((items.length * PAGE_BYTES) / Math.max(1, dayBytes)));
    const chunks: string[] = [];
    for (let from = 0; from < items.length; from += each) {
      const page = items.slice(from, from + each).map(wireOf);
      const last =
        from + each < items.length ? { pk: page.at(-1)?.pk, sk: { S: String(chunks.length + 1) } } : undefined;
      chunks.push(JSON.stringify({ Items: page, Count: page.length, LastEvaluatedKey: last }));
    }
    pages += chunks.length;
    days.set(day, chunks);
  }
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { ExpressionAttributeValues: values, ExclusiveStartKey: start } = JSON.parse(body);
      const page = days.get(values[':pk'].S)?.[Number(start?.sk.S ?? 0)];
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(page ?? '{"Items":[],"Count":0}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, bytes, pages, close: () => new Promise((done) => server.close(done)) };
}

function itemsByDay(size: number): Map<string, Record<string, unknown>[]> {
  const days = new Map<string, Record<string, unknown>[]>();
  for (let number = 0; number < size; number += 1) {
    const day = `2026-11-${String(1 + (number % 30)).padStart(2, '0')}`;
    const fact = factOn(day, number);
    const item = { ...factKey(day, fact.ticket), ...fact };
    const items = days.get(item.pk) ?? [];
    days.set(item.pk, items);
    items.push(item);
  }
  return days;
}

function factOn(day: string, number: number): Fact {
  return {
    ticket: `T-${String(number).padStart(8, '0')}`,
    v: 7,
    opened: `${day}T08:00:00.000Z`,
    due: `${day}T10:00:00.000Z`,
    outcome: number % 20 === 0 ? 'missed' : 'met',
    responded: `${day}T09:00:00.000Z`,
    seconds: (number * 7_919) % 20_000,
    target: 7_200,
    priority: ([1, 2, 3, 4] as const)[number % 4] ?? 4,
    plan: number % 3 === 0 ? 'premium' : 'basic',
    customer: `customer-${number % 500}`,
    agent: `agent-${number % 20}`,
    channel: 'email',
    door: 'help@support.example',
  };
}

/** An item as DynamoDB sends it. */
function wireOf(item: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === 'number' ? { N: String(value) } : { S: value },
  ]);
  return Object.fromEntries(entries);
}
