import { parseArgs } from 'node:util';
import * as z from 'zod';
import { replayed } from '../../../shared/events/replay.ts';
import type { TicketEvent } from '../../../shared/events/ticket-event.ts';
import { TOLD_DAYS } from '../../../shared/targets/ports.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import type { Lost } from './lost-changes.ts';
import { isMissing, isUntold, missedByTargets, REBUILT } from './missed.ts';
import type { EventsDesk, OpenEvents } from './open.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = {
  since: TEXT,
  ticket: { ...TEXT, multiple: true },
  targets: FLAG,
  lost: FLAG,
  yes: FLAG,
  json: FLAG,
  stage: TEXT,
} as const;

const instant = z.iso.datetime({ offset: true });

/** A day less than it is known what targets were told: what is older would be told to them twice. */
const MOST_DAYS_OF_TARGETS = TOLD_DAYS - 1;

/**
 * `events replay [--since TIME] [--targets] [--ticket ID] [--lost] [--yes] [--json] [--stage S]`: tells once more what happened to tickets, with the
 * same ids: on the bus, and with `--targets` to those outside as well. With `--lost` whoever lacks a change is told of it, and it is then taken off
 * the queue; what others lack who tell nothing stays there.
 */
export async function replay(args: string[], io: Io, open: OpenEvents): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { ticket = [], lost = false, targets = false, yes = false, json = false, stage } = values;
  if (values.since === undefined && ticket.length === 0 && !lost)
    throw new CommandError('say of what: --since TIME, --ticket ID, or --lost', 2);
  if (lost && (values.since !== undefined || targets))
    throw new CommandError(
      '--lost tells all that was missed, and whoever missed it: leave --since and --targets out',
      2,
    );
  const since = values.since === undefined ? '' : readInstant(values.since);
  const desk = await open(stage);
  if (targets) requireRecent(since, await desk.time());
  const all = lost ? await desk.lost.all() : [];
  const records = all.filter(isUntold);
  const wanted =
    ticket.length > 0 || lost ? new Set([...ticket, ...records.map((each) => each.ticket)]) : desk.numbers();
  const left = all.length - records.length;
  const sum = { tickets: 0, events: 0, told: 0, unreadable: [] as string[], unknown: [] as string[], left };
  const done: Lost[] = [];
  const progress = showProgress(io.stderr);
  try {
    for await (const id of wanted) {
      const { told, isPartial, isUnknown = false } = await eventsOfTicket(desk, id, since);
      const own = records.filter((each) => each.ticket === id);
      if (isUnknown) sum.unknown.push(id);
      else if (isPartial) sum.unreadable.push(id);
      const isWhole = !lost || ticket.includes(id);
      // Whoever hears of the bus is indifferent to repeats, and hears all of a ticket of which something is missing.
      const onBus = isWhole || own.some((each) => isMissing('bus', each)) ? told : [];
      const onLines = targets ? told : missedByTargets(told, own);
      const count = new Set([...onBus, ...onLines]).size;
      if (yes && onBus.length > 0) await desk.put(onBus);
      if (yes && onLines.length > 0) await desk.putOnLines(onLines);
      if (!isPartial) done.push(...own);
      if (count === 0) continue;
      sum.tickets += 1;
      sum.events += count;
      if (yes) sum.told += count;
      progress.at(sum.events);
    }
  } finally {
    progress.end();
  }
  if (yes && lost) await desk.lost.remove(done);
  if (json) io.stdout.write(`${JSON.stringify(sum)}\n`);
  else
    io.stdout.write(
      `${counted(sum.events, 'event')} of ${counted(sum.tickets, 'ticket')}${yes ? ' told again' : ''}\n`,
    );
  for (const id of sum.unknown) io.stderr.write(`warning: ${id} is no ticket of this desk\n`);
  for (const id of sum.unreadable) io.stderr.write(`warning: ${id} cannot be read, or not all of it: desk doctor\n`);
  sayLeft(all, io);
  if (!yes && sum.events > 0) io.stderr.write('nothing was told: add --yes to do it\n');
  return sum.unreadable.length + sum.unknown.length > 0 || (!yes && sum.events > 0) ? 1 : 0;
}

/** What no telling makes good. */
function sayLeft(all: readonly Lost[], io: Io): void {
  for (const [consumer, rebuild] of Object.entries(REBUILT)) {
    const count = all.filter((each) => each.consumer === consumer).length;
    if (count > 0)
      io.stderr.write(
        `${counted(count, 'change')} of ${consumer} left: ${rebuild}, then events lost --done ${consumer}\n`,
      );
  }
}

/** Since when it is known what targets were told. */
export function targetsKnownFrom(now: Date): Date {
  return new Date(now.getTime() - MOST_DAYS_OF_TARGETS * 24 * 3600_000);
}

function requireRecent(since: string, now: Date): void {
  const from = targetsKnownFrom(now).toISOString();
  if (since < from)
    throw new CommandError(
      `--targets goes with a --since of ${MOST_DAYS_OF_TARGETS} days at most, from ${from} on: what they were told before is not known`,
      2,
    );
}

/** What happened to a ticket from then on, as far as it can be read. */
async function eventsOfTicket(
  { tickets }: EventsDesk,
  id: string,
  since: string,
): Promise<{ told: TicketEvent[]; isPartial: boolean; isUnknown?: boolean }> {
  const found = await ifReadable(tickets.get(id).then((ticket) => ({ ticket })));
  const ticket = found?.ticket;
  if (!ticket) return { told: [], isPartial: true, isUnknown: found !== undefined };
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
