import { CALENDAR_NAMES } from '../shared/sla/calendars.ts';
import { regionOf } from '../shared/sla/holidays/region.ts';
import { SlaError } from '../shared/sla/sla-error.ts';
import { compileWeek, sameDay } from '../shared/sla/week.ts';
import { type Complaint, fieldOf } from './settings-mend.ts';
import type { Deployment } from './settings-schema.ts';

/** Calendars and regions that could not run: on a ticket they would show too late. promise.md section 3. */
export function calendarContradictions(deployment: Deployment): Complaint[] {
  return [
    ...namesTaken(deployment),
    ...hoursThatDoNotHold(deployment),
    ...unknownCalendar(deployment),
    ...unknownRegions(deployment),
  ];
}

function namesTaken({ calendars = [] }: Deployment): Complaint[] {
  return calendars.flatMap(({ name }, index) => {
    const path = ['calendars', index, 'name'];
    if (CALENDAR_NAMES.some((known) => known === name)) {
      return [
        complaint(path, `expected another name: ${name} is a calendar of the price page, which nobody redefines`),
      ];
    }
    if (calendars.findIndex((other) => other.name === name) === index) return [];
    return [complaint(path, `expected another name: there is a calendar ${name} already`)];
  });
}

function hoursThatDoNotHold({ calendars = [] }: Deployment): Complaint[] {
  return calendars.flatMap(({ hours, closures = [] }, index) => [
    ...refusal(['calendars', index, 'hours'], () => compileWeek(hours)),
    ...closures.flatMap(({ from, to }, closure) =>
      refusal(['calendars', index, 'closures', closure], () => sameDay(from, to)),
    ),
  ]);
}

function unknownCalendar({ defaults, calendars = [] }: Deployment): Complaint[] {
  const names = [...CALENDAR_NAMES, ...calendars.map(({ name }) => name)];
  if (names.includes(defaults.calendar)) return [];
  return [complaint(['defaults', 'calendar'], `expected one of ${names.join(', ')}`)];
}

function unknownRegions({ defaults, holidayRegions = {} }: Deployment): Complaint[] {
  const { holidayRegion } = defaults;
  return [
    ...(holidayRegion === undefined ? [] : refusal(['defaults', 'holidayRegion'], () => regionOf(holidayRegion))),
    ...Object.keys(holidayRegions).flatMap((region) => refusal(['holidayRegions', region], () => regionOf(region))),
  ];
}

/** What the engine says against a value, which names the mend. */
function refusal(path: readonly PropertyKey[], check: () => unknown): Complaint[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    return [complaint(path, error.message)];
  }
}

function complaint(path: readonly PropertyKey[], message: string): Complaint {
  return { field: fieldOf(path), message };
}
