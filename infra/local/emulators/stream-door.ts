import type { DynamoDBRecord } from 'aws-lambda';
import { Hono } from 'hono';
import * as z from 'zod';
import { type Service, serve } from '../serve.ts';
import type { TableStream } from './table-stream.ts';

/** How long a look waits for the first record, in ms, as a look at a queue may. */
const LONGEST_WAIT_MS = 20_000;

const lookSchema = z.object({ after: z.coerce.number().int(), most: z.coerce.number().int().positive() });
const sequenceSchema = z.object({ sequence: z.number().int() });
const recordsSchema = z.array(z.custom<DynamoDBRecord>((each) => typeof each === 'object' && each !== null));

/**
 * A table's stream for one consumer in another process. A cursor is written by PUT alone: a page of somewhere else that a browser shows can send no
 * such request to another origin.
 */
export function openStreamDoor(stream: TableStream): Promise<Service> {
  const routes = new Hono();
  routes.get('/records', async ({ req }) => {
    const look = lookSchema.safeParse(req.query());
    if (!look.success) return new Response(z.prettifyError(look.error), { status: 400 });
    return Response.json(await stream.after(look.data.after, look.data.most, LONGEST_WAIT_MS));
  });
  routes.get('/cursors/:consumer', async ({ req }) =>
    Response.json({ sequence: await stream.cursor(req.param('consumer')) }),
  );
  routes.put('/cursors/:consumer', async ({ req }) => {
    const cursor = sequenceSchema.safeParse(await req.json());
    if (!cursor.success) return new Response(z.prettifyError(cursor.error), { status: 400 });
    await stream.advance(req.param('consumer'), cursor.data.sequence);
    return new Response(null, { status: 204 });
  });
  return serve((request) => routes.fetch(request));
}

/** What reads a table's stream; a look waits a while for the first record, and gives none when none came. */
export type StreamReader = {
  after(sequence: number, most: number, signal: AbortSignal): Promise<DynamoDBRecord[]>;
  cursor(consumer: string): Promise<number>;
  advance(consumer: string, sequence: number): Promise<void>;
};

/** The way to a stream by its door. Throws when the door is shut, or `signal` ends the wait. */
export function streamReader(url: string): StreamReader {
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    if (!response.ok) throw new Error(`The local stream answered ${response.status}.`);
    return response;
  };
  return {
    after: async (sequence, most, signal) =>
      recordsSchema.parse(await (await ask(`/records?after=${sequence}&most=${most}`, { signal })).json()),
    cursor: async (consumer) => sequenceSchema.parse(await (await ask(`/cursors/${consumer}`)).json()).sequence,
    async advance(consumer, sequence) {
      await ask(`/cursors/${consumer}`, { method: 'PUT', body: JSON.stringify({ sequence }) });
    },
  };
}
