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

/** Counted on the wire by `npm run bench -- counts`, which writes the file, and when. */
export const MEASURED: { measured: string; operations: Record<CountedOperation, Counts> } = counts;
