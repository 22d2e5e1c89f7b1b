import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { LANGUAGES } from '../../language.ts';
import { isNoReply } from '../../mail/no-reply.ts';
import type { Settings } from '../../settings.ts';
import { unknownYears } from '../../sla/holidays/holidays.ts';
import { idleRegion } from '../../sla/holidays/idle-region.ts';
import { regionDates } from '../../sla/holidays/region-dates.ts';
import { PLANS } from '../../sla/terms.ts';
import type { Customer } from '../customer.ts';
import { idCell, nameCell, wordCell } from './cells.ts';
import { addressCell, contactCell, entries } from './contact.ts';
import type { Columns, Row } from './csv.ts';
import { type Format, type Imported, importRows } from './import.ts';
import { quoteCells, quoteColumns, quoteOf } from './quote-cells.ts';
import { calendarCell, dateCell, NO_REGION, regionOrNoneCell, targetCell, zoneCell } from './sla-cells.ts';

/** Long enough for a company's name; ids are typed by people and stand in list keys. */
const LONGEST_ID = 40;

/** In the order of the example file. */
const COLUMNS: Columns = {
  id: 'required',
  name: 'required',
  contacts: 'required',
  plan: 'required',
  calendar: 'open',
  time_zone: 'open',
  language: 'open',
  holiday_region: 'open',
  holidays: 'open',
  not_holidays: 'open',
  portal_contacts: 'open',
  ...quoteColumns('target'),
  ...quoteColumns('clock'),
};

/** What the desk's settings say of customers. */
type CustomerSettings = Pick<Settings, 'defaults' | 'supportAddress' | 'calendars' | 'holidayRegions'>;

/**
 * Customers of a CSV or YAML file, see `docs/customers.md`. Empty cells come from the settings' defaults; `existing` are the
 * customers the desk has: a contact of one that is not in the file cannot be given to another.
 */
export function importCustomers(
  text: string,
  { existing, settings, format }: { existing: readonly Customer[]; settings: CustomerSettings; format?: Format },
): Imported<Customer> {
  const owners = new Map(existing.flatMap(({ id, contacts }) => contacts.map((contact) => [contact, id])));
  return importRows<Customer>(text, {
    columns: COLUMNS,
    format,
    row: customerRow(settings, existing),
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

/** The cells of a row, each by itself. */
function rowCells({ defaults, calendars }: CustomerSettings) {
  const calendar = calendarCell(calendars);
  return z.object({
    id: idCell(LONGEST_ID),
    name: nameCell,
    contacts: z.string().transform(entries).pipe(z.array(contactCell).min(1, 'is empty; give an address or a domain')),
    plan: wordCell(PLANS, 'plan'),
    calendar: open(calendar, defaults.calendar),
    time_zone: open(zoneCell, defaults.timeZone),
    // Without a default: that of the desk must not stand above the language that somebody chose on the page.
    language: z
      .string()
      .transform((text) => text || undefined)
      .pipe(wordCell(LANGUAGES, 'language of ours').optional()),
    holiday_region: regionOrNoneCell,
    holidays: datesCell,
    not_holidays: datesCell,
    portal_contacts: portalCell,
    ...quoteCells('target', targetCell),
    ...quoteCells('clock', calendar),
  });
}
type RowCells = z.output<ReturnType<typeof rowCells>>;

function customerRow(settings: CustomerSettings, existing: readonly Customer[]) {
  return rowCells(settings)
    .superRefine((row, ctx) => {
      const fail = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message });
      for (const message of wrongWorkdays(row, settings)) fail('not_holidays', message);
      for (const message of wrongPortal(row, settings)) fail('portal_contacts', message);
      const idle = idleRegion(row.holiday_region, settings.holidayRegions);
      // What is stored so stays: whoever imports the same file again has nothing to mend at once. Imports once stored the desk's language
      // where a row had none.
      const isStored = () =>
        existing.some((stored) => {
          const { language = settings.defaults.language } = row;
          const [one, other] = [customerOf(row, settings), customerOf({ ...row, language }, settings)];
          return isDeepStrictEqual(stored, one) || isDeepStrictEqual(stored, other);
        });
      if (idle !== undefined && !isStored()) fail('holiday_region', idle);
    })
    .transform((row) => customerOf(row, settings));
}

function customerOf(row: RowCells, { defaults }: CustomerSettings): Customer {
  const { id, name, contacts, plan, calendar, time_zone: timeZone, language, not_holidays: workdays } = row;
  const portal = { contacts: row.portal_contacts };
  const customer = { id, name, contacts, plan, calendar, timeZone, ...(language && { language }) };
  return {
    ...customer,
    ...holidaysOf(row, defaults),
    ...(workdays.length > 0 && { workdays }),
    ...(portal.contacts.length > 0 && { portal }),
    ...quoteOf(row),
  };
}

/** A mistyped date would take away nothing, and nobody would notice before that holiday. */
function wrongWorkdays(row: RowCells, settings: CustomerSettings): string[] {
  const { holidayRegion, holidays } = holidaysOf(row, settings.defaults);
  return row.not_holidays.flatMap((date) => {
    if (row.holidays.includes(date)) return [`${date} is among the holidays too; keep one`];
    const year = Number(date.slice(0, 4));
    if (holidayRegion === undefined) return holidays.includes(date) ? [] : [`${date} is no holiday anyway; remove it`];
    if (unknownYears(year, year).length > 0 || holidays.includes(date)) return [];
    const dates = regionDates(holidayRegion, year, year, settings.holidayRegions);
    return dates.includes(date) ? [] : [`${date} is no holiday of ${holidayRegion}; remove it`];
  });
}

/** A company's page is for people: what is ours, or read by nobody, gets no link to it. */
function wrongPortal({ portal_contacts: contacts }: RowCells, { supportAddress }: CustomerSettings): string[] {
  return contacts.flatMap((address) => {
    if (address === supportAddress) return [`${address} is the desk's own address; give the customer's`];
    return isNoReply(address) ? [`${address} is read by nobody; give a person's`] : [];
  });
}

/** Without a region of its own, a customer has the desk's, and where it names no dates either, all that the desk closes on. */
function holidaysOf(
  { holiday_region: region, holidays }: RowCells,
  defaults: Settings['defaults'],
): Pick<Customer, 'holidayRegion' | 'holidays'> {
  if (region === NO_REGION) return { holidays };
  if (region !== '') return { holidayRegion: region, holidays };
  return {
    ...(defaults.holidayRegion !== undefined && { holidayRegion: defaults.holidayRegion }),
    holidays: holidays.length > 0 ? holidays : defaults.holidays,
  };
}

/** So many would be other opening hours; `shared/customer/terms.ts` refuses more within the years of a clock. */
const MOST_DATES = 300;

const datesCell = z
  .string()
  .transform(entries)
  .pipe(z.array(dateCell).max(MOST_DATES, `are more than ${MOST_DATES}; declare a calendar instead`));

/** So many see their company's page: each is a person whom it names, and more would be a mailing list. */
const MOST_PORTAL_CONTACTS = 20;

const portalCell = z
  .string()
  .transform(entries)
  .pipe(z.array(addressCell).max(MOST_PORTAL_CONTACTS, `are more than ${MOST_PORTAL_CONTACTS}; name fewer`))
  .transform((addresses) => [...new Set(addresses)]);

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
