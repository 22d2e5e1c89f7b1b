import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { openingsPicture, type Used } from '../../../functions/online-desk/pages/openings-picture.ts';
import { shell } from '../../../functions/web/shell.ts';
import { Html } from '../../../shared/mail/templates/html.ts';
import { deadline, openings } from '../../../shared/sla/deadline.ts';
import { compile } from '../../../shared/sla/schedule.ts';
import { WEEKDAYS } from '../../../shared/sla/terms.ts';
import { type Case, cases } from '../../shared/sla/fixtures.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { linkTo, scene } from '../states/scene.ts';
import { openWindow, type Window } from '../support/window.ts';
import { endOf, exact, wrongIn } from './judge.ts';
import { type Line, readPictures } from './read-picture.ts';
import { walked, wallOf } from './walked.ts';

/** The picture of why an answer is due then, read back from the page: it shows what the clock counted, and nothing else. */

const CASES = (['edges', 'deadlines', 'elapsed'] as const).flatMap((file) => cases(file).filter(endsLater));
const DAY_MS = 86_400_000;
const LOOK = { language: 'en', width: 1280, colours: 'light' } as const;

let window: Window;
beforeAll(async () => {
  window = await openWindow();
});
afterAll(() => window?.close());

function endsLater({ start, end, deadline }: Case): boolean {
  return Date.parse(end ?? deadline ?? '') > Date.parse(start);
}

/** What the desk's clock used in a case. */
function usedIn(row: Case): Used {
  const [start, due] = [Date.parse(row.start), Date.parse(row.end ?? row.deadline ?? '')];
  const iso = (instant: number) => new Date(instant).toISOString();
  return {
    start: iso(start),
    deadline: iso(due),
    openings: openings(compile(row), start, due, Number.POSITIVE_INFINITY).map(({ from, to }) => ({
      ...{ from: iso(from), to: iso(to), seconds: (to - from) / 1000 },
    })),
    holidays: row.holidays.map((date) => ({ date, name: `the holiday ${date}` })),
    timeZone: row.timeZone,
  };
}

/** Shows pictures on a page of the desk, and reads them back. */
async function shownFor(all: readonly Used[]): Promise<Line[][]> {
  const desk = deskOf();
  const main = new Html(all.map((used) => openingsPicture(used, 'en').markup).join('\n'));
  const text = shell(desk.settings, { language: 'en', title: 'Pictures', main });
  const answer = {
    status: 200,
    text,
    location: '',
    cookies: [],
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
  const shown = { handler: createHandler(desk), answers: new Map([['/pictures', answer]]) };
  const make = async () => ({ shown, path: '/pictures' });
  const { page, complaints } = await window.open({ ...LOOK, state: { name: '', status: 200, says: () => '', make } });
  expect(complaints).toEqual([]);
  return readPictures(page);
}

describe('the picture of openings', () => {
  it('equals what the clock counted, in all cases that the clock itself is held to', async () => {
    const all = CASES.map(usedIn);
    const pictures = await shownFor(all);
    expect(pictures).toHaveLength(all.length);
    const wrong = all.flatMap((used, index) =>
      wrongIn(used, pictures[index] ?? []).map((what) => `${CASES[index]?.id} ${used.timeZone}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is due on the day that ends at midnight, whatever calendar ends there, also where that night has no midnight', async () => {
    const allDay: readonly (readonly [string, string])[] = [['00:00', '24:00']];
    const always = Object.fromEntries(WEEKDAYS.map((day) => [day, allDay]));
    const evenings = Object.fromEntries(WEEKDAYS.map((day) => [day, [['18:00', '24:00']] as const]));
    const ends = (timeZone: string, start: string, seconds: number, hours: Case['hours'], holidays: string[] = []) => {
      const schedule = compile({ timeZone, hours, holidays });
      const due = deadline(schedule, Date.parse(start), seconds * 1000);
      return usedIn({ id: '', timeZone, hours, holidays, start, seconds, deadline: new Date(due).toISOString() });
    };
    const all = [
      ends('Europe/Rome', '2026-11-30T22:30:00.000Z', 1_800, always),
      ends('Europe/Rome', '2026-11-30T10:00:00.000Z', 6 * 3_600, evenings, ['2026-12-01']),
      ends('Europe/Rome', '2026-11-28T10:00:00.000Z', 18 * 3_600, evenings),
      ends('America/New_York', '2026-12-01T04:00:00.000Z', 3_600, always),
      // Clocks go on from 24:00 to 1:00, and from 24:00 to the day after next.
      ends('Asia/Beirut', '2026-03-28T21:00:00.000Z', 3_600, always),
      ends('Pacific/Apia', '2011-12-30T09:00:00.000Z', 3_600, always),
    ];
    expect(all.map(({ deadline, timeZone }) => endOf(Date.parse(deadline), timeZone).minute)).toEqual(
      all.map(() => 1_440),
    );
    const pictures = await shownFor(all);
    const wrong = all.flatMap((used, index) => wrongIn(used, pictures[index] ?? []));
    expect(wrong).toEqual([]);
    expect(pictures.map((lines) => lines.length)).toEqual([1, 1, 3, 1, 1, 1]);
  });

  it('is seen with clocks that change, at night and around the clock', () => {
    const shift = (instant: string, timeZone: string) =>
      wallOf(Date.parse(instant), timeZone).minute * 60_000 - (Date.parse(instant) % DAY_MS);
    const changing = CASES.map(usedIn).filter(({ start, deadline, timeZone }) => {
      const turn = (shift(deadline, timeZone) - shift(start, timeZone)) % DAY_MS;
      return turn !== 0;
    });
    expect(changing.length).toBeGreaterThan(20);
    expect(CASES.filter(({ hours }) => isAlways(hours)).length).toBeGreaterThan(5);
  });

  it('is that of the ticket, on its page', async () => {
    const desk = deskOf({ now: '2026-12-04T15:30:00.000Z' });
    const ticket = await waitingTicket(desk, { priority: 1 });
    const make = async () => scene(desk, await linkTo(desk, ticket.id, 'en'));
    const { page } = await window.open({ ...LOOK, state: { name: '', status: 200, says: () => ticket.subject, make } });
    const [lines = []] = await readPictures(page);
    const { clock } = ticket;
    expect(clock.openings.length).toBeGreaterThan(1);
    const bars = lines.flatMap((line) => line.bars);
    expect(bars.map((bar) => exact({ day: '', ...bar }))).toEqual(
      walked(clock).map((bar) => exact({ ...bar, day: '' })),
    );
  });
});

function isAlways(hours: Case['hours']): boolean {
  return Object.values(hours).filter((day) => JSON.stringify(day) === '[["00:00","24:00"]]').length === 7;
}
