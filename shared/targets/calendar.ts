import { runInNewContext } from 'node:vm';
import ICAL from 'ical.js';
import { localInstant } from '../sla/local-instant.ts';
import { isTimeZone } from '../sla/zone.ts';

/** A daily shift of fifty years. Whether one of more runs is not known. */
const MOST_REPEATS = 20_000;
/** How far ahead a shift is looked for that was moved from there to now. */
const AHEAD_MS = 62 * 24 * 3600 * 1000;

type Asked = {
  /** ISO, UTC. */
  at: string;
  /** Part of the title, in upper or lower case; any event will do without one. */
  title?: string | undefined;
  /** In which whole days, and times without a zone, are read (IANA). */
  timeZone: string;
};

/** Whether an event runs. Throws where it cannot be known. */
export type Calendar = (asked: Asked) => boolean;

/** How long may yet be calculated, in ms of machine time: those who are asked one after the other share it. */
export type Patience = { leftMs: number };

/**
 * Says whether an event of an iCal text (RFC 5545) runs at an instant. Repeats, exceptions and whole days are read; what was cancelled does not
 * count. Times are read by our own rule in zones that have a name of the time-zone database, else by what the text says of its zone. The text is
 * read once; whoever asks hears a throw for one that is none, and where it cannot be known in time: then nobody's asking is tried any more.
 */
export function openCalendar(text: string, patience: Patience = { leftMs: MOST_MS }): Calendar {
  let events: ICAL.Event[] | undefined;
  let tooSlow: object | undefined;
  return (asked) => {
    if (tooSlow) throw tooSlow;
    try {
      return within(patience, () => {
        events ??= mainEvents(text);
        return events.some((event) => runsAt(event, asked));
      });
    } catch (error) {
      if (isTimeout(error)) tooSlow = error;
      throw error;
    }
  };
}

/** A rule that no day fits is looked for without end by the library. */
const MOST_MS = 2_000;

/** What a calculation gives; throws when it takes too long. */
function within<T>(patience: Patience, calculate: () => T): T {
  const timeout = Math.floor(Math.min(MOST_MS, patience.leftMs));
  if (timeout < 1) throw new RangeError('other calendars have taken all the time there is');
  const begun = performance.now();
  try {
    return runInNewContext('calculate()', { calculate }, { timeout }) as T;
  } finally {
    patience.leftMs -= performance.now() - begun;
  }
}

/** Of Node's own (https://nodejs.org/api/errors.html#err_script_execution_timeout), and no `Error` of this context. */
function isTimeout(error: unknown): error is object {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

/** A shift, or one of a row of them; an exception comes by the row that it is of, or alone, where somebody was invited to that one only. */
function mainEvents(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  if (calendar.name !== 'vcalendar') throw new SyntaxError('no calendar');
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const rows = new Set(events.filter((event) => !event.isRecurrenceException()).map(({ uid }) => uid));
  return events.filter((event) => event.startDate && !(event.isRecurrenceException() && rows.has(event.uid)));
}

function runsAt(event: ICAL.Event, asked: Asked): boolean {
  const at = Date.parse(asked.at);
  if (!event.isRecurring()) return covers(event, event, asked);
  const occurrences = event.iterator();
  for (let count = 0; count < MOST_REPEATS; count++) {
    const next = occurrences.next();
    if (!next) return false;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    if (covers(item, { startDate, endDate }, asked)) return true;
    if (startOf(next, event, asked) > at + AHEAD_MS) return false;
  }
  throw new RangeError('a shift comes again too often');
}

function covers(
  event: ICAL.Event,
  { startDate, endDate }: Pick<ICAL.Event, 'startDate' | 'endDate'>,
  asked: Asked,
): boolean {
  const { at, title = '' } = asked;
  if (event.component.getFirstPropertyValue('status') === 'CANCELLED') return false;
  if (!(event.summary ?? '').toLowerCase().includes(title.toLowerCase())) return false;
  const instant = Date.parse(at);
  const end = instantOf(endDate, event.component.getFirstProperty('dtend') ?? startOfEvent(event), asked);
  return startOf(startDate, event, asked) <= instant && instant < end;
}

const startOfEvent = ({ component }: ICAL.Event) => component.getFirstProperty('dtstart');

function startOf(time: ICAL.Time, event: ICAL.Event, asked: Asked): number {
  return instantOf(time, startOfEvent(event), asked);
}

/** In ms since 1970. `said`: the line that names its zone, where the text does not explain that. */
function instantOf(time: ICAL.Time, said: ICAL.Property | null, { timeZone }: Asked): number {
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1000;
  const explained = time.zone && time.zone !== ICAL.Timezone.localTimezone ? time.zone.tzid : undefined;
  const named = explained ?? said?.getParameter('tzid');
  const zone = typeof named === 'string' && !time.isDate ? named : timeZone;
  if (!isTimeZone(zone)) return time.toUnixTime() * 1000;
  const [date = '', clock = '00:00'] = time.toString().split('T');
  return Date.parse(localInstant(zone, date, clock.slice(0, 5)));
}
