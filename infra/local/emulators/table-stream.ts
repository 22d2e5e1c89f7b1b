import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Image, streamRecord } from './stream-record.ts';

type Done<T = unknown> = (error?: unknown, value?: T) => void;
type Operation = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };
/** Of dynalite's LevelDB, what it wraps for callbacks, and what Level has itself. */
type Level = {
  batch(operations: Operation[], done: Done): void;
  iterator(range: { gt: string; lt: string; limit?: number; reverse?: boolean }): AsyncIterable<[string, unknown]>;
};
type Items = {
  get(key: string, done: Done<Image>): void;
  put(key: string, item: Image, done: Done): void;
  del(key: string, done: Done): void;
};
/** `dynalite/db`, 4.0.0: what is taken hold of here is no promise of its own, hence the pinned version and the contract tests. */
type Store = { db: Level; getItemDb(table: string): Items };

const require = createRequire(import.meta.url);

/** Keys of records and of how far each consumer has read; no table of dynalite's has a `~` in front of its own. */
const RECORDS = 'stream~';
const CURSORS = 'cursor~';
const END = '\uFFFF';
const keyOf = (sequence: number) => RECORDS + String(sequence).padStart(21, '0');

/** The changes of one table, in order, and how far they were read. */
export type TableStream = {
  /** The next records after a sequence number, so many at most; where there is none, the first are waited for so long (ms). */
  after(sequence: number, most: number, waitMs?: number): Promise<DynamoDBRecord[]>;
  /** The sequence number up to which all is done; 0 at the beginning. */
  cursor(consumer: string): Promise<number>;
  /** Notes that all up to this one is done. There is one consumer, so what it has done goes. */
  advance(consumer: string, sequence: number): Promise<void>;
  /** Whether all that was written is done. */
  isRead(consumer: string): Promise<boolean>;
};

/**
 * Starts dynalite with a stream of old and new images of one table. Item and record are one write of its LevelDB, so that a kill loses neither
 * alone; a write that changes nothing makes no record, as on AWS. Every write of an item holds the lock of its key, hence the order per item.
 */
export function withStream<T>(table: string, start: () => T): { started: T; stream: TableStream } {
  const database = require('dynalite/db') as { create(options: unknown): Store };
  const { create } = database;
  let store: Store | undefined;
  database.create = (options) => {
    store = create(options);
    return store;
  };
  try {
    const started = start();
    if (!store) throw new Error('dynalite made no store');
    return { started, stream: streamOf(store, table) };
  } finally {
    database.create = create;
  }
}

function streamOf(store: Store, table: string): TableStream {
  const { db } = store;
  const items = store.getItemDb(table);
  /** Who waits for the next change. */
  const waiting = new Set<() => void>();
  let last = 0;
  /** Numbers that are given out and not yet stored: nobody reads past them. */
  const underWay = new Set<number>();
  const ready = newest(db).then((sequence) => {
    last = sequence;
  });

  const write = async (key: string, after: Image | undefined, done: Done) => {
    await ready;
    items.get(key, (_missing, before) => {
      const operations: Operation[] = [itemOperation(`item-${table}~${key}`, after)];
      const isChange = !isDeepStrictEqual({ ...before }, { ...after });
      const sequence = isChange ? ++last : undefined;
      if (sequence !== undefined) {
        underWay.add(sequence);
        operations.push({ type: 'put', key: keyOf(sequence), value: streamRecord(sequence, before, after) });
      }
      db.batch(operations, (error) => {
        if (sequence !== undefined) underWay.delete(sequence);
        // Closed under it, nobody waits any more: told so, dynalite would end the process.
        if (!isClosed(error)) done(error);
        for (const wake of waiting) wake();
      });
    });
  };
  items.put = (key, item, done) => void write(key, item, done).catch(done);
  items.del = (key, done) => void write(key, undefined, done).catch(done);

  const there = async (sequence: number, most: number) => {
    const end = Math.min(...underWay, last + 1);
    if (end <= sequence + 1) return [];
    const found = await entries(db, { gt: keyOf(sequence), lt: keyOf(end), limit: most });
    return found.map(([, record]) => record as DynamoDBRecord);
  };
  const after: TableStream['after'] = async (sequence, most, waitMs = 0) => {
    await ready;
    const until = performance.now() + waitMs;
    for (;;) {
      // Begun before the look: what is written meanwhile wakes.
      const change = nextChange(waiting, until - performance.now());
      const found = await there(sequence, most);
      if (found.length > 0 || performance.now() >= until) {
        change.giveUp();
        return found;
      }
      await change.come;
    }
  };
  const cursor: TableStream['cursor'] = async (consumer) => {
    const found = await entries(db, { gt: CURSORS, lt: CURSORS + END });
    return Number(found.find(([key]) => key === CURSORS + consumer)?.[1] ?? 0);
  };
  return {
    after,
    cursor,
    async advance(consumer, sequence) {
      const done = await entries(db, { gt: RECORDS, lt: keyOf(sequence + 1) });
      await batch(db, [
        { type: 'put', key: CURSORS + consumer, value: sequence },
        ...done.map(([key]) => ({ type: 'del' as const, key })),
      ]);
    },
    isRead: async (consumer) => underWay.size === 0 && (await after(await cursor(consumer), 1)).length === 0,
  };
}

/** The next change, or the end of so many ms. */
function nextChange(waiting: Set<() => void>, ms: number): { come: Promise<void>; giveUp(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => wake(), Math.max(0, ms));
  const wake = () => {
    clearTimeout(timer);
    waiting.delete(wake);
    resolve();
  };
  waiting.add(wake);
  return { come: promise, giveUp: wake };
}

/** What `dynalite/db` says of a store that was closed. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && error.message === 'Database is closed';
}

/** The highest number that was ever given out: of the last record, or of one that was read and is gone. */
async function newest(db: Level): Promise<number> {
  const [record] = await entries(db, { gt: RECORDS, lt: RECORDS + END, limit: 1, reverse: true });
  const cursors = await entries(db, { gt: CURSORS, lt: CURSORS + END });
  return Math.max(
    0,
    Number(record?.[0].slice(RECORDS.length) ?? 0),
    ...cursors.map(([, sequence]) => Number(sequence)),
  );
}

async function entries(db: Level, range: Parameters<Level['iterator']>[0]): Promise<[string, unknown][]> {
  const found: [string, unknown][] = [];
  for await (const entry of db.iterator(range)) found.push(entry);
  return found;
}

function itemOperation(key: string, item: Image | undefined): Operation {
  return item ? { type: 'put', key, value: item } : { type: 'del', key };
}

function batch(db: Level, operations: Operation[]): Promise<void> {
  return new Promise((resolve, reject) => db.batch(operations, (error) => (error ? reject(error) : resolve())));
}
