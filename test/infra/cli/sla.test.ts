import { describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { cases } from '../../shared/sla/fixtures.ts';
import { testIo } from './io.ts';

const ROME = ['--time-zone', 'Europe/Rome'];
const OFFICE = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] };

/** Runs `desk sla ...` in this process. */
async function sla(args: string[], stdin = '') {
  const { io, out, err } = testIo(stdin);
  const status = await run(['sla', ...args], io);
  return { status, out: out(), err: err() };
}

/** Runs a batch on these rows; a text is a line as it is. */
async function batch(name: 'deadline' | 'elapsed', rows: unknown[]) {
  const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  const { status, out } = await sla([name], `${lines.join('\n')}\n`);
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { status, answers };
}

describe('sla explain', () => {
  const question = ['explain', '--plan', 'basic', '--priority', '3', '--from', '2026-12-04T12:00', ...ROME];

  it('shows opening by opening how the promise comes about, with holidays by name and the levels', async () => {
    expect(await sla([...question, '--holidays', 'IT'])).toEqual({
      status: 0,
      err: '',
      out: `Basic, priority 3: 24 h of opening time on the calendar global in Europe/Rome; Tuesday 8 December (Immaculate Conception) is a holiday.

received   Fri 2026-12-04 12:00 +01:00   2026-12-04T11:00:00.000Z

OPEN FROM                    TO                              FOR  TOTAL
Fri 2026-12-04 12:00 +01:00  Fri 2026-12-04 17:00 +01:00     5 h  5 h
Mon 2026-12-07 09:00 +01:00  Mon 2026-12-07 17:00 +01:00     8 h  13 h
Tue 2026-12-08               holiday: Immaculate Conception
Wed 2026-12-09 09:00 +01:00  Wed 2026-12-09 17:00 +01:00     8 h  21 h
Thu 2026-12-10 09:00 +01:00  Thu 2026-12-10 12:00 +01:00     3 h  24 h

answer by  Thu 2026-12-10 12:00 +01:00   2026-12-10T11:00:00.000Z

LEVEL     AT
warning   75 %   Wed 2026-12-09 14:00 +01:00  2026-12-09T13:00:00.000Z
breach    100 %  Thu 2026-12-10 12:00 +01:00  2026-12-10T11:00:00.000Z
critical  150 %  Fri 2026-12-11 16:00 +01:00  2026-12-11T15:00:00.000Z
`,
    });
  });

  it('gives the same as JSON', async () => {
    const { out } = await sla([...question, '--holidays', 'IT', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      plan: 'basic',
      priority: 3,
      targetSeconds: 86_400,
      start: '2026-12-04T11:00:00.000Z',
      deadline: '2026-12-10T11:00:00.000Z',
      holidays: [{ date: '2026-12-08', name: 'Immaculate Conception' }],
      levels: [
        { name: 'warning', share: 0.75 },
        { name: 'breach' },
        { name: 'critical', at: '2026-12-11T15:00:00.000Z' },
      ],
      openings: [{ total: 18_000 }, { total: 46_800 }, { total: 75_600 }, { seconds: 10_800, total: 86_400 }],
    });
  });

  it('takes dates and regions together', async () => {
    const { out } = await sla([...question, '--holidays', '2026-12-07,IT']);
    expect(out).toContain('Monday 7 December and Tuesday 8 December (Immaculate Conception) are holidays');
    expect(out).toMatch(/Mon 2026-12-07 +holiday\n/);
  });

  it('takes what a quote says instead of the page', async () => {
    const { out } = await sla([...question, '--target', '5400', '--clock', '24x7']);
    expect(out).toContain('1 h 30 min of opening time on the calendar 24x7');
    expect(out).toContain('answer by  Fri 2026-12-04 13:30');
  });

  it('takes the first of two equal local times, and says so', async () => {
    const { out, err } = await sla([
      'explain',
      '--plan',
      'premium',
      '--priority',
      '1',
      '--from',
      '2026-10-25T02:45',
      ...ROME,
    ]);
    expect(out).toContain('answer by  Sun 2026-10-25 02:15 +01:00   2026-10-25T01:15:00.000Z');
    expect(err).toContain('comes twice in Europe/Rome; this is the first, the other is Sun 2026-10-25 02:45 +01:00');
  });

  it('starts now and with the defaults of the desk when nothing is said', async () => {
    const before = Date.now();
    const { out } = await sla(['explain', '--json']);
    const { start, plan, priority } = JSON.parse(out);
    expect([plan, priority]).toEqual(['basic', 3]);
    expect(Date.parse(start)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(start)).toBeLessThanOrEqual(Date.now());
  });

  it('warns when the clock runs past the years whose holidays are known', async () => {
    const { status, err } = await sla(['explain', '--from', '2099-12-24T12:00', ...ROME, '--holidays', 'IT']);
    expect(status).toBe(0);
    expect(err).toMatch(/warning: the holidays of IT are known for \d{4} to \d{4} only; 2099 counts without/);
  });

  it.each([
    [['--from', '2026-03-29T02:30', ...ROME], 'does not exist in Europe/Rome'],
    [['--from', 'yesterday'], '"yesterday" is not an instant'],
    [['--from', '2026-02-30T12:00'], '"2026-02-30" is not a date'],
    [['--priority', '5'], '--priority 5: use 1, 2, 3, 4'],
    [['--plan', 'gold'], '--plan gold: use basic or premium'],
    [['--time-zone', 'Rome'], '"Rome" is not a time zone'],
    [['--calendar', 'shop'], 'There is no calendar "shop"'],
    [['--holidays', 'IT-XX'], 'There is no holiday region "IT-XX"'],
    [['--holidays', '2026-13-01'], '"2026-13-01" is not a date'],
    [['--target', '0'], 'must be more than 0 seconds'],
    [['--frob'], "Unknown option '--frob'"],
  ])('refuses %j', async (args, complaint) => {
    expect(await sla(['explain', ...args])).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining(complaint),
    });
  });
});

describe('sla deadline', () => {
  it('answers the shared cases, in order', async () => {
    const rows = cases('deadlines');
    const { status, answers } = await batch('deadline', rows);
    expect(answers).toEqual(rows.map(({ id, deadline }) => ({ id, deadline })));
    expect(status).toBe(0);
  });

  it('answers what was sold', async () => {
    const sold = { start: '2026-12-04T11:00:00Z', plan: 'basic', priority: 3, timeZone: 'Europe/Rome' };
    const { answers } = await batch('deadline', [
      { ...sold, id: 1, holidays: 'IT' },
      { ...sold, id: 'dates', holidays: ['2026-12-08'] },
      { ...sold, id: 'none' },
      { ...sold, id: 'texas', calendar: 'north-america', timeZone: 'America/Chicago', holidays: 'US-TX' },
      { ...sold, plan: 'premium', priority: 1 },
    ]);
    expect(answers).toEqual([
      { id: 1, deadline: '2026-12-10T11:00:00Z' },
      { id: 'dates', deadline: '2026-12-10T11:00:00Z' },
      { id: 'none', deadline: '2026-12-09T11:00:00Z' },
      { id: 'texas', deadline: '2026-12-08T20:00:00Z' },
      { deadline: '2026-12-04T11:30:00Z' },
    ]);
  });

  it('answers a wrong line by its fault, goes on, and ends with 1', async () => {
    const good = {
      id: 'good',
      start: '2026-03-02T09:00:00Z',
      seconds: 60,
      hours: OFFICE,
      timeZone: 'UTC',
      holidays: [],
    };
    const { status, answers } = await batch('deadline', [
      'garbage',
      '',
      [],
      { ...good, id: 'local', start: '2026-03-02T09:00:00' },
      { ...good, id: 'week', hours: {} },
      { ...good, id: 'day', hours: { monday: [['09:00', '17:00']] } },
      { ...good, id: 'target', seconds: -5 },
      { ...good, id: 'far', seconds: 1e12 },
      { ...good, id: 'zone', timeZone: 'Mars' },
      { id: 'sold', start: good.start, plan: 'basic', priority: 9 },
      good,
    ]);
    expect(status).toBe(1);
    expect(answers).toEqual([
      { id: null, error: 'not JSON' },
      { id: null, error: expect.stringContaining('expected object') },
      { id: 'local', error: expect.stringContaining('is not an instant') },
      { id: 'week', error: expect.stringContaining('never open') },
      { id: 'day', error: expect.stringContaining('monday') },
      { id: 'target', error: expect.stringContaining('seconds: ') },
      { id: 'far', error: expect.stringContaining('not reached within 100 years') },
      { id: 'zone', error: expect.stringContaining('"Mars" is not a time zone') },
      { id: 'sold', error: 'priority: expected 1, 2, 3 or 4' },
      { id: 'good', deadline: '2026-03-02T09:01:00Z' },
    ]);
  });

  it('warns in the line when the years of a region are not known', async () => {
    const { answers } = await batch('deadline', [
      { start: '2099-06-01T09:00:00Z', plan: 'basic', priority: 1, holidays: 'IT' },
    ]);
    expect(answers[0].warning).toContain('2099 counts without');
  });
});

describe('sla elapsed', () => {
  it('answers the shared cases, in order', async () => {
    const rows = cases('elapsed');
    const { status, answers } = await batch('elapsed', rows);
    expect(answers).toEqual(rows.map(({ id, seconds }) => ({ id, seconds })));
    expect(status).toBe(0);
  });

  it('answers 0 when reversed, and a wrong line by its fault', async () => {
    const row = {
      start: '2026-03-03T09:00:00Z',
      end: '2026-03-02T09:00:00Z',
      hours: OFFICE,
      timeZone: 'UTC',
      holidays: [],
    };
    const { status, answers } = await batch('elapsed', [row, { ...row, end: undefined }]);
    expect(answers).toEqual([{ seconds: 0 }, { id: null, error: expect.stringContaining('end: ') }]);
    expect(status).toBe(1);
  });
});

describe('sla calendar', () => {
  const lines = async (...args: string[]) => {
    const { out } = await sla(['calendar', ...ROME, '--from', '2026', '--to', '2026', ...args]);
    return out.split('\r\n');
  };

  it('has each opening as instants, and none on a holiday', async () => {
    const feed = await lines('--calendar', 'global', '--region', 'IT');
    // 261 days from Monday to Friday, 7 holidays among them.
    expect(feed[0]).toBe('BEGIN:VCALENDAR');
    expect(feed).toContain('DTSTART:20261207T080000Z');
    expect(feed).toContain('DTEND:20260701T150000Z');
    expect(feed).not.toContain('DTSTART:20261208T080000Z');
    expect(feed.filter((line) => line.startsWith('SUMMARY:Support is open'))).toHaveLength(261 - 7);
  });

  it('has each holiday as a day', async () => {
    const feed = await lines('--calendar', 'global', '--region', 'IT,2026-12-24');
    expect(feed).toContain('DTSTART;VALUE=DATE:20261208');
    expect(feed).toContain('SUMMARY:Support is closed: Immaculate Conception');
    expect(feed).toContain('DTSTART;VALUE=DATE:20261224');
    expect(feed).not.toContain('DTSTART;VALUE=DATE:20271208');
  });

  it('is one long opening around the clock', async () => {
    const feed = await lines('--calendar', '24x7', '--region', 'IT');
    expect(feed.filter((line) => line.startsWith('DT'))).toEqual([
      expect.stringMatching(/^DTSTAMP:/),
      'DTSTART:20251231T230000Z',
      'DTEND:20261231T230000Z',
    ]);
  });

  it('refuses years that are none', async () => {
    expect(await sla(['calendar', '--from', 'soon'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('"soon" is not a year'),
    });
    expect(await sla(['calendar', '--from', '2027', '--to', '2026'])).toMatchObject({ status: 2 });
  });
});

describe('sla', () => {
  it.each([['--help'], ['explain', '--help']])('%s prints its help', async (...args) => {
    expect(await sla(args)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Usage: npm run --silent desk -- sla/),
    });
  });

  it('knows no other command', async () => {
    expect(await sla(['frob'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('there is no command "sla frob"'),
    });
  });
});
