import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../../shared/customer/customer.ts';
import { describeError } from '../../../../shared/customer/import/import.ts';
import { importCustomers } from '../../../../shared/customer/import/import-customers.ts';

const settings = {
  supportAddress: 'help@desk.example',
  defaults: {
    plan: 'basic' as const,
    priority: 3 as const,
    calendar: 'global',
    timeZone: 'Europe/Rome',
    language: 'it' as const,
    holidays: ['2026-12-25'],
  },
};

const ACME = {
  id: 'acme',
  name: 'Acme',
  contacts: 'acme.example',
  plan: 'premium',
  calendar: '',
  time_zone: '',
  language: '',
  holidays: '',
};

/** What an admin sees of a file: the customers, or the errors as text. */
function read(text: string, existing: Customer[] = []): Customer[] | string[] {
  const result = importCustomers(text, { existing, settings });
  return result.ok ? result.records : result.errors.map(describeError);
}

/** A file with a row for each of `changes` to a customer that is right; the first row is line 2. */
function rows(...changes: Partial<typeof ACME>[]): string {
  const quoted = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [Object.keys(ACME), ...changes.map((change) => Object.values({ ...ACME, ...change }))].map(quoted).join('\n');
}

function customer(change: Partial<Customer>): Customer {
  const open = { calendar: 'global', timeZone: 'Europe/Rome', holidays: ['2026-12-25'] };
  return {
    id: 'acme',
    name: 'Acme',
    contacts: ['acme.example'],
    plan: 'premium',
    ...open,
    holidays: ['2026-12-25'],
    ...change,
  };
}

describe('a file of customers', () => {
  it('gives customers with everything it says', () => {
    const text = rows({
      contacts: 'Acme.example, anna@studio.example; BOB@studio.example',
      calendar: 'North-America',
      time_zone: 'america/new_york',
      language: 'EN',
      holidays: '2026-11-26 2026-12-25',
    });
    expect(read(text)).toEqual([
      customer({
        contacts: ['acme.example', 'anna@studio.example', 'bob@studio.example'],
        calendar: 'north-america',
        timeZone: 'America/New_York',
        language: 'en',
        holidays: ['2026-11-26', '2026-12-25'],
      }),
    ]);
  });

  it("leaves open fields to the desk's defaults, whether their cell is empty or their column is not there", () => {
    expect(read(rows({}))).toEqual([customer({})]);
    expect(read('id,name,contacts,plan\nacme,Acme,acme.example,premium')).toEqual([customer({})]);
  });

  it('is read as Italian Excel writes it: a BOM, semicolons, CRLF, free headers, rows of nothing', () => {
    const text = '\uFEFFID;Name;Contacts;Plan;Time Zone\r\nacme;Acme;acme.example;Premium;Europe/Rome\r\n;;;;\r\n';
    expect(read(text)).toEqual([customer({})]);
  });

  it('puts a name with newlines on one line', () => {
    expect(read(rows({ name: 'Acme\nS.p.A.' }))).toEqual([customer({ name: 'Acme S.p.A.' })]);
  });

  it('keeps domains in ASCII, as mail carries them', () => {
    expect(read(rows({ contacts: '@Caffè.example' }))).toEqual([customer({ contacts: ['xn--caff-8oa.example'] })]);
  });
});

describe('a file with errors', () => {
  it('is refused with all errors of all rows, each with its line', () => {
    const text = rows(
      { plan: 'gold', calendar: 'lunar', language: 'fr' },
      { id: 'Beta S.r.l.', name: 'Beta\nSrl', contacts: 'beta.example' },
      { id: 'gamma', name: '', contacts: 'gamma', time_zone: 'Rome', holidays: '25/12/2026 2026-02-30' },
    );
    expect(read(text)).toEqual([
      'line 2, plan: "gold" is no plan; use basic or premium',
      'line 2, calendar: "lunar" is no calendar; use global, north-america, 24x5 or 24x7',
      'line 2, language: "fr" is no language of ours; use en or it',
      'line 3, id: "Beta S.r.l." is no id; use 1 to 40 of a-z, 0-9 and -',
      'line 5, name: is empty; give a name',
      'line 5, contacts: "gamma" is neither an address nor a domain; write acme.example',
      'line 5, time_zone: "Rome" is no time zone; use Europe/Rome',
      'line 5, holidays: "25/12/2026" is no date; use 2026-12-25',
      'line 5, holidays: "2026-02-30" is no date; use one like 2026-12-25',
    ]);
  });

  it.each(['+01:00', 'Europe/Atlantis', 'CEST'])('has no time zone %s', (zone) => {
    expect(read(rows({ time_zone: zone }))).toEqual([
      `line 2, time_zone: "${zone}" is no time zone; use one like Europe/Rome`,
    ]);
  });

  it('names the plan as the one thing that has no default', () => {
    expect(read(rows({ plan: '' }))).toEqual(['line 2, plan: nothing is no plan; use basic or premium']);
  });

  it('counts lines as an editor does, quoted newlines with CRLF included', () => {
    const text = 'id,name,contacts,plan\r\na,"A\r\nB",a.example,basic\r\n\r\nb,B,b.example,gold\r\n';
    expect(read(text)).toEqual(['line 5, plan: "gold" is no plan; use basic or premium']);
  });

  it('shows nothing that could steer a terminal', () => {
    expect(read(rows({ plan: '\u001b[2Jgold' }))).toEqual([
      'line 2, plan: " [2jgold" is no plan; use basic or premium',
    ]);
  });
});

describe('contacts', () => {
  it('of a public mail provider are single people, never a company', () => {
    expect(read(rows({ contacts: 'anna@gmail.com libero.it @outlook.com' }))).toEqual([
      'line 2, contacts: libero.it is a public mail domain, which strangers share; list the single addresses',
      'line 2, contacts: outlook.com is a public mail domain, which strangers share; list the single addresses',
    ]);
  });

  it('are no contacts when they are not whole', () => {
    expect(read(rows({ contacts: 'anna@ ex.example/x 10.0.0.1 -a.example' }))).toEqual([
      'line 2, contacts: "anna@" is no mail address; write it as anna@acme.example',
      'line 2, contacts: "ex.example/x" is neither an address nor a domain; write acme.example',
      'line 2, contacts: "10.0.0.1" is neither an address nor a domain; write acme.example',
      'line 2, contacts: "-a.example" is neither an address nor a domain; write acme.example',
    ]);
  });

  it('are there: a customer without one would never be found', () => {
    expect(read(rows({ contacts: ' ;' }))).toEqual(['line 2, contacts: is empty; give an address or a domain']);
  });

  it('and ids are unique in the file, also beside other errors', () => {
    expect(read(rows({}, { plan: 'gold', contacts: 'other.example ACME.example' }))).toEqual([
      'line 3, plan: "gold" is no plan; use basic or premium',
      'line 3, id: "acme" is on line 2 already; keep one',
      'line 3, contacts: "acme.example" is on line 2 already; keep one',
    ]);
  });

  it('of another customer of the desk stay there, unless the file lists that customer too', () => {
    const old = customer({ id: 'acme-old' });
    expect(read(rows({}), [old])).toEqual([
      'line 2, contacts: acme.example belongs to customer acme-old; list acme-old too, without it',
    ]);
    expect(read(rows({}, { id: 'acme-old', contacts: 'old.example' }), [old])).toHaveLength(2);
    expect(read(rows({ name: 'New name' }), [customer({})])).toEqual([customer({ name: 'New name' })]);
  });

  it("are never the desk's own address", () => {
    expect(read(rows({ contacts: 'help@desk.example' }))).toEqual([
      "line 2, contacts: help@desk.example is the desk's own address; give the customer's",
    ]);
  });
});

describe('a file that is no table of customers', () => {
  const QUOTE = ['target', 'clock']
    .flatMap((kind) => [1, 2, 3, 4].map((priority) => `${kind}_p${priority}`))
    .join(', ');
  const ALL = `id, name, contacts, plan, calendar, time_zone, language, holiday_region, holidays, not_holidays, portal_contacts, ${QUOTE}`;

  it.each(['', '\uFEFF', '\r\n\r\n', ';;;\n'])('is empty: %j', (text) => {
    expect(read(text)).toEqual([`line 1: the file is empty; it starts with ${ALL}`]);
  });

  it('has a header and nothing below', () => {
    expect(read(rows())).toEqual(['line 1: there are no rows below the header']);
  });

  it('misses columns, has unknown ones, and has one twice', () => {
    expect(read('id,name,plann,id\nacme,Acme,basic,acme')).toEqual([
      'line 1, contacts: this column is missing from the header',
      'line 1, plan: this column is missing from the header',
      `line 1, "plann": there is no such column; use ${ALL}`,
      'line 1, id: this column is there twice',
    ]);
  });

  it('has a row with more cells than columns, as when the contacts hold an unquoted comma', () => {
    expect(read('id,name,plan,contacts\nacme,Acme,basic,a.example,b.example')).toEqual([
      'line 2: a cell stands below no column; the header has 4. Quote cells that hold the delimiter',
    ]);
  });

  it('has a quote that never closes, or one inside a cell', () => {
    expect(read('id,name,contacts,plan\nacme,"Acme,acme.example,basic\nb,B,b.example,basic\n')).toEqual([
      'line 2: a quote opens here and never closes; add the closing "',
    ]);
    expect(read('id,name,contacts,plan\nacme,Ac"me,acme.example,basic\n')).toEqual([
      'line 2: a quote stands inside a cell; quote the whole cell and write "" for each quote in it',
    ]);
  });
});
