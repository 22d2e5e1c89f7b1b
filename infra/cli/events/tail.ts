import { parseArgs } from 'node:util';
import * as z from 'zod';
import { ticketEventSchema } from '../../../shared/events/ticket-event.ts';
import { CommandError, type Io } from '../command.ts';
import type { OpenEvents } from './open.ts';

const OPTIONS = { count: { type: 'string' }, json: { type: 'boolean' }, stage: { type: 'string' } } as const;

const busEventSchema = z.object({ detail: ticketEventSchema });

/** `events tail [--count N] [--json] [--stage S]`: shows events as they come, until it is stopped. */
export async function tail(args: string[], io: Io, open: OpenEvents): Promise<number> {
  const { count, json = false, stage } = parseArgs({ args, options: OPTIONS }).values;
  const most = count === undefined ? Number.POSITIVE_INFINITY : Number(count);
  if (Number.isNaN(most) || most < 1) throw new CommandError(`--count ${count}: expected a number from 1 on`, 2);
  const desk = await open(stage);
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  io.stderr.write('events as they come; Ctrl-C ends it\n');
  let shown = 0;
  try {
    for await (const event of desk.tail(stop.signal)) {
      io.stdout.write(`${json ? JSON.stringify(event) : lineOf(event)}\n`);
      shown += 1;
      if (shown >= most) break;
    }
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
  return 0;
}

/** One of another source is shown as it is. */
function lineOf(event: unknown): string {
  const { data } = busEventSchema.safeParse(event);
  if (!data) return JSON.stringify(event);
  const { at, type, ticket, by, replayed, data: said } = data.detail;
  const more = Object.entries(said).map(([name, value]) => `${name}=${value}`);
  return [at, type.padEnd(12), ticket.id, by, ...more, ...(replayed ? ['told again'] : [])].join('  ');
}
