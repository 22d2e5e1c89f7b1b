import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../../shared/customer/customer.ts';
import { describeError } from '../../../../shared/customer/import/import.ts';
import { importCustomers } from '../../../../shared/customer/import/import-customers.ts';
import type { Settings } from '../../../../shared/settings.ts';

const defaults: Settings['defaults'] = {
  plan: 'basic',
  priority: 3,
  calendar: 'global',
  timeZone: 'Europe/Rome',
  language: 'it',
  holidayRegion: 'IT',
  holidays: ['2026-12-24'],
};
const shop = { name: 'shop', hours: { sat: [['09:00', '13:00'] as [string, string]] }, closesOnHolidays: true };
const settings = {
  supportAddress: 'help@desk.example',
  defaults,
  calendars: [shop],
};

/** What the desk has, where it matters to the case. */
type Given = { existing?: Customer[] } & Partial<Pick<Settings, 'defaults' | 'holidayRegions'>>;

/** What an admin sees of a file: its only customer, or the errors as text. */
function read(text: string, format: 'csv' | 'yaml' = 'csv', { existing = [], ...changed }: Given = {}) {
  const result = importCustomers(text, { existing, settings: { ...settings, ...changed }, format });
  return result.ok ? result.records[0] : result.errors.map(describeError);
}

/** A row of a CSV file that has these cells beside what every customer has. */
function row(cells: Record<string, string>, given: Given = {}) {
  const all = { id: 'acme', name: 'Acme', contacts: 'acme.example', plan: 'premium', ...cells };
  return read(`${Object.keys(all).join(',')}\n${Object.values(all).join(',')}`, 'csv', given);
}

describe('a quote', () => {
  it.each([
    ['2h', 7200],
    ['30min', 1800],
    ['1h30', 5400],
    ['1 h 30 min', 5400],
    ['90m', 5400],
    ['1.5h', 5400],
    ['1000h', 3_600_000],
  ])('sets a target by %s', (text, seconds) => {
    expect(row({ target_p1: text })).toMatchObject({ targets: { 1: seconds } });
  });

  it.each([
    ['2', 'is no length of time'],
    ['two hours', 'is no length of time'],
    ['1h75', 'is no length of time'],
    ['-1h', 'is no length of time'],
    ['0h', 'is no time at all'],
    ['1001h', 'is too long'],
  ])('sets no target by %s', (text, wrong) => {
    expect(row({ target_p2: text })).toEqual([
      `line 2, target_p2: "${text}" ${wrong}; use one like 2h, 30min or 1h30, up to 1000h`,
    ]);
  });

  it("sets the clock of a priority, on the page's calendars or the admin's", () => {
    expect(row({ clock_p3: '24X7', clock_p4: 'shop' })).toMatchObject({ clocks: { 3: '24x7', 4: 'shop' } });
    expect(row({ clock_p3: 'moon' })).toEqual([
      'line 2, clock_p3: "moon" is no calendar; use global, north-america, 24x5, 24x7 or shop',
    ]);
  });

  it('says nothing where its cells are empty', () => {
    expect(row({ target_p1: '', clock_p1: '' })).not.toMatchObject({ targets: expect.anything() });
  });
});

describe('the holidays of a customer', () => {
  it("are the desk's when the file says nothing of them", () => {
    expect(row({})).toMatchObject({ holidayRegion: 'IT', holidays: ['2026-12-24'] });
  });

  it('are those of a region, in the spelling of the table, and nothing of the desk', () => {
    expect(row({ holiday_region: 'it-bz' })).toMatchObject({ holidayRegion: 'IT-32', holidays: [] });
  });

  it('may be dates alone', () => {
    const customer = row({ holiday_region: 'none', holidays: '2026-12-25' });
    expect(customer).toMatchObject({ holidays: ['2026-12-25'] });
    expect(customer).not.toHaveProperty('holidayRegion');
  });

  it('can be taken away', () => {
    expect(row({ not_holidays: '2026-08-15 2026-12-26' })).toMatchObject({ workdays: ['2026-08-15', '2026-12-26'] });
    expect(row({ holidays: '2026-08-14', not_holidays: '2026-08-14' })).toEqual([
      'line 2, not_holidays: 2026-08-14 is among the holidays too; keep one',
    ]);
  });

  it('cannot be taken away where there is none: it is the date that is mistyped', () => {
    expect(row({ holiday_region: 'US', not_holidays: '2026-08-15 2026-07-03 2040-08-15' })).toEqual([
      'line 2, not_holidays: 2026-08-15 is no holiday of US; remove it',
    ]);
    expect(row({ holiday_region: 'none', not_holidays: '2026-08-15' })).toEqual([
      'line 2, not_holidays: 2026-08-15 is no holiday anyway; remove it',
    ]);
  });

  it('belong to a region that the table has; the error names those that are near', () => {
    expect(row({ holiday_region: 'IT-XX' })).toEqual([
      expect.stringMatching(/^line 2, holiday_region: There is no holiday region "IT-XX"; there are IT, /),
    ]);
  });
});

describe('a holiday region that adds nothing to the one around it', () => {
  const refusal = 'line 2, holiday_region: IT-52-FI adds nothing to the holidays of IT; use IT';

  it('is refused in a new row, with the nearest that does', () => {
    expect(row({ holiday_region: 'it-fi' })).toEqual([refusal]);
    expect(row({ holiday_region: 'US-LA-NO' })).toEqual([
      'line 2, holiday_region: US-LA-NO adds nothing to the holidays of US-LA; use US-LA',
    ]);
    expect(row({ holiday_region: 'IT-MI' })).toMatchObject({ holidayRegion: 'IT-25-MI' });
  });

  it('is refused with whatever else is wrong in the row', () => {
    expect(row({ holiday_region: 'IT-52-FI', not_holidays: '2026-08-14' })).toEqual([
      'line 2, not_holidays: 2026-08-14 is no holiday of IT-52-FI; remove it',
      refusal,
    ]);
  });

  it('is taken where the admin made it add something', () => {
    const holidayRegions = { 'IT-52-FI': { added: ['2026-06-24'] } };
    expect(row({ holiday_region: 'IT-52-FI' }, { holidayRegions })).toMatchObject({ holidayRegion: 'IT-52-FI' });
  });

  it('is taken in a row that says what is stored, and refused in one that changes it', () => {
    const stored = row({ holiday_region: 'IT' }) as Customer;
    const existing = [{ ...stored, holidayRegion: 'IT-52-FI' }];
    expect(row({ holiday_region: 'IT-52-FI' }, { existing })).toEqual(existing[0]);
    expect(row({ holiday_region: 'IT-52-FI', name: 'Acme S.p.A.' }, { existing })).toEqual([refusal]);
  });

  it("is taken as the desk's own, of which the row says nothing", () => {
    const changed = { defaults: { ...defaults, holidayRegion: 'IT-52-FI' } };
    expect(row({}, changed)).toMatchObject({ holidayRegion: 'IT-52-FI' });
  });
});

describe('a YAML file', () => {
  it('says the same as a CSV file, with lists and nested quotes', () => {
    const text = `
# Our customers
customers:
  - id: acme
    name: "Acme: S.p.A."
    contacts: [acme.example, anna@studio.example]
    plan: premium
    time_zone: America/Chicago
    language: en
    holiday_region: US-TX
    holidays: [2026-11-27]
    targets: { p1: 15min, 2: 1h30 }
    clocks:
      p3: 24x7
`;
    expect(read(text, 'yaml')).toEqual({
      id: 'acme',
      name: 'Acme: S.p.A.',
      contacts: ['acme.example', 'anna@studio.example'],
      plan: 'premium',
      calendar: 'global',
      timeZone: 'America/Chicago',
      language: 'en',
      holidayRegion: 'US-TX',
      holidays: ['2026-11-27'],
      targets: { 1: 900, 2: 5400 },
      clocks: { 3: '24x7' },
    });
  });

  it('has its errors on the lines where they are, all of them', () => {
    const text = `- id: a
  name: A
  contacts: a.example
  plan: gold
- id: b
  name:
  contacts: [b.example, a.example]
  plan: basic
  colour: red
  targets:
    p1: soon
    p5: 1h
- only a text
- name: {first: C}
`;
    expect((read(text, 'yaml') as string[]).map((error) => error.split('; use')[0])).toEqual([
      'line 4, plan: "gold" is no plan',
      'line 6, name: is empty; give a name',
      'line 7, contacts: "a.example" is on line 3 already; keep one',
      'line 9, "colour": there is no such field',
      'line 11, target_p1: "soon" is no length of time',
      'line 12, "target_p5": there is no such field',
      expect.stringContaining('line 13: this is no mapping; write id, name'),
      'line 14, "name_first": there is no such field',
      'line 14, id: nothing is no id',
      'line 14, name: is empty; give a name',
      'line 14, contacts: is empty; give an address or a domain',
      'line 14, plan: nothing is no plan',
    ]);
  });

  it.each(['', 'customers:', 'a text', '{}'])('is a list: %j is none', (text) => {
    expect(read(text, 'yaml')).toEqual([expect.stringContaining('line 1: the file is no list')]);
  });

  it('that cannot be parsed says where', () => {
    expect(read('- id: a\n  name: [A\n  plan: basic\n', 'yaml')).toEqual([expect.stringMatching(/^line [34]: /)]);
    expect(read('- id: a\n  id: b\n', 'yaml')).toEqual(['line 2: Map keys must be unique']);
  });

  it('keeps what it says as it was written', () => {
    const text = '- { id: 007, name: no, contacts: [a.example], plan: basic }';
    expect(read(text, 'yaml')).toMatchObject({ id: '007', name: 'no' });
  });
});
