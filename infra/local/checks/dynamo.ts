import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { type Attribute, plainItem, plainValue, type WireItem } from './attributes.ts';
import { itemFault, type KeyNames } from './item.ts';
import { watchAnswers } from './watch.ts';

type KeySchema = { AttributeName: string }[];
type Table = {
  TableName: string;
  KeySchema: KeySchema;
  GlobalSecondaryIndexes?: { IndexName: string; KeySchema: KeySchema }[];
};
type Done = (error?: unknown) => void;
type Query = { IndexName?: string; KeyConditions?: Record<string, { AttributeValueList: Attribute[] }> };

/** dynalite's own storage layer: it ships no types, and only what is used here is described. */
type Storage = {
  validationError: (message: string) => Error;
  /** Every write passes through it, with the item as it will be. */
  updateIndexes: (store: unknown, table: Table, before: unknown, item: WireItem | null, done: Done) => void;
  /** Every key that a call names passes through it. */
  validateKey: (key: WireItem, table: Table, schema?: KeySchema) => Error | undefined;
  /** Every query and scan passes through it; the last argument is the callback. */
  queryTable: (store: unknown, table: Table, query: Query, ...rest: unknown[]) => void;
};
const storage = createRequire(import.meta.url)('dynalite/db') as Storage;
const { updateIndexes, validateKey, queryTable } = storage;

/*
 * Every dynalite of this process looks at items and keys as DynamoDB does: dynalite 4.0.0 checks no key of an index, and
 * counts characters where DynamoDB counts bytes.
 */
storage.updateIndexes = (store, table, before, item, done) => {
  const fault = item && itemFault(plainItem(item), keysOf(table));
  if (fault) done(storage.validationError(fault));
  else updateIndexes(store, table, before, item, done);
};

storage.validateKey = (key, table, schema) => {
  const fault = itemFault(plainItem(key), keysOf(table).slice(0, 1));
  return validateKey(key, table, schema) ?? (fault ? storage.validationError(fault) : undefined);
};

/** As DynamoDB says that it failed itself; dynalite throws any other error once more, where nobody hears it. */
const SERVER_ERROR = { statusCode: 500, body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' } };

storage.queryTable = (store, table, query, ...rest) => {
  const fault = queryFault(table, query);
  const done = rest.at(-1) as Done;
  if (fault) return done(storage.validationError(fault));
  try {
    queryTable(store, table, query, ...rest);
  } catch (error) {
    // It throws on a turn of its own when its store was closed meanwhile: the desk that stops would end as if it had crashed.
    done(Object.assign(new Error(String(error)), SERVER_ERROR));
  }
};

/** What DynamoDB finds wrong with the values that a query compares keys with. */
function queryFault(table: Table, { IndexName = table.TableName, KeyConditions = {} }: Query): string | undefined {
  const values = Object.entries(KeyConditions).map(
    ([
      name,
      {
        AttributeValueList: [value = {}],
      },
    ]) => [name, plainValue(value)],
  );
  return itemFault(
    Object.fromEntries(values),
    keysOf(table).filter(({ name }) => name === IndexName),
  );
}

/** Whatever DynamoDB calls invalid is a bug of who asked: it is noted. */
export function watchDynamo(server: Server): void {
  watchAnswers(server, 'DynamoDB', (body) => body.includes('ValidationException'));
}

function keysOf(table: Table): KeyNames[] {
  const keys = (name: string, [partition, sort]: KeySchema): KeyNames => ({
    name,
    partition: partition?.AttributeName ?? '',
    sort: sort?.AttributeName,
  });
  return [
    keys(table.TableName, table.KeySchema),
    ...(table.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema }) => keys(IndexName, KeySchema)),
  ];
}
