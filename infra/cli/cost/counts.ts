import counts from './counts.json' with { type: 'json' };

/** What AWS charges for by the piece, of an operation of the desk. */
export const COUNTED = [
  'write units',
  'read units',
  'mails',
  'queue calls',
  'objects written',
  'objects read',
  'schedules made',
] as const;
export type Counts = Record<(typeof COUNTED)[number], number>;

/**
 * A request by mail that becomes a ticket; an agent's answer by mail; a notice to one of the team by a mail of its own, one that its reader
 * does not want, and ten by one mail; a
 * level of the ladder that is mailed where it arises.
 */
export type CountedOperation = 'request' | 'answer' | 'notice' | 'unwanted' | 'ten gathered' | 'level';

/**
 * What the reader of the table's stream does of a ticket that is asked, answered and closed: records that it is given, what happened to the ticket as it
 * tells it, and the units of facts and words. `target`: of one that hears of something, the units to tell it.
 */
export type StreamCounts = {
  measured: string;
  records: number;
  events: number;
  'write units': number;
  'read units': number;
  target: Record<'write units' | 'read units', number>;
};

/** Counted on the wire by `npm run bench -- counts stream`, which writes the file, and when. */
export const MEASURED: { measured: string; operations: Record<CountedOperation, Counts>; stream: StreamCounts } =
  counts;
