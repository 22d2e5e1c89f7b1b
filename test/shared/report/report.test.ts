import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsCsv, reportCsv, toCsv } from '../../../shared/report/csv.ts';
import { loadFacts } from '../../../shared/report/load-report.ts';
import { monthAfter, monthOf, monthsUpTo, utcDays } from '../../../shared/report/months.ts';
import { nearestRank } from '../../../shared/report/nearest-rank.ts';
import { DIMENSIONS, reportOf } from '../../../shared/report/report.ts';
import type { Fact } from '../../../shared/ticket/fact.ts';
import { memoryFacts } from '../../support/memory-facts.ts';
import { deskOf } from '../../support/stories.ts';

const ROME = 'Europe/Rome';
const AT = '2026-12-15T12:00:00.000Z';
const numbers = Array.from({ length: 200 }, (_, index) => `T-${index}`);
const fact = (change: Partial<Fact> = {}): Fact => ({
  ticket: numbers.shift() ?? '',
  v: 1,
  opened: '2026-11-10T08:00:00.000Z',
  due: '2026-11-10T10:00:00.000Z',
  outcome: 'met',
  target: 7_200,
  priority: 1,
  plan: 'basic',
  channel: 'email',
  ...change,
});
const november = (facts: Fact[], by = DIMENSIONS) =>
  reportOf(facts, { months: [monthOf('2026-11', ROME)], timeZone: ROME, by, at: AT });

describe('a month', () => {
  it.each([
    ['2026-11', ROME, '2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z'],
    ['2026-10', ROME, '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['2026-12', 'America/New_York', '2026-12-01T05:00:00.000Z', '2027-01-01T05:00:00.000Z'],
    ['2026-12', 'Pacific/Kiritimati', '2026-11-30T10:00:00.000Z', '2026-12-31T10:00:00.000Z'],
  ])('%s in %s is from %s to %s', (month, zone, from, to) => {
    expect(monthOf(month, zone)).toEqual({ month, from, to });
  });

  it('has a month before it, over the year’s end too, and the UTC days that it lies in', () => {
    expect([monthAfter('2027-01', -1), monthAfter('2026-12', 1)]).toEqual(['2026-12', '2027-01']);
    expect(monthsUpTo('2027-01', 3, ROME).map(({ month }) => month)).toEqual(['2026-11', '2026-12', '2027-01']);
    const days = utcDays(monthOf('2026-11', ROME));
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-31', '2026-11-30', 31]);
    expect(utcDays({ from: '2026-12-01T00:00:00.000Z', to: '2026-12-02T00:00:00.000Z' })).toEqual(['2026-12-01']);
  });
});

describe('the time to the first response', () => {
  it('is by nearest rank: a value that was there, that so many do not exceed', () => {
    expect(nearestRank([], 0.5)).toBeUndefined();
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.constantFrom(0.01, 0.5, 0.9, 1), (values, share) => {
        const sorted = values.toSorted((a, b) => a - b);
        const found = nearestRank(sorted, share) ?? -1;
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length);
        expect(values.filter((value) => value < found).length).toBeLessThan(share * values.length);
      }),
      { seed: 15 },
    );
  });
});

describe('a report', () => {
  it('counts by the desk’s month, and reads the UTC days around it', async () => {
    const store = memoryFacts();
    for (const opened of [
      '2026-10-31T22:59:59.999Z',
      '2026-10-31T23:00:00.000Z',
      '2026-11-30T22:59:59.999Z',
      '2026-11-30T23:00:00.000Z',
    ])
      await store.put(fact({ opened }));
    const { settings } = deskOf();
    const { facts } = await loadFacts(
      { facts: store, settings, now: () => new Date(AT) },
      { month: '2026-11', months: 1 },
    );
    expect(facts.map(({ opened }) => opened)).toEqual(['2026-10-31T23:00:00.000Z', '2026-11-30T22:59:59.999Z']);
    expect(november(facts).all.tickets).toBe(2);
  });

  it('counts what waits past its deadline as missed, what was cancelled apart, and what was disputed beside', () => {
    const { all } = november([
      fact(),
      fact({ outcome: 'open' }),
      fact({ outcome: 'open', due: AT }),
      fact({ outcome: 'cancelled', cancelled: 'spam' }),
      fact({ outcome: 'missed', disputed: true, reopened: true, satisfaction: 'bad' }),
    ]);
    expect(all).toEqual({
      tickets: 5,
      met: 1,
      missed: 2,
      open: 1,
      cancelled: 1,
      disputed: 1,
      reopened: 1,
      satisfied: 0,
      unsatisfied: 1,
    });
  });

  it('tells its figures apart: what has no ticket is there with none, and what has no name is null', () => {
    const { by } = november([
      fact({ seconds: 60, customer: 'rossi', agent: 'ada' }),
      fact({ seconds: 600, customer: 'rossi', outcome: 'missed', priority: 4, opened: '2026-11-10T23:30:00.000Z' }),
      fact({ door: 'sales@support.example' }),
    ]);
    expect(by.plan?.map(({ key, tickets }) => [key, tickets])).toEqual([
      ['basic', 3],
      ['premium', 0],
    ]);
    expect(by.priority?.map(({ key, met, missed }) => [key, met, missed])).toEqual([
      ['1', 2, 0],
      ['2', 0, 0],
      ['3', 0, 0],
      ['4', 0, 1],
    ]);
    expect(by.customer).toMatchObject([
      { key: 'rossi', tickets: 2, median: 60, p90: 600 },
      { key: null, tickets: 1 },
    ]);
    expect(by.agent?.map(({ key }) => key)).toEqual([null, 'ada']);
    expect(by.door?.map(({ key }) => key)).toEqual([null, 'sales@support.example']);
    expect(by.hour?.filter(({ tickets }) => tickets > 0).map(({ key, tickets }) => [key, tickets])).toEqual([
      ['00', 1],
      ['09', 2],
    ]);
    expect(by.month?.map(({ key, tickets }) => [key, tickets])).toEqual([['2026-11', 3]]);
  });

  it('is the same whatever order its facts come in', () => {
    const facts = Array.from({ length: 40 }, (_, index) =>
      fact({ customer: `c${index % 5}`, seconds: (index * 7_919) % 600, agent: index % 3 ? 'ada' : undefined } as Fact),
    );
    expect(november(facts.toReversed())).toEqual(november(facts));
  });
});

describe('as CSV', () => {
  it('quotes as RFC 4180 has it, and lets no spreadsheet run what somebody wrote', () => {
    expect(toCsv([['a', 'b "c"', 'd,e', 'f\ng', 1, null, undefined]])).toBe('a,"b ""c""","d,e","f\ng",1,,\r\n');
    for (const bad of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x'])
      expect(
        toCsv([[bad]])
          .replace(/^"/, '')
          .startsWith("'"),
      ).toBe(true);
  });

  it('has a row for all, one a group, and one a ticket in order of time', () => {
    const facts = [
      fact({ ticket: 'T-B', opened: '2026-11-11T08:00:00.000Z', outcome: 'open', due: '2026-11-11T10:00:00.000Z' }),
      fact({ ticket: 'T-A', seconds: 60, customer: 'rossi', responded: '2026-11-10T08:01:00.000Z', disputed: true }),
    ];
    expect(reportCsv(november(facts, ['plan'] as never)).split('\r\n')).toEqual([
      'by,key,tickets,met,missed,open,cancelled,disputed,reopened,satisfied,unsatisfied,median,p90',
      'all,,2,1,1,0,0,1,0,0,0,60,60',
      'plan,basic,2,1,1,0,0,1,0,0,0,60,60',
      'plan,premium,0,0,0,0,0,0,0,0,0,,',
      '',
    ]);
    expect(factsCsv(facts, AT).split('\r\n')).toEqual([
      'ticket,opened,due,responded,outcome,cancelled,seconds,target,priority,plan,customer,agent,channel,door,disputed,reopened,satisfaction',
      'T-A,2026-11-10T08:00:00.000Z,2026-11-10T10:00:00.000Z,2026-11-10T08:01:00.000Z,met,,60,7200,1,basic,rossi,,email,,yes,,',
      'T-B,2026-11-11T08:00:00.000Z,2026-11-11T10:00:00.000Z,,missed,,,7200,1,basic,,,email,,,,',
      '',
    ]);
  });
});
