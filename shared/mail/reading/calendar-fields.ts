/** A content line of iCalendar (RFC 5545, 3.1): names in upper case, the value with its escapes undone. */
export type CalendarField = { name: string; parameters: ReadonlyMap<string, string>; value: string };

/** As far as a calendar is read. */
const MAX_LENGTH = 500_000;
/** A line of any honest field, unfolded. */
const MAX_LINE = 10_000;
const FIELD = /^([\w-]{1,60})((?:;[\w-]{1,60}=(?:"[^"]*"|[^";:])*)*):(.*)$/;
const PARAMETER = /;([\w-]{1,60})=(?:"([^"]*)"|([^";:]*))/g;

/** The events of a calendar, each with its own fields, those of its alarms left out; and what is asked (RFC 5546). */
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
      if (component === 'VEVENT') events.push([]);
    } else if (field.name === 'END') inside.pop();
    else if (inside.at(-1) === 'VEVENT') events.at(-1)?.push(field);
    else if (field.name === 'METHOD' && inside.length <= 1) method = component;
  }
  return { method, events };
}

/** The value of the first field of that name; empty when there is none. */
export function fieldValue(fields: readonly CalendarField[], name: string): string {
  return fields.find((field) => field.name === name)?.value ?? '';
}

function unfolded(calendar: string): string[] {
  return calendar
    .slice(0, MAX_LENGTH)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
}

function readField(line: string): CalendarField | undefined {
  const [, name, parameters = '', value = ''] = FIELD.exec(line.slice(0, MAX_LINE)) ?? [];
  if (name === undefined) return undefined;
  const read = [...parameters.matchAll(PARAMETER)].map(([, key = '', quoted, bare = '']) => {
    return [key.toUpperCase(), quoted ?? bare] as const;
  });
  const text = value.replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
  return { name: name.toUpperCase(), parameters: new Map(read), value: text };
}
