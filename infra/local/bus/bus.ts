import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { DeskClock } from '../clock.ts';
import { ACCOUNT, REGION } from '../resources.ts';
import { type Service, serve } from '../serve.ts';
import { type Entry, MOST_BYTES, type Refusal, readEntry, sizeOfEntry } from './entry.ts';
import { type BusEvent, eventLog } from './log.ts';

const requestSchema = z.object({ Entries: z.array(z.record(z.string(), z.unknown())).min(1).max(10) });

export type Bus = Service & { events(): BusEvent[] };

type Options = {
  /** Name of the one bus. */
  name: string;
  clock: Pick<DeskClock, 'now'>;
  /** Keeps the events over restarts. */
  file?: string | undefined;
  /** Whether all that was written has come here. */
  isCurrent?: () => Promise<boolean>;
  /** What a service in trouble says of an entry. */
  refuse?: (detailType: string, detail: Record<string, unknown>) => Refusal | undefined;
};

/**
 * EventBridge with one bus and one call, `PutEvents` (AWS JSON 1.1). Nobody has rules here: whoever wants to see what they would get looks at
 * `GET /events?after=N`, the events after so many.
 */
export async function startBus({ name, clock, file, isCurrent, refuse = () => undefined }: Options): Promise<Bus> {
  const log = eventLog(file);
  const put = (raw: unknown): { EventId: string } | Refusal => {
    const entry = readEntry(raw, name);
    if ('ErrorCode' in entry) return entry;
    const refusal = refuse(entry.detailType, entry.detail);
    if (refusal) return refusal;
    const event = eventOf(entry, clock.now());
    log.add(event);
    return { EventId: event.id };
  };
  const service = await serve(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method === 'GET' && pathname === '/events') {
      const after = Number(searchParams.get('after') ?? 0);
      // Asked first: what comes meanwhile is among them.
      const current = (await isCurrent?.()) ?? true;
      return Response.json({ isCurrent: current, events: log.after(after), count: log.count() });
    }
    if (request.headers.get('x-amz-target') !== 'AWSEvents.PutEvents')
      return failure('UnknownOperationException', 'The local EventBridge knows PutEvents only.');
    const body = requestSchema.safeParse(await request.json());
    if (!body.success) return failure('ValidationException', 'Entries must have 1 to 10 entries.');
    const bytes = body.data.Entries.reduce((sum, each) => sum + sizeOfEntry(each), 0);
    if (bytes > MOST_BYTES)
      return failure('ValidationException', 'Total size of the entries in the request is over the limit.');
    const Entries = body.data.Entries.map(put);
    const FailedEntryCount = Entries.filter((each) => 'ErrorCode' in each).length;
    return answer(200, { FailedEntryCount, Entries });
  });
  return { ...service, events: () => log.after(0) };
}

function eventOf({ source, detailType, detail, time }: Entry, now: Date): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: ACCOUNT,
    time: time ?? now.toISOString().replace(/\.\d+/, ''),
    region: REGION,
    resources: [],
    detail,
  };
}

function failure(type: string, message: string): Response {
  return answer(400, { __type: type, message });
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/x-amz-json-1.1' } });
}
