import { requireTaken } from './answer-of.ts';
import { type Calendar, openCalendar } from './calendar.ts';
import { makeTarget } from './make-target.ts';
import { type Contact, isItsTurn, isOnDuty, listOf } from './on-duty.ts';
import type { Health, TargetsDesk } from './ports.ts';
import { safeFetch } from './safe-fetch.ts';
import type { StoredTarget } from './stored-target.ts';
import { RateLimited, TargetRefused } from './target.ts';

/** A year of shifts of twenty people is a tenth of it. */
const MOST_CALENDAR_BYTES = 2_000_000;

/** For all calendars of a list together, in ms: a part of the function's time, whatever is in them. Who is asked after that is on duty. */
const PATIENCE_MS = 6_000;

type Desk = Pick<TargetsDesk, 'secrets' | 'tellings' | 'machineNow' | 'log' | 'fetch'>;

/**
 * Whether it is a target's turn to hear of what happened at `at` (ISO, UTC). Calendars are read now, so that a change of shifts counts at
 * once. By when it happened, and not by now: of two whose turn ends and begins between their tries, one is always told.
 */
export async function hasTurn(
  desk: Desk,
  target: StoredTarget,
  { targets, at }: { targets: readonly StoredTarget[]; at: string },
): Promise<boolean> {
  const list = listOf(target, targets);
  if (list.length === 0) return true;
  const health = await desk.tellings.health();
  const calendarAt = calendarsOf(desk);
  const contacts = list.map((each) =>
    contactOf(desk, each, { at, health: health.find(({ name }) => name === each.name), calendarAt }),
  );
  return isItsTurn(target.name, await Promise.all(contacts));
}

/** Whoever's calendar cannot be read is on duty: somebody has to hear. */
async function contactOf(
  desk: Desk,
  { name, kind, turn = { list: '', place: 1 } }: StoredTarget,
  { at, health, calendarAt }: { at: string; health: Health | undefined; calendarAt: Calendars },
): Promise<Contact> {
  const usable = makeTarget(kind, await desk.secrets.of(name));
  const isFailing = 'why' in usable || health?.failingSince !== undefined;
  const calendar = 'why' in usable ? undefined : usable.calendar;
  const isThere = await (calendar === undefined ? Promise.resolve(undefined) : calendarAt(calendar))
    .then((read) => isOnDuty(turn, at, read))
    .catch((error: unknown) => {
      // Its own words are in what the library says of a line that it cannot read.
      const reason = error instanceof RateLimited || error instanceof TargetRefused ? error.message : nameOf(error);
      desk.log.warn('a calendar cannot be read, so its target is on duty', { target: name, reason });
      return true;
    });
  return { name, place: turn.place, isOnDuty: isThere, isFailing };
}

type Calendars = (url: string) => Promise<Calendar>;

/** Calendars by their addresses, each read once: a rota is most often one for all. */
function calendarsOf(desk: Desk): Calendars {
  const patience = { leftMs: PATIENCE_MS };
  const read = new Map<string, Promise<Calendar>>();
  return (url) => {
    const found = read.get(url) ?? readCalendar(desk, url).then((text) => openCalendar(text, patience));
    read.set(url, found);
    return found;
  };
}

async function readCalendar(desk: Desk, url: string): Promise<string> {
  const answer = await safeFetch({ url }, { ...desk.fetch, mostBytes: MOST_CALENDAR_BYTES });
  requireTaken(answer, desk.machineNow());
  return answer.said;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
