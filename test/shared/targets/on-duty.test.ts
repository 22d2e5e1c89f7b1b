import ical, { ICalCalendarMethod } from 'ical-generator';
import { describe, expect, it } from 'vitest';
import { openCalendar } from '../../../shared/targets/calendar.ts';
import { isItsTurn, isOnDuty, listOf } from '../../../shared/targets/on-duty.ts';
import type { Turn } from '../../../shared/targets/stored-target.ts';
import { targetOf } from '../../support/told.ts';

type Given = { name: string; turn: Turn; calendar?: string | undefined; isFailing: boolean };

const one = (name: string, place: number, more: Partial<Turn & Given> = {}): Given => {
  const { calendar, isFailing = false, ...turn } = more;
  return { name, turn: { list: 'night', place, ...turn }, calendar, isFailing };
};
const whose = (list: Given[], at: string) => {
  const contacts = list.map(({ name, turn, calendar, isFailing }) => ({
    name,
    place: turn.place,
    isFailing,
    isOnDuty: isOnDuty(turn, at, calendar === undefined ? undefined : openCalendar(calendar)),
  }));
  return contacts.filter(({ name }) => isItsTurn(name, contacts)).map(({ name }) => name);
};

const DAY = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] } as Turn['hours'];
const NIGHT = { mon: [['17:00', '09:00']] } as Turn['hours'];
/** A Monday in Rome. */
const NOON = '2026-11-30T11:00:00.000Z';
const EVENING = '2026-11-30T20:00:00.000Z';
const SUNDAY = '2026-11-29T11:00:00.000Z';

describe('contacts in order', () => {
  it('are told in the order of their places: the first alone', () => {
    expect(whose([one('b', 2), one('a', 1)], NOON)).toEqual(['a']);
  });

  it('are passed on while the first is failing, which is tried itself all the same', () => {
    expect(whose([one('a', 1, { isFailing: true }), one('b', 2), one('c', 3)], NOON)).toEqual(['a', 'b']);
  });

  it('are on duty by a table of hours, in its zone', () => {
    const list = [
      one('day', 1, { hours: DAY, timeZone: 'Europe/Rome' }),
      one('night', 2, { hours: NIGHT, timeZone: 'Europe/Rome' }),
    ];
    expect(whose(list, NOON)).toEqual(['day']);
    expect(whose(list, EVENING)).toEqual(['night']);
    expect(whose(list, '2026-12-01T07:59:59.000Z')).toEqual(['night']);
    expect(whose(list, '2026-12-01T08:00:00.000Z')).toEqual(['day']);
  });

  it('are the last one when nobody is on duty: somebody always hears of it', () => {
    expect(whose([one('day', 1, { hours: DAY }), one('night', 2, { hours: NIGHT })], SUNDAY)).toEqual(['night']);
  });

  it('are a list of their own: whoever is on none is always told', () => {
    expect(isItsTurn('other', [])).toBe(true);
    const turn = { list: 'night', place: 1 };
    const targets = [
      targetOf('a', { turn }),
      targetOf('b', { turn: { ...turn, list: 'day' } }),
      targetOf('c'),
      targetOf('d', { turn, paused: NOON }),
    ];
    expect(listOf(targetOf('a', { turn }), targets).map(({ name }) => name)).toEqual(['a']);
    expect(listOf(targetOf('c'), targets)).toEqual([]);
  });
});

const rota = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//rota//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const shift = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one', 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT'];
const weekly = shift(
  'SUMMARY:Giulia',
  'DTSTART;TZID=Europe/Rome:20261005T180000',
  'DTEND;TZID=Europe/Rome:20261006T080000',
  'RRULE:FREQ=WEEKLY',
);
const runs = (text: string, at: string, title?: string) => openCalendar(text)({ at, title, timeZone: 'Europe/Rome' });

describe('a calendar', () => {
  it('has shifts of UTC, from their start and not to their end', () => {
    const text = rota(...shift('SUMMARY:Luca', 'DTSTART:20261130T080000Z', 'DTEND:20261130T160000Z'));
    expect(
      ['07:59:59', '08:00:00', '15:59:59', '16:00:00'].map((time) => runs(text, `2026-11-30T${time}.000Z`)),
    ).toEqual([false, true, true, false]);
  });

  it('has shifts that come again, in a zone whose name is known though the text does not explain it, across a clock change', () => {
    const text = rota(...weekly);
    expect(runs(text, '2026-10-19T16:00:00.000Z')).toBe(true);
    expect(runs(text, '2026-10-26T16:30:00.000Z')).toBe(false);
    expect(runs(text, '2026-10-26T17:00:00.000Z')).toBe(true);
    expect(runs(text, '2046-11-26T18:00:00.000Z')).toBe(true);
  });

  it('has exceptions: one that is left out, one that somebody else took, one that was moved here', () => {
    const text = rota(
      ...weekly.slice(0, -1),
      'EXDATE;TZID=Europe/Rome:20261109T180000',
      'END:VEVENT',
      ...shift(
        'SUMMARY:Luca',
        'RECURRENCE-ID;TZID=Europe/Rome:20261116T180000',
        'DTSTART;TZID=Europe/Rome:20261116T180000',
        'DTEND;TZID=Europe/Rome:20261117T080000',
      ),
      ...shift(
        'SUMMARY:Giulia',
        'RECURRENCE-ID;TZID=Europe/Rome:20261207T180000',
        'DTSTART;TZID=Europe/Rome:20261201T180000',
        'DTEND;TZID=Europe/Rome:20261202T080000',
      ),
    );
    expect(runs(text, '2026-11-09T20:00:00.000Z', 'giulia')).toBe(false);
    expect(runs(text, '2026-11-16T20:00:00.000Z', 'giulia')).toBe(false);
    expect(runs(text, '2026-11-16T20:00:00.000Z', 'LUCA')).toBe(true);
    expect(runs(text, '2026-12-01T20:00:00.000Z', 'giulia')).toBe(true);
    expect(runs(text, '2026-12-07T20:00:00.000Z', 'giulia')).toBe(false);
  });

  it('has one shift of a row to which somebody was invited alone', () => {
    const text = rota(...shift('RECURRENCE-ID:20261130T090000Z', 'DTSTART:20261130T090000Z', 'DTEND:20261130T120000Z'));
    expect(runs(text, NOON)).toBe(true);
    expect(runs(text, EVENING)).toBe(false);
  });

  it('has shifts that end in another zone than they begin, also in a row', () => {
    const shifts = ['DTSTART;TZID=Europe/Rome:20261130T090000', 'DTEND;TZID=America/New_York:20261130T090000'];
    for (const text of [rota(...shift(...shifts)), rota(...shift(...shifts, 'RRULE:FREQ=DAILY'))]) {
      expect(runs(text, '2026-11-30T13:59:59.000Z')).toBe(true);
      expect(runs(text, '2026-11-30T14:00:00.000Z')).toBe(false);
    }
    const later = rota(...shift(...shifts, 'RRULE:FREQ=DAILY'));
    expect(runs(later, '2026-12-09T13:59:59.000Z')).toBe(true);
    expect(runs(later, '2026-12-09T14:00:00.000Z')).toBe(false);
  });

  it('has shifts that end in another zone than they begin, where the text explains both', () => {
    const zone = (name: string, offset: string) => [
      'BEGIN:VTIMEZONE',
      `TZID:${name}`,
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      `TZOFFSETFROM:${offset}`,
      `TZOFFSETTO:${offset}`,
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const zones = [...zone('Europe/Rome', '+0100'), ...zone('America/New_York', '-0500')];
    const shifts = shift(
      'DTSTART;TZID=America/New_York:20261130T090000',
      'DTEND;TZID=Europe/Rome:20261130T200000',
      'RRULE:FREQ=DAILY',
    );
    const text = rota(...zones, ...shifts);
    expect(
      ['13:59:59', '14:00:00', '18:59:59', '19:00:00'].map((time) => runs(text, `2026-12-09T${time}.000Z`)),
    ).toEqual([false, true, true, false]);
  });

  it('is not known of a shift that has come again too often: its target is on duty', () => {
    const text = rota(...shift('DTSTART:20230101T000000Z', 'DTEND:20230101T010000Z', 'RRULE:FREQ=HOURLY'));
    // On a busy machine its time is over before.
    expect(() => runs(text, NOON)).toThrow(/comes again too often|timed out/);
  });

  it('has whole days, of the zone that was given', () => {
    const text = rota(...shift('SUMMARY:Luca', 'DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261201'));
    expect(runs(text, '2026-11-29T22:59:59.000Z')).toBe(false);
    expect(runs(text, '2026-11-29T23:00:00.000Z')).toBe(true);
    expect(runs(text, '2026-11-30T23:00:00.000Z')).toBe(false);
  });

  it('has nothing of what was cancelled', () => {
    expect(runs(rota(...shift('STATUS:CANCELLED', 'DTSTART:20261130T080000Z', 'DTEND:20261130T160000Z')), NOON)).toBe(
      false,
    );
  });

  it('is read as another library writes it', () => {
    const calendar = ical({ name: 'rota', method: ICalCalendarMethod.PUBLISH });
    calendar.createEvent({
      summary: 'On call: Giulia',
      start: new Date('2026-11-30T08:00:00Z'),
      end: new Date('2026-11-30T16:00:00Z'),
    });
    expect(runs(calendar.toString(), NOON, 'giulia')).toBe(true);
    expect(runs(calendar.toString(), EVENING, 'giulia')).toBe(false);
  });

  it.each(['', 'no calendar', '<html></html>', 'BEGIN:VEVENT\r\nEND:VEVENT'])('is none: %s', (text) => {
    expect(() => runs(text, NOON)).toThrow();
  });

  it('whose rule no day fits is tried once, for all who ask, and others that share the time with it have what is left', () => {
    const endless = rota(
      ...shift('DTSTART:20260101T000000Z', 'DTEND:20260101T010000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
    );
    const patience = { leftMs: 200 };
    const calendar = openCalendar(endless, patience);
    const ask = (title: string) => () => calendar({ at: NOON, title, timeZone: 'UTC' });
    expect(ask('Luca')).toThrow('timed out');
    const { leftMs } = patience;
    expect(leftMs).toBeLessThan(1);
    expect(ask('Giulia')).toThrow('timed out');
    expect(patience).toEqual({ leftMs });
    const other = openCalendar(rota(...weekly), patience);
    expect(() => other({ at: EVENING, timeZone: 'UTC' })).toThrow('have taken all the time');
  });

  it('says who is on duty', () => {
    const calendar = rota(...weekly);
    const list = [one('giulia', 1, { calendar, eventTitle: 'Giulia' }), one('lead', 2)];
    expect(whose(list, EVENING)).toEqual(['giulia']);
    expect(whose(list, NOON)).toEqual(['lead']);
  });
});
