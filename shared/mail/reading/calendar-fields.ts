import { decodeText } from './charset.ts';

/** A content line of iCalendar (RFC 5545, 3.1): names in upper case, the value with its escapes undone. */
export type CalendarField = { name: string; parameters: ReadonlyMap<string, string>; value: string };

/** As far as a calendar is read. */
const MAX_LENGTH = 500_000;
/** A line of any honest field, unfolded. */
const MAX_LINE = 10_000;
const FIELD = /^([\w-]{1,60})((?:;[\w-]{1,60}(?:=(?:"[^"]*"|[^";:])*)?)*):(.*)$/;
const PARAMETER = /;([\w-]{1,60})(?:=(?:"([^"]*)"|([^";:]*)))?/g;

/** A field in quoted-printable with its soft line ends. */
const QUOTED_PRINTABLE = /^[\w-]{1,60};[^:\r\n]{0,200}quoted-printable[^:\r\n]{0,200}:(?:[^\n]*=\r?\n)*[^\n]*/gim;

/**
 * The events and tasks of a calendar, each with its own fields, of which the first is its `BEGIN`, those of its alarms left out; and what
 * is asked (RFC 5546). Also of vCalendar 1.0, whose values may be quoted-printable.
 */
export function calendarEvents(calendar: string): { method: string; events: CalendarField[][] } {
  const events: CalendarField[][] = [];
  const inside: string[] = [];
  let method = '';
  for (const line of unfolded(calendar)) {
    const field = readField(line);
    if (!field) continue;
    const component = field.value.trim().toUpperCase();
    if (field.name === 'BEGIN') {
      inside.push(component);
      if (isEvent(component)) events.push([field]);
    } else if (field.name === 'END') inside.pop();
    else if (isEvent(inside.at(-1))) events.at(-1)?.push(field);
    else if (field.name === 'METHOD' && inside.length <= 1) method = component;
  }
  return { method, events };
}

function isEvent(component: string | undefined): boolean {
  return component === 'VEVENT' || component === 'VTODO';
}

/** The value of the first field of that name; empty when there is none. */
export function fieldValue(fields: readonly CalendarField[], name: string): string {
  return fields.find((field) => field.name === name)?.value ?? '';
}

function unfolded(calendar: string): string[] {
  return calendar
    .slice(0, MAX_LENGTH)
    .replace(/\r?\n[ \t]/g, '')
    .replace(QUOTED_PRINTABLE, (field) => field.replace(/=\r?\n/g, ''))
    .split(/\r?\n/);
}

function readField(line: string): CalendarField | undefined {
  const [, name, parameters = '', value = ''] = FIELD.exec(line.slice(0, MAX_LINE)) ?? [];
  if (name === undefined) return undefined;
  const read = [...parameters.matchAll(PARAMETER)].map(([, key = '', quoted, bare = '']) => {
    return [key.toUpperCase(), quoted ?? bare] as const;
  });
  const parameterOf = new Map(read);
  const isQuoted = /;(?:encoding=)?quoted-printable/i.test(parameters);
  const plain = isQuoted ? decodeQuoted(value, parameterOf.get('CHARSET')) : value;
  const text = plain.replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
  return { name: name.toUpperCase(), parameters: parameterOf, value: text };
}

function decodeQuoted(value: string, charset: string | undefined): string {
  // The parser of the mail has read the characters that are not quoted.
  return value.replace(/(?:=[\da-f]{2})+/gi, (quoted) =>
    decodeText(Buffer.from(quoted.replaceAll('=', ''), 'hex'), charset),
  );
}
