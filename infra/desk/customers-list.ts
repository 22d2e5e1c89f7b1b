import type { Io } from './command.ts';
import { connect } from './connect.ts';
import { list } from './list.ts';

/** `customers list [--json] [--table NAME]`. */
export function customersList(args: string[], io: Io, open = connect): Promise<number> {
  return list(args, io, open, {
    all: (desk) => desk.customers.list(),
    headings: ['ID', 'NAME', 'PLAN', 'CALENDAR', 'TIME ZONE', 'LANGUAGE', 'HOLIDAYS', 'CONTACTS'],
    cells: ({ id, name, plan, calendar, timeZone, language, holidays, contacts }) => [
      id,
      name,
      plan,
      calendar,
      timeZone,
      language,
      String(holidays.length),
      contacts.join(' '),
    ],
  });
}
