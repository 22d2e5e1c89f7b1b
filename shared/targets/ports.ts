import * as z from 'zod';
import { type TicketEvent, ticketEventSchema } from '../events/ticket-event.ts';
import type { Settings } from '../settings.ts';
import type { Log, TeamMail } from '../ticket/ports.ts';
import type { TicketStore } from '../ticket/ticket-store.ts';
import type { FetchRules } from './safe-fetch.ts';
import type { StoredTarget } from './stored-target.ts';

/** Targets as admins set them; a handful. Throws what the table throws. */
export type TargetDirectory = {
  /** Those that can be read; the others are in the log. */
  list(): Promise<StoredTarget[]>;
  /** The same, and the names of the others: what happens must not be lost to them. */
  all(): Promise<{ targets: StoredTarget[]; unreadable: string[] }>;
  /** Writes a target in place of the one of its name. */
  put(target: StoredTarget): Promise<void>;
  remove(name: string): Promise<void>;
};

export type TargetSecrets = {
  /** What is secret of the target of this name, unread; undefined: nothing is. A change of it counts within half a minute. */
  of(name: string): Promise<unknown>;
};

/** Times are the desk's, ISO, UTC. */
export const healthSchema = z.object({
  name: z.string(),
  lastOk: z.iso.datetime().optional(),
  /** Since when every try has failed, how many, and why the last one did. */
  failingSince: z.iso.datetime().optional(),
  failures: z.number().optional(),
  why: z.string().optional(),
  /** When the last one failed; missing of one from before this was noted. */
  lastFailed: z.iso.datetime().optional(),
  /** What failed last is set aside, of which there is word elsewhere: nobody tries that again by themself. */
  isAside: z.literal(true).optional(),
  /** It has said that it is no more. */
  isGone: z.literal(true).optional(),
  /** The desk has given it up for as long as nobody mends it: since when. */
  givenUp: z.iso.datetime().optional(),
});
export type Health = z.infer<typeof healthSchema>;

/** How a try failed, as far as anything of it lasts. */
type Failure = { isGone?: boolean; isAside?: boolean };

/**
 * What became of telling a target of an event: sent, or left for a reason that stays. `queued`: a mail to a contact is on its way, and what becomes
 * of it is noted in place of this.
 */
export type Told = 'sent' | 'stale' | 'another’s turn' | 'queued' | 'refused';

/** So long it is known what a target was told: longer than anything is tried again. */
export const TOLD_DAYS = 14;

/** What targets were told, and how each does. Throws what the table throws. */
export type Tellings = {
  /** What became of this event at this target; kept for `TOLD_DAYS`. Consistent. */
  told(target: string, event: string): Promise<Told | undefined>;
  /** What is only `queued` takes the place of nothing: whoever mails it may be quicker. */
  note(target: string, event: string, what: Told, at: string): Promise<void>;
  /** Since when this target waits for what becomes of this event at others of its list: `at`, unless that was noted before. Consistent. */
  waitsSince(target: string, event: string, at: string): Promise<string>;
  health(): Promise<Health[]>;
  /** It took something, or has been tried and works: it is well. */
  well(target: string, at: string): Promise<void>;
  failed(target: string, at: string, why: string, how?: Failure): Promise<void>;
  /** Only of a target that is still failing. False: it is well again, or gone. */
  giveUp(target: string, at: string): Promise<boolean>;
  /** Knows nothing of it any more. */
  forget(target: string): Promise<void>;
};

/** An event for a target, as it stands on the queue. */
export const targetEntrySchema = z.object({ target: z.string(), event: ticketEventSchema });
export type TargetEntry = { target: string; event: TicketEvent };

export type TargetQueue = {
  /**
   * Puts entries there, of one target in this order; one that was put within five minutes is not put again. Throws what the queue says: of one that it
   * can never take, when all others are there.
   */
  put(entries: readonly TargetEntry[]): Promise<void>;
  /** Sets an entry aside, by its body: it cannot be told, and somebody has to look. Throws likewise. */
  setAside(body: string): Promise<void>;
};

/** What telling targets needs of the world, and no more: no key of the desk's own, no mail service, no customer's record. */
export type TargetsDesk = {
  settings: Settings;
  targets: Pick<TargetDirectory, 'all'>;
  secrets: TargetSecrets;
  tellings: Tellings;
  queue: Pick<TargetQueue, 'setAside'>;
  tickets: Pick<TicketStore, 'get'>;
  /** Mails to contacts are the team's. */
  teamMail: TeamMail;
  now(): Date;
  machineNow(): Date;
  log: Log;
  /** Beside the rules of `safeFetch`, what a desk whose world is one machine lets through. */
  fetch: FetchRules;
};
