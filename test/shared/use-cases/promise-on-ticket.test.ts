import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { HOLIDAY_YEARS } from '../../../shared/sla/holidays/holidays.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import type { Given } from '../../support/memory-desk.ts';
import { ada, deskOf, requestOf, rossi } from '../../support/stories.ts';

const italian = { ...rossi, holidays: [], holidayRegion: 'IT' };

/** The ticket of a request of Rossi's that comes at `now`, and its desk. */
async function opened(now: string, given: Given = {}) {
  const desk = deskOf({ now, customers: [italian], ...given });
  const { ticket } = await openTicket(desk, requestOf(desk));
  return { desk, ticket };
}

describe('a ticket says why it is due then', () => {
  it('with the holidays in between, by name', async () => {
    const { ticket } = await opened('2026-12-04T11:00:00.000Z');
    expect(ticket.clock.holidays).toEqual([{ date: '2026-12-08', name: 'Immaculate Conception' }]);
    expect(ticket.clock.why).toBe(
      'Basic, priority 3: 24 h of opening time on the calendar global in Europe/Rome; Tuesday 8 December (Immaculate Conception) is a holiday.',
    );
  });

  it('to the customer in their language, in one sentence of the acknowledgement', async () => {
    const { desk } = await opened('2026-12-04T11:00:00.000Z');
    expect(desk.sent[0]?.text).toContain(
      'Con il piano Basic rispondiamo alla priorità 3 entro 24 h, nelle ore in cui siamo aperti: da lunedì a venerdì, 9:00–17:00, ora di Roma; martedì 8 dicembre è un giorno festivo.',
    );
  });

  it('and that the quote says so', async () => {
    const customer = { ...italian, language: 'en' as const, targets: { 3: 5400 } };
    const { desk } = await opened('2026-12-04T11:00:00.000Z', { customers: [customer] });
    expect(desk.sent[0]?.text).toContain(
      'within 1 h 30 min, counted while we are open: Monday to Friday, 9:00–17:00, Rome time; as your quote says.',
    );
  });

  it('and when the clocks change', async () => {
    const { desk } = await opened('2026-10-23T13:00:00.000Z');
    expect(desk.sent[0]?.text).toContain("nel frattempo cambia l'ora.");
  });
});

describe("a clock that runs past the holiday table's last year", () => {
  const lastDays = `${HOLIDAY_YEARS.last}-12-30T08:00:00.000Z`;

  it('is no silent working day: a log line, a metric and a line in the audit trail', async () => {
    const { desk, ticket } = await opened(lastDays);
    const warning = `the holidays of IT in ${HOLIDAY_YEARS.last + 1} are not known: they count as working days`;
    expect(ticket.clock.warnings).toEqual([warning]);
    expect(ticket.audit).toContainEqual({ at: lastDays, by: 'desk', action: 'warned', detail: warning, version: 1 });
    expect(desk.counted.get(METRIC.holidaysUnknown)).toBe(1);
    expect(desk.lines).toContainEqual(expect.objectContaining({ level: 'warn', message: 'a deadline may be wrong' }));
  });

  it('warns also when a change of priority takes it there', async () => {
    const desk = deskOf({ now: `${HOLIDAY_YEARS.last}-12-29T08:00:00.000Z`, customers: [italian] });
    const { ticket } = await openTicket(desk, requestOf(desk, { priority: 1 }));
    expect(ticket.clock.warnings).toEqual([]);
    const at = desk.now().toISOString();
    const changed = await changePriority(desk, {
      ticketId: ticket.id,
      agent: ada,
      priority: 3,
      reason: 'no hurry',
      at,
    });
    expect(changed.clock.warnings).toHaveLength(1);
    expect(changed.audit.map(({ action }) => action)).toEqual(['opened', 'priority changed', 'warned']);
    expect(desk.counted.get(METRIC.holidaysUnknown)).toBe(1);
  });

  it('is none of the concern of a calendar that is open on holidays', async () => {
    const { ticket } = await opened(lastDays, { customers: [{ ...italian, calendar: '24x7' }] });
    expect(ticket.clock.warnings).toEqual([]);
  });
});

describe("an admin's calendar", () => {
  const shop = {
    name: 'shop',
    hours: { sat: [['09:00', '13:00'] as [string, string]] },
    closesOnHolidays: true,
    closures: [{ date: '2026-12-05', from: '09:00', to: '12:00' }],
  };

  it('runs the clock of a ticket, closures included', async () => {
    const { ticket } = await opened('2026-12-04T11:00:00.000Z', {
      customers: [{ ...italian, calendar: 'shop', targets: { 3: 7200 } }],
      settings: { calendars: [shop] },
    });
    expect(ticket.clock.openings.map(({ from }) => from)).toEqual([
      '2026-12-05T11:00:00.000Z',
      '2026-12-12T08:00:00.000Z',
    ]);
    expect(ticket.clock.deadline).toBe('2026-12-12T09:00:00.000Z');
  });

  it('that is no longer there costs no request: the desk falls back on its defaults and says so', async () => {
    const { desk, ticket } = await opened('2026-11-30T08:00:00.000Z', {
      customers: [{ ...italian, calendar: 'shop' }],
    });
    expect(ticket.clock).toMatchObject({ calendar: 'global', deadline: '2026-12-02T16:00:00.000Z' });
    expect(ticket.audit[1]).toMatchObject({
      action: 'warned',
      detail: expect.stringContaining('customer rossi do not hold'),
    });
    expect(desk.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});
