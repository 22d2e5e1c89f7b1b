import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { openingsPicture, type Used } from '../../../functions/web/openings-picture.ts';
import { shell } from '../../../functions/web/shell.ts';
import { Html } from '../../../shared/mail/templates/html.ts';
import { openings } from '../../../shared/sla/deadline.ts';
import { compile } from '../../../shared/sla/schedule.ts';
import { type Case, cases } from '../../shared/sla/fixtures.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { linkTo, scene } from '../states/scene.ts';
import { openWindow, type Window } from '../support/window.ts';
import { exact, wrongIn } from './judge.ts';
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
  const answer = { status: 200, text, location: '', headers: { 'content-type': 'text/html; charset=utf-8' } };
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
