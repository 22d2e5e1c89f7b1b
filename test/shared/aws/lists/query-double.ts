import { type Attribute, plainItem, type WireItem } from '../../../../infra/local/checks/attributes.ts';
import { type Service, serve } from '../../../../infra/local/serve.ts';
import type { Item } from '../../../../shared/aws/table.ts';
import { INDEX } from '../../../../shared/names.ts';

type Index = (typeof INDEX)[keyof typeof INDEX];
type Query = {
  IndexName: string;
  KeyConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: WireItem;
  ScanIndexForward?: boolean;
  Limit?: number;
  ExclusiveStartKey?: WireItem;
  FilterExpression?: string;
};

/** A query as it came in, and how many entries of the index it read. */
export type Asked = { index: string; limit: number | undefined; filter: string | undefined; read: number };

/** What the lists ask; DynamoDB knows more, and this double knows nothing else. */
const CONDITION = '#partition = :partition AND #place BETWEEN :after AND :last';

/**
 * The `Query` of DynamoDB over indexes in memory, since no emulator takes in a hundred thousand tickets in the time of a test.
 * As DynamoDB does it reads entries of one partition in the order of their sort keys' bytes, `Limit` of them, whatever a filter
 * then leaves out, and says where it stopped (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html).
 */
export async function queryDouble(items: readonly Item[]): Promise<Service & { asked: Asked[] }> {
  const asked: Asked[] = [];
  const indexes = new Map(Object.values(INDEX).map((index) => [index.name as string, partitionsOf(index, items)]));
  const service = await serve(async (request) => {
    const query = (await request.json()) as Query;
    const isQuery = request.headers.get('x-amz-target')?.endsWith('.Query');
    if (!isQuery || query.KeyConditionExpression !== CONDITION) return new Response('unknown request', { status: 400 });
    const { entries, isEnd } = readRange(indexes.get(query.IndexName) ?? new Map(), query);
    const { IndexName: index, Limit: limit, FilterExpression: filter } = query;
    asked.push({ index, limit, filter, read: entries.length });
    const body = {
      Items: entries.map(({ entry }) => wireItem(entry)),
      Count: entries.length,
      ScannedCount: entries.length,
      ...(!isEnd && { LastEvaluatedKey: wireItem({ pk: entries.at(-1)?.entry.pk, place: entries.at(-1)?.place }) }),
    };
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/x-amz-json-1.0' } });
  });
  return { ...service, asked };
}

type Entry = { place: string; entry: Item };

/** The entries of an index by partition, in the order of their sort keys; of items that lack a key there are none. */
function partitionsOf({ partition, sort, include }: Index, items: readonly Item[]): Map<string, Entry[]> {
  const partitions = new Map<string, Entry[]>();
  for (const item of items) {
    if (item[partition] === undefined || item[sort] === undefined) continue;
    const entry = Object.fromEntries(['pk', 'sk', partition, sort, ...include].map((name) => [name, item[name]]));
    const name = String(item[partition]);
    const entries = partitions.get(name) ?? [];
    partitions.set(name, entries);
    entries.push({ place: String(item[sort]), entry });
  }
  for (const entries of partitions.values()) entries.sort((a, b) => (a.place < b.place ? -1 : 1));
  return partitions;
}

function readRange(partitions: Map<string, Entry[]>, query: Query): { entries: Entry[]; isEnd: boolean } {
  const values = plainItem(query.ExpressionAttributeValues) as Record<':partition' | ':after' | ':last', string>;
  const start = query.ExclusiveStartKey && String(plainItem(query.ExclusiveStartKey).place);
  const isForward = query.ScanIndexForward !== false;
  const isAfterStart = (place: string) => start === undefined || (isForward ? place > start : place < start);
  const all = (partitions.get(values[':partition']) ?? []).filter(
    ({ place }) => place >= values[':after'] && place <= values[':last'] && isAfterStart(place),
  );
  const entries = (isForward ? all : all.toReversed()).slice(0, query.Limit);
  // DynamoDB says that there may be more whenever it stopped at the limit, also when that was the last.
  return { entries, isEnd: query.Limit === undefined || entries.length < query.Limit };
}

function wireItem(item: Item): WireItem {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, wireValue(value)]])),
  );
}

function wireValue(value: unknown): Attribute {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(wireValue) };
  return { M: wireItem(value as Item) };
}
