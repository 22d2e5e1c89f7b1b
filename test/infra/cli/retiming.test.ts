import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../infra/cli/command.ts';
import { customersImport } from '../../../infra/cli/customers-import.ts';
import { recompute } from '../../../infra/cli/sla/recompute.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, rossi, waitingTicket } from '../../support/stories.ts';
import { connectionTo, testIo } from './io.ts';

const HEADER = 'id,name,contacts,plan,holiday_region,holidays,target_p3,clock_p3';

/** Imports one row about Rossi. */
async function importRossi(desk: MemoryDesk, row: string, ...options: string[]) {
  const { io, out, err } = testIo(`${HEADER}\nrossi,Rossi S.r.l.,rossi.example,${row}`);
  const status = await customersImport(['-', ...options], io, connectionTo(desk));
  return { status, out: out(), err: err() };
}

/** Runs `sla recompute`. */
async function recomputeOn(desk: MemoryDesk, ...args: string[]) {
  const { io, out, err } = testIo();
  const status = await recompute(args, io, connectionTo(desk));
  return { status, out: out(), err: err() };
}

/** A ticket of Rossi's that waits since Friday noon in Rome, for a P3. */
async function fridayNoon() {
  const desk = deskOf({ now: '2026-12-04T11:00:00.000Z' });
  return { desk, ticket: await waitingTicket(desk) };
}

describe('customers import --dry-run', () => {
  it('lists old and new deadlines of what would move, and writes nothing', async () => {
    const { desk, ticket } = await fridayNoon();
    const { out } = await importRossi(desk, 'premium,none,,,24x7', '--dry-run');
    expect(out).toBe(
      [
        '1 customers would be imported: 0 new, 1 replaced',
        '1 ticket would be re-timed',
        'TICKET      CUSTOMER      OLD DEADLINE                 NEW DEADLINE',
        `${ticket.id}  rossi     P3  Thu 2026-12-10 12:00 +01:00  Fri 2026-12-04 16:00 +01:00`,
        '',
      ].join('\n'),
    );
    expect(await desk.customers.list()).toEqual([rossi]);
    expect(await desk.tickets.get(ticket.id)).toEqual(ticket);
    expect([...desk.scheduled.keys()]).toEqual([`${ticket.id}.1`]);
  });

  it('warns of a stored region that adds nothing, in a row that does not change it', async () => {
    const desk = deskOf({ customers: [{ ...rossi, language: 'en', holidayRegion: 'IT-52-FI' }] });
    const { status, err } = await importRossi(desk, 'basic,IT-52-FI,2026-12-08,,', '--dry-run');
    expect(status).toBe(0);
    expect(err).toBe(
      'warning: the holiday region of customer rossi: IT-52-FI adds nothing to the holidays of IT; use IT\n',
    );
  });

  it('says nothing of tickets when none would move', async () => {
    const { desk } = await fridayNoon();
    const { out } = await importRossi(desk, 'basic,none,2026-12-08,,', '--dry-run');
    expect(out).toBe('1 customers would be imported: 0 new, 1 replaced\n');
  });
});

describe('customers import', () => {
  it('re-times what waits, registers the new timers, and reports', async () => {
    const { desk, ticket } = await fridayNoon();
    const { out } = await importRossi(desk, 'basic,IT,2026-12-07,,');
    expect(out).toContain('1 ticket re-timed\n');
    expect(out).toMatch(/Thu 2026-12-10 12:00 \+01:00 {2}Fri 2026-12-11 12:00 \+01:00\n$/);
    const moved = await desk.tickets.get(ticket.id);
    expect(moved?.clock.deadline).toBe('2026-12-11T11:00:00.000Z');
    expect([...desk.scheduled.keys()]).toEqual([`${ticket.id}.2`]);
  });

  it('writes nothing when timers cannot be set, though there are tickets to move', async () => {
    const { desk } = await fridayNoon();
    const { io } = testIo(`${HEADER}\nrossi,Rossi,rossi.example,premium,,,,`);
    const whole = async () => {
      throw new CommandError('no timers here');
    };
    await expect(
      customersImport(['-'], io, async () => ({ ...desk, time: async () => desk.now(), whole })),
    ).rejects.toThrow('no timers here');
    expect(await desk.customers.list()).toEqual([rossi]);
  });

  it('does not need them when no ticket waits', async () => {
    const desk = deskOf();
    const { io } = testIo(`${HEADER}\nrossi,Rossi,rossi.example,premium,,,,`);
    const whole = async () => {
      throw new CommandError('no timers here');
    };
    expect(await customersImport(['-'], io, async () => ({ ...desk, time: async () => desk.now(), whole }))).toBe(0);
  });

  it('that breaks off says that it can be repeated, and then goes on', async () => {
    const { desk, ticket } = await fridayNoon();
    desk.faults.add({ port: 'tickets.save', times: 1 });
    await expect(importRossi(desk, 'premium,none,,,')).rejects.toThrow(
      're-timing broke off: InternalServerError: The service is down. Run it again: it goes on where it was',
    );
    await importRossi(desk, 'premium,none,,,');
    expect([...desk.scheduled.keys()]).toEqual([`${ticket.id}.2`]);
  });
});

describe('sla recompute', () => {
  it('brings the waiting tickets of a zone up to date', async () => {
    const { desk, ticket } = await fridayNoon();
    await desk.customers.put({ ...rossi, holidays: [] });
    expect((await recomputeOn(desk, '--zone', 'America/Chicago')).out).toMatch(
      /^0 waiting in America\/Chicago; zone data/,
    );
    const preview = await recomputeOn(desk, '--zone', 'europe/rome', '--dry-run');
    expect(preview.out).toContain('1 ticket would be re-timed\n');
    expect(await desk.tickets.get(ticket.id)).toEqual(ticket);
    const { out } = await recomputeOn(desk, '--zone', 'Europe/Rome');
    expect(out).toContain('1 ticket re-timed\n');
    expect((await desk.tickets.get(ticket.id))?.clock.deadline).toBe('2026-12-09T11:00:00.000Z');
    expect((await recomputeOn(desk, '--all')).out).not.toContain('re-timed');
  });

  it('moves tickets whose region has other holidays since, shown first', async () => {
    // A table that was wrong had Columbus Day in Texas, which the state's law does not close.
    const texan = { ...rossi, timeZone: 'America/Chicago', holidayRegion: 'US-TX', holidays: [] };
    const wrong = { holidayRegions: { 'US-TX': { added: ['2026-10-12'] } } };
    const desk = deskOf({ now: '2026-10-09T17:00:00.000Z', customers: [texan], settings: wrong });
    const { id, clock } = await waitingTicket(desk);
    expect(clock.deadline).toBe('2026-10-15T17:00:00.000Z');

    const corrected = Object.assign(desk, { settings: { ...desk.settings, holidayRegions: {} } });
    const preview = await recomputeOn(corrected, '--all', '--dry-run');
    expect(preview.out).toMatch(/Thu 2026-10-15 12:00 -05:00 {2}Wed 2026-10-14 12:00 -05:00\n$/);
    expect((await desk.tickets.get(id))?.clock).toEqual(clock);

    await recomputeOn(corrected, '--all');
    const moved = await desk.tickets.get(id);
    expect(moved?.clock.deadline).toBe('2026-10-14T17:00:00.000Z');
    expect(moved?.terms.holidays).not.toContain('2026-10-12');
    expect(moved?.audit.at(-1)?.detail).toMatch(/^sla recompute, zone data \w+: deadline 2026-10-15T17:00:00.000Z to /);
  });

  it('warns of a stored region that adds nothing, and re-times by it all the same', async () => {
    const desk = deskOf({ now: '2026-12-04T11:00:00.000Z', customers: [{ ...rossi, holidayRegion: 'IT-52-FI' }] });
    const { clock } = await waitingTicket(desk);
    expect(clock.deadline).toBe('2026-12-10T11:00:00.000Z');
    await desk.customers.put({ ...rossi, holidayRegion: 'IT-52-FI', holidays: ['2026-12-07'] });
    const { out, err } = await recomputeOn(desk, '--all', '--dry-run');
    expect(out).toContain('1 ticket would be re-timed\n');
    expect(err).toBe(
      'warning: the holiday region of customer rossi: IT-52-FI adds nothing to the holidays of IT; use IT\n',
    );
  });

  it('leaves tickets whose terms do not hold, and says whose', async () => {
    const { desk } = await fridayNoon();
    await desk.customers.put({ ...rossi, calendar: 'moon' });
    const { out, err } = await recomputeOn(desk, '--all');
    expect(out).not.toContain('re-timed');
    expect(err).toMatch(/^warning: the terms of customer rossi do not hold: There is no calendar "moon"/);
  });

  it.each([[[]], [['--zone', 'Europe/Rome', '--all']]])('is told what: %j is not enough', async (args) => {
    await expect(recomputeOn(deskOf(), ...args)).rejects.toMatchObject({ status: 2 });
  });

  it('knows the zones of the time-zone database only', async () => {
    await expect(recomputeOn(deskOf(), '--zone', 'Europe/Roma')).rejects.toThrow('"Europe/Roma" is not a time zone');
  });
});
