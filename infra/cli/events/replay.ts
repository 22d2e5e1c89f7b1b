import { parseArgs } from 'node:util';
import * as z from 'zod';
import { replayed } from '../../../shared/events/replay.ts';
import type { TicketEvent } from '../../../shared/events/ticket-event.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import type { EventsDesk, OpenEvents } from './open.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = {
  since: TEXT,
  ticket: { ...TEXT, multiple: true },
  lost: FLAG,
  yes: FLAG,
  json: FLAG,
  stage: TEXT,
} as const;

const instant = z.iso.datetime({ offset: true });

/** `events replay [--since TIME] [--ticket ID] [--lost] [--yes] [--json] [--stage S]`: tells once more what happened to tickets, with the same ids. */
export async function replay(args: string[], io: Io, open: OpenEvents): Promise<number> {
  const {
    since: given,
    ticket = [],
    lost = false,
    yes = false,
    json = false,
    stage,
  } = parseArgs({ args, options: OPTIONS }).values;
  if (given === undefined && ticket.length === 0 && !lost)
    throw new CommandError('say of what: --since TIME, --ticket ID, or --lost', 2);
  const since = given === undefined ? '' : readInstant(given);
  const desk = await open(stage);
  const named = lost ? [...ticket, ...(await desk.lost.all()).map((each) => each.ticket)] : ticket;
  const wanted = named.length > 0 || lost ? [...new Set(named)] : desk.numbers();
  const sum = { tickets: 0, events: 0, told: 0, unreadable: [] as string[] };
  const whole: string[] = [];
  const progress = showProgress(io.stderr);
  try {
    for await (const id of wanted) {
      const events = await eventsOfTicket(desk, id, since);
      if (events.isPartial) sum.unreadable.push(id);
      else whole.push(id);
      if (events.told.length === 0) continue;
      sum.tickets += 1;
      sum.events += events.told.length;
      if (yes) await desk.put(events.told);
      if (yes) sum.told += events.told.length;
      progress.at(sum.events);
    }
  } finally {
    progress.end();
  }
  if (yes && lost) await desk.lost.remove(whole);
  if (json) io.stdout.write(`${JSON.stringify(sum)}\n`);
  else
    io.stdout.write(
      `${counted(sum.events, 'event')} of ${counted(sum.tickets, 'ticket')}${yes ? ' told again' : ''}\n`,
    );
  for (const id of sum.unreadable) io.stderr.write(`warning: ${id} cannot be read, or not all of it: desk doctor\n`);
  if (!yes && sum.events > 0) io.stderr.write('nothing was told: add --yes to do it\n');
  return sum.unreadable.length > 0 || (!yes && sum.events > 0) ? 1 : 0;
}

/** What happened to a ticket from then on, as far as it can be read. */
async function eventsOfTicket(
  { tickets }: EventsDesk,
  id: string,
  since: string,
): Promise<{ told: TicketEvent[]; isPartial: boolean }> {
  const ticket = await ifReadable(tickets.get(id));
  if (!ticket) return { told: [], isPartial: true };
  // Of most tickets nothing has happened since then, and the rest of them need not be read.
  const newest =
    [...ticket.audit.map(({ at }) => at), ticket.lastPublic.at, ticket.lastHeard ?? ''].toSorted().at(-1) ?? '';
  if (newest < since) return { told: [], isPartial: false };
  const { batches, unreadable } = await tickets.olderTrail(id);
  const { messages, unreadable: others } = await tickets.messages(id);
  const events = replayed({ ticket, older: batches.flatMap(({ entries }) => entries), messages });
  return { told: events.filter(({ at }) => at >= since), isPartial: unreadable.length + others.length > 0 };
}

function readInstant(given: string): string {
  if (!instant.safeParse(given).success)
    throw new CommandError(`--since ${given}: expected a time with Z or an offset, as 2026-11-29T09:00:00Z`, 2);
  return new Date(given).toISOString();
}
