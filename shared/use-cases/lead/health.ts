import { QUEUE_NAMES, type QueueName, SILENT_PERIODS, SWEEP_MINUTES } from '../../alarms.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { QueueDepth } from '../../ticket/queue-depth.ts';
import type { SweepNote } from '../../ticket/sweep-note.ts';
import { type Known, known } from './known.ts';

/** Something that comes again and again: when it last did (ISO, UTC; undefined: never so far), and whether it has been away for too long. */
export type Pulse = { last: string | undefined; isSilent: boolean };

export type Health = {
  /** Those that the desk has. */
  queues: { name: QueueName; depth: Known<QueueDepth> }[];
  /** Undefined where the settings have none sent. */
  canary: Known<Pulse> | undefined;
  sweep: Known<Pulse & { note: SweepNote | undefined }>;
};

/** How the desk itself is. What cannot be asked is unknown, and all else is told none the less. */
export async function loadHealth(desk: Desk): Promise<Health> {
  const { queues, canary, sweepNotes, settings } = desk;
  const [depths, arrived, note] = await Promise.all([
    Promise.all(
      QUEUE_NAMES.map(async (name) => ({ name, depth: await known(desk, `queue ${name}`, queues.depth(name)) })),
    ),
    settings.canary && known(desk, 'the canary', canary.last()),
    known(desk, 'the sweep', sweepNotes.last()),
  ]);
  const now = desk.now();
  return {
    queues: depths.flatMap(({ name, depth }) => (depth === undefined ? [] : [{ name, depth }])),
    canary: arrived === 'unknown' ? arrived : settings.canary && pulse(arrived?.arrived, now, SILENT_PERIODS.canary),
    sweep: note === 'unknown' ? note : { ...pulse(note?.at, now, SILENT_PERIODS.sweep), note },
  };
}

/**
 * Silent after as many minutes as the alarm waits (`SILENT_PERIODS`). Of what never came nobody knows since when it should have: a new desk is not
 * wrong.
 */
function pulse(last: string | undefined, now: Date, periods: number): Pulse {
  const isSilent = last !== undefined && now.getTime() - Date.parse(last) > periods * SWEEP_MINUTES * 60_000;
  return { last, isSilent };
}
