import { cleanLine } from '../clean.ts';
import { type CalendarField, calendarEvents, fieldValue } from './calendar-fields.ts';
import { eventTime } from './event-time.ts';

/** A mail that names more is no invitation but a calendar. */
const MAX_EVENTS = 5;
const MAX_PEOPLE = 20;

/** What an answer to an invitation says (RFC 5545, 3.2.12). */
const ANSWERS: Record<string, string> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
  'NEEDS-ACTION': 'not answered',
  DELEGATED: 'delegated',
};

/** How a calendar object is meant (RFC 5546, 1.4). */
const METHODS: Record<string, string> = {
  CANCEL: 'Cancelled',
  REPLY: 'Answer to an invitation',
  COUNTER: 'Another time proposed',
};

/** What an invitation (iCalendar, RFC 5545) says, line by line: what, when, where, who. Empty when there is no event or task in it. */
export function invitationLines(calendar: string): string[] {
  const { method, events } = calendarEvents(calendar);
  return events
    .slice(0, MAX_EVENTS)
    .flatMap((event) => [
      `${METHODS[method] ?? (isCancelled(event) ? 'Cancelled' : isTask(event) ? 'Task' : 'Invitation')}: ${shown(event, 'SUMMARY') || '(no title)'}`,
      ...line('When', eventTime(event)),
      ...line('Due', due(event)),
      ...line('Repeats', shown(event, 'RRULE')),
      ...line('Where', shown(event, 'LOCATION')),
      ...line('Organiser', people(event, 'ORGANIZER').join(', ')),
      ...line('Who', people(event, 'ATTENDEE').join(', ')),
    ]);
}

function isCancelled(event: readonly CalendarField[]): boolean {
  return fieldValue(event, 'STATUS').toUpperCase() === 'CANCELLED';
}

function isTask(event: readonly CalendarField[]): boolean {
  return fieldValue(event, 'BEGIN').toUpperCase() === 'VTODO';
}

function due(event: readonly CalendarField[]): string {
  const field = event.find(({ name }) => name === 'DUE');
  return field ? eventTime([{ ...field, name: 'DTSTART' }]) : '';
}

function line(label: string, value: string): string[] {
  return value === '' ? [] : [`${label}: ${value}`];
}

function shown(event: readonly CalendarField[], name: string): string {
  return cleanLine(fieldValue(event, name));
}

function people(event: readonly CalendarField[], name: string): string[] {
  const all = event.filter((field) => field.name === name);
  const named = all.slice(0, MAX_PEOPLE).map(({ value, parameters }) => {
    // Apple names a path of its server, and the address beside it.
    const at = /^mailto:/i.test(value) ? value.slice('mailto:'.length) : (parameters.get('EMAIL') ?? value);
    const address = cleanLine(at.replace(/^mailto:/i, ''), 320);
    const common = cleanLine(parameters.get('CN') ?? '', 200);
    const answer = ANSWERS[parameters.get('PARTSTAT')?.toUpperCase() ?? ''];
    const who = common && common.toLowerCase() !== address.toLowerCase() ? `${common} <${address}>` : address;
    return answer === undefined || answer === 'not answered' ? who : `${who} (${answer})`;
  });
  return all.length > MAX_PEOPLE ? [...named, `and ${all.length - MAX_PEOPLE} more`] : named;
}
