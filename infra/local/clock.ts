import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** Longest delay that `setTimeout` takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How far ahead, in real time, the file promises: renewed at half of it, so a killed desk loses at most this much. */
const LEASE_MS = 10_000;

const leaseSchema = z.object({ notBefore: z.iso.datetime() });

/** All that a desk clock is made of: it showed `base` when the machine showed `realBase` (both epoch ms). */
export const clockOriginSchema = z.object({ base: z.number(), realBase: z.number(), speed: z.number().positive() });
export type ClockOrigin = z.infer<typeof clockOriginSchema>;

/** Desk time: it starts at real time (or where the last run left it) and runs `speed` times as fast. */
export type DeskClock = {
  speed: number;
  /** By which another process of this machine shows the same time. */
  origin: ClockOrigin;
  now(): Date;
  /** Runs once the desk's clock has reached `instant` (epoch ms); at once when it has. Gives the way to call it off. */
  at(instant: number, run: () => void): () => void;
  /** Ends the upkeep of the clock's file, leaving in it the exact time reached. */
  stop(): void;
};

/**
 * Makes a desk clock. `file` keeps it over restarts: the clock reserves time ahead of itself there and starts from what was
 * reserved, so that it never goes back, whatever ended the last run. `realNow` is the machine's time in epoch ms.
 */
export function createClock(options: { speed: number; file?: string; realNow?: () => number }): DeskClock {
  const { speed, file, realNow = Date.now } = options;
  const realBase = realNow();
  const base = Math.max(realBase, file === undefined ? 0 : readLease(file));
  const clock = clockFrom({ base, realBase, speed }, realNow);
  return file === undefined ? clock : { ...clock, stop: keepLease(file, () => clock.now().getTime(), speed) };
}

/** A clock that shows what the one of this origin shows; the upkeep of a file is with that one. */
export function clockFrom(origin: ClockOrigin, realNow: () => number = Date.now): DeskClock {
  const { base, realBase, speed } = origin;
  const now = () => base + (realNow() - realBase) * speed;
  return {
    speed,
    origin,
    now: () => new Date(now()),
    at: (instant, run) => waitUntil(() => (instant - now()) / speed, run),
    stop: () => {},
  };
}

function waitUntil(realMsLeft: () => number, run: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    // The machine's timers and its clock are two: a timer may wake a millisecond early by the clock, which is desk minutes.
    const look = () => (realMsLeft() > 0 ? wait() : run());
    timer = setTimeout(look, Math.min(Math.max(0, Math.ceil(realMsLeft())), LONGEST_TIMER_MS));
  };
  wait();
  return () => clearTimeout(timer);
}

function keepLease(file: string, now: () => number, speed: number): () => void {
  const renew = () => writeLease(file, now() + LEASE_MS * speed);
  renew();
  const timer = setInterval(renew, LEASE_MS / 2);
  timer.unref();
  return () => {
    clearInterval(timer);
    writeLease(file, now());
  };
}

function readLease(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
  return Date.parse(leaseSchema.parse(JSON.parse(text)).notBefore);
}

function writeLease(file: string, instant: number): void {
  // Written beside and renamed: a kill in the middle must not leave half a file.
  writeFileSync(`${file}.new`, JSON.stringify({ notBefore: new Date(instant).toISOString() }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
