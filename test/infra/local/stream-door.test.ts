import { afterEach, describe, expect, it } from 'vitest';
import { openStreamDoor, streamReader } from '../../../infra/local/emulators/stream-door.ts';
import { streamRecord } from '../../../infra/local/emulators/stream-record.ts';
import type { TableStream } from '../../../infra/local/emulators/table-stream.ts';

const records = [1, 2, 3].map((n) => streamRecord(n, undefined, { pk: { S: `TICKET#${n}` }, sk: { S: 'TICKET' } }));
const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

/** A stream in memory behind its door, and the way to it from elsewhere. */
async function opened() {
  const cursors = new Map<string, number>();
  const waits: (number | undefined)[] = [];
  const stream: TableStream = {
    async after(sequence, most, waitMs) {
      waits.push(waitMs);
      return records.slice(sequence, sequence + most);
    },
    cursor: async (consumer) => cursors.get(consumer) ?? 0,
    advance: async (consumer, sequence) => void cursors.set(consumer, sequence),
    isRead: async () => true,
  };
  const door = await openStreamDoor(stream);
  closes.push(door.close);
  return { url: door.url, reader: streamReader(door.url), cursors, waits };
}

describe('the door of a table’s stream', () => {
  it('gives the records as they are, and waits for the first', async () => {
    const { reader, waits } = await opened();
    expect(await reader.after(1, 1, AbortSignal.timeout(60_000))).toEqual([records[1]]);
    expect(waits[0]).toBeGreaterThan(1_000);
  });

  it('keeps how far a consumer has read', async () => {
    const { reader, cursors } = await opened();
    expect(await reader.cursor('reader')).toBe(0);
    await reader.advance('reader', 2);
    expect([await reader.cursor('reader'), cursors.get('reader')]).toEqual([2, 2]);
  });

  it('says what is wrong with a request, and to its reader that it is shut', async () => {
    const { url, reader } = await opened();
    expect((await fetch(`${url}/records?after=x`)).status).toBe(400);
    expect((await fetch(`${url}/cursors/reader`, { method: 'PUT', body: '{}' })).status).toBe(400);
    // What a page of somewhere else can send.
    expect((await fetch(`${url}/cursors/reader`, { method: 'POST', body: '{"sequence":3}' })).status).toBe(404);
    await closes.pop()?.();
    await expect(reader.cursor('reader')).rejects.toThrow();
  });
});
