import { plainItem, type WireItem } from '../../infra/local/checks/attributes.ts';
import { type Service, serve } from '../../infra/local/serve.ts';
import { sizeOfItem } from '../../shared/aws/item-size.ts';
import { type IndexShape, readUnits, refusedWriteUnits, type TableShape, writeUnits } from './capacity.ts';

/** What the calls since the last look cost, and how many queries there were and how many items they read, shown or not. */
export type Meter = { reads: number; writes: number; calls: number; queries: number; queried: number };

type Input = {
  TableName: string;
  Key?: WireItem;
  Item?: WireItem;
  ConsistentRead?: boolean;
  RequestItems?: Record<string, { Keys: WireItem[]; ConsistentRead?: boolean } | BatchWrite[]>;
  FilterExpression?: string;
};
type BatchWrite = { PutRequest?: { Item: WireItem }; DeleteRequest?: { Key: WireItem } };
type Output = {
  __type?: string;
  Item?: WireItem;
  Items?: WireItem[];
  ScannedCount?: number;
  Responses?: Record<string, WireItem[]>;
};
type Call = { operation: string; input: Input; ask: Ask };
/** Puts a question of the meter's own, which is not counted. */
type Ask = (operation: string, input: object) => Promise<unknown>;

const NOTHING: Meter = { reads: 0, writes: 0, calls: 0, queries: 0, queried: 0 };

/**
 * A proxy before an implementation of DynamoDB that counts units, by what it sees on the wire. It looks at the item before and
 * after each write: one client at a time, or the figures are not exact. `read` gives the figures since it was last called.
 */
export async function meteredDynamo(endpoint: string): Promise<Service & { read(): Meter }> {
  let meter = { ...NOTHING };
  const shapes = new Map<string, Promise<TableShape>>();
  const service = await serve(async (request) => {
    const operation = request.headers.get('x-amz-target')?.split('.').at(-1) ?? '';
    const send = (name: string, body: string) =>
      fetch(endpoint, { method: 'POST', headers: headersOf(request, name), body });
    const ask: Ask = async (name, question) => (await send(name, JSON.stringify(question))).json();
    const body = await request.text();
    const input = JSON.parse(body) as Input;
    const writes = writesOf({ operation, input, ask });
    const before = await Promise.all(writes.map((call) => itemBefore(call, shapes)));
    const response = await send(operation, body);
    const answer = await response.text();
    const output = JSON.parse(answer) as Output;
    const costs = await Promise.all(writes.map((call, index) => writeCost(call, output, before[index])));
    for (const cost of [{ calls: 1 }, ...costs, readCost({ operation, input, ask }, output)])
      meter = addMeters(meter, cost);
    return new Response(answer, { status: response.status, headers: { 'content-type': 'application/x-amz-json-1.0' } });
  });
  return {
    ...service,
    read() {
      const result = meter;
      meter = { ...NOTHING };
      return result;
    },
  };
}

/** The writes of a call, each as if it were alone. */
function writesOf({ operation, input, ask }: Call): Call[] {
  if (/^(Put|Update|Delete)Item$/.test(operation)) return [{ operation, input, ask }];
  if (operation !== 'BatchWriteItem') return [];
  return Object.entries(input.RequestItems ?? {}).flatMap(([TableName, requests]) =>
    (Array.isArray(requests) ? requests : []).map(({ PutRequest, DeleteRequest }) => {
      const one = { TableName, ...PutRequest, ...DeleteRequest };
      return { operation: PutRequest ? 'PutItem' : 'DeleteItem', input: one, ask };
    }),
  );
}

type Before = { table: TableShape; key: WireItem; item: Record<string, unknown> | undefined };

async function itemBefore({ input, ask }: Call, shapes: Map<string, Promise<TableShape>>): Promise<Before> {
  const { TableName } = input;
  if (!shapes.has(TableName)) shapes.set(TableName, describeTable(ask, TableName));
  const table = (await shapes.get(TableName)) as TableShape;
  const whole = input.Key ?? input.Item ?? {};
  const key = Object.fromEntries(table.keys.map((name) => [name, whole[name] ?? {}]));
  return { table, key, item: await itemNow(ask, TableName, key) };
}

async function itemNow(ask: Ask, TableName: string, Key: WireItem) {
  const { Item } = (await ask('GetItem', { TableName, Key, ConsistentRead: true })) as Output;
  return Item && plainItem(Item);
}

async function writeCost({ input, ask }: Call, output: Output, before: Before | undefined): Promise<Partial<Meter>> {
  if (!before) return {};
  const { table, key, item } = before;
  if (output.__type?.endsWith('ConditionalCheckFailedException')) {
    return { writes: refusedWriteUnits(item, input.Item && plainItem(input.Item)) };
  }
  if (output.__type) return {};
  return { writes: writeUnits(table, item, await itemNow(ask, input.TableName, key)) };
}

function readCost({ operation, input }: Call, output: Output): Partial<Meter> {
  const { ConsistentRead = false } = input;
  if (operation === 'GetItem') return { reads: readUnits(sizeOf(output.Item), ConsistentRead) };
  if (operation === 'BatchGetItem') {
    const tables = Object.entries(input.RequestItems ?? {}).map(([name, asked]) => {
      if (Array.isArray(asked)) return 0;
      const { Keys, ConsistentRead = false } = asked;
      const found = output.Responses?.[name] ?? [];
      const sizes = Keys.map((_, index) => sizeOf(found[index]));
      return sizes.reduce((sum, size) => sum + readUnits(size, ConsistentRead), 0);
    });
    return { reads: tables.reduce((sum, units) => sum + units, 0) };
  }
  if (operation !== 'Query') return {};
  const { Items = [], ScannedCount = 0 } = output;
  // What a filter leaves out is read and paid for, and not on the wire.
  if (ScannedCount > Items.length) throw new Error('this meter cannot weigh what a filter left out');
  const bytes = Items.reduce((sum, item) => sum + sizeOf(item), 0);
  return { reads: readUnits(bytes, ConsistentRead), queries: 1, queried: ScannedCount };
}

function sizeOf(item: WireItem | undefined): number {
  return sizeOfItem(plainItem(item ?? {}));
}

type KeySchema = { AttributeName: string }[];
type Description = {
  Table: {
    KeySchema: KeySchema;
    GlobalSecondaryIndexes?: {
      KeySchema: KeySchema;
      Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
    }[];
  };
};

async function describeTable(ask: Ask, TableName: string): Promise<TableShape> {
  const { Table } = (await ask('DescribeTable', { TableName })) as Description;
  const names = (schema: KeySchema) => schema.map(({ AttributeName }) => AttributeName);
  const indexes = (Table.GlobalSecondaryIndexes ?? []).map(({ KeySchema, Projection }): IndexShape => {
    const { ProjectionType, NonKeyAttributes = [] } = Projection;
    return { keys: names(KeySchema), include: ProjectionType === 'ALL' ? 'all' : NonKeyAttributes };
  });
  return { keys: names(Table.KeySchema), indexes };
}

/** A request's own headers, signature included, under the name of another operation: emulators check no signature. */
function headersOf(request: Request, operation: string): Headers {
  const headers = new Headers(request.headers);
  for (const name of ['connection', 'content-length', 'host', 'expect', 'transfer-encoding']) headers.delete(name);
  headers.set('x-amz-target', `DynamoDB_20120810.${operation}`);
  return headers;
}

/** Both together. */
export function addMeters(one: Meter, other: Partial<Meter>): Meter {
  const names = Object.keys(one) as (keyof Meter)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + (other[name] ?? 0)])) as Meter;
}
