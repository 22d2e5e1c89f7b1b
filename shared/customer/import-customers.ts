import * as z from 'zod';
import type { Settings } from '../settings.ts';
import { PLANS } from '../sla/terms.ts';
import { calendarCell, dateCell, idCell, nameCell, wordCell, zoneCell } from './cells.ts';
import { contactCell, entries } from './contact.ts';
import type { Row } from './csv.ts';
import { type Customer, LANGUAGES } from './customer.ts';
import { type Imported, importRows } from './import.ts';

/** Long enough for a company's name; ids are typed by people and stand in list keys. */
const LONGEST_ID = 40;

/**
 * Customers of a CSV file. Columns: `id`, `name`, `contacts` (addresses and domains), `plan`; `calendar`, `time_zone`, `language`
 * and `holidays` (dates `YYYY-MM-DD`) may be left out or empty and then come from the settings' defaults. `existing` are the
 * customers the desk has: a contact of one that is not in the file cannot be given to another.
 */
export function importCustomers(
  text: string,
  { existing, settings }: { existing: readonly Customer[]; settings: Pick<Settings, 'defaults' | 'supportAddress'> },
): Imported<Customer> {
  const owners = new Map(existing.flatMap(({ id, contacts }) => contacts.map((contact) => [contact, id])));
  return importRows<Customer>(text, {
    columns: {
      id: 'required',
      name: 'required',
      contacts: 'required',
      plan: 'required',
      calendar: 'open',
      time_zone: 'open',
      language: 'open',
      holidays: 'open',
    },
    row: customerRow(settings.defaults),
    unique: {
      id: { of: ({ cells }) => [cells.id ?? ''] },
      contacts: {
        of: contactsOf,
        refuse: (contact, ids) => {
          if (contact === settings.supportAddress) return `${contact} is the desk's own address; give the customer's`;
          const owner = owners.get(contact);
          if (owner === undefined || ids.has(owner)) return undefined;
          return `${contact} belongs to customer ${owner}; list ${owner} too, without it`;
        },
      },
    },
  });
}

function customerRow(defaults: Settings['defaults']) {
  return z
    .object({
      id: idCell(LONGEST_ID),
      name: nameCell,
      contacts: z
        .string()
        .transform(entries)
        .pipe(z.array(contactCell).min(1, 'is empty; give an address or a domain')),
      plan: wordCell(PLANS, 'plan'),
      calendar: open(calendarCell, defaults.calendar),
      time_zone: open(zoneCell, defaults.timeZone),
      language: open(wordCell(LANGUAGES, 'language of ours'), defaults.language),
      holidays: open(z.string().transform(entries).pipe(z.array(dateCell)), defaults.holidays.join(' ')),
    })
    .transform(({ time_zone: timeZone, ...customer }) => ({ ...customer, timeZone }));
}

/** An empty cell is read as the default. */
function open<T>(cell: z.ZodType<T, string>, whenEmpty: string): z.ZodType<T, string> {
  return z
    .string()
    .transform((text) => text || whenEmpty)
    .pipe(cell);
}

function contactsOf({ cells }: Row): string[] {
  return entries(cells.contacts ?? '').flatMap((entry) => contactCell.safeParse(entry).data ?? []);
}
