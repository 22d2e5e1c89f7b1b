import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TicketWords } from '../ticket/word-store.ts';

/**
 * Who writes the words of tickets. Of one name only one is at a ticket at a time, so whoever finds an open record of their own name knows that the run
 * which opened it has ended; that of another may yet enter what it noted.
 */
export type Writer = {
  name: string;
  /** Machine time. */
  now(): Date;
  /** How long another is waited for, in ms. */
  waitsMs: number;
  pause(ms: number): Promise<unknown>;
};

/** Longer than any run lasts: the function that reads the stream is cut off after 60 s (`infra/timeouts.ts`). */
const CLAIM_MS = 90_000;

/** The reader of the stream: of a ticket it never has two runs at once. It is cut off itself if it waits for long, and comes again. */
export const STREAM_READER: Writer = { name: 'stream', now: () => new Date(), waitsMs: 5_000, pause };

/**
 * An admin's command, by a name of its own process: two admins may be at a ticket at once, and neither is to take the other's record for its own of before.
 * It waits until whoever was cut off there is over for sure, a command before it, too.
 */
export const ADMIN: Writer = { ...STREAM_READER, name: `admin-${randomUUID()}`, waitsMs: CLAIM_MS + 10_000 };

/** Whether another may still be entering what this record notes. One from before this was noted says nothing of it. */
export function isAtWork({ open, by, since }: TicketWords, { name, now }: Writer): boolean {
  if (!open || by === undefined || since === undefined) return false;
  return by !== name && now().getTime() - Date.parse(since) < CLAIM_MS;
}
