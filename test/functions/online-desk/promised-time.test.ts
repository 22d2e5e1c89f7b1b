import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import { formatInstant } from '../../../shared/mail/templates/format-time.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, rossi, ticketsOf } from '../../support/stories.ts';
import { type Answer, visit } from '../../support/visit.ts';

/** What a page promises about time, and to whom: never another time than the desk keeps. */

const FORM = { name: 'Anna', email: 'anna@rossi.example', subject: 'The door', text: 'It is shut.', priority: '2' };

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const browser = () => visit(createHandler(desk));
const token = () =>
  renderToken('a signing key for tests only', new Date(desk.machineNow().getTime() - 60_000).toISOString());
const file = (language: string, more = {}) =>
  browser().post(`/desk/new?lang=${language}`, { ...FORM, token: token(), ...more });

/** A page's text as it is read. */
const readIn = ({ text }: Answer) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe.each(LANGUAGES)('the page after a form, in %s', (language) => {
  const { sent } = deskWords(language);

  it.each([
    ['later', { timeZone: 'America/New_York', holidays: [] }],
    // At seven in Rome it is three in Tokyo.
    ['earlier', { timeZone: 'Asia/Tokyo', holidays: [] }, '2026-11-30T06:00:00.000Z'],
    ['earlier', { plan: 'premium' as const }],
  ])(
    'says whose time it shows, and that the contract’s, here %s, is in the email',
    async (which, terms, now?: string) => {
      desk = deskOf({ customers: [{ ...rossi, ...terms }], ...(now !== undefined && { now }) });
      const page = await browser().get((await file(language, { priority: '1' })).location);
      const [shown = ''] = /(?<=<time datetime=")[^"]+/.exec(page.text) ?? [];
      const [ticket] = await ticketsOf(desk);
      const kept = ticket?.clock.deadline ?? '';
      expect(kept > shown ? 'later' : 'earlier').toBe(which);
      for (const words of [sent.by, sent.byNote]) expect(readIn(page)).toContain(words);
      const mail = desk.sent.find(({ recipient }) => recipient === FORM.email);
      expect(mail?.text).toContain(formatInstant(kept, ticket?.clock.timeZone ?? '', ticket?.language ?? language));
    },
  );

  it('is the same for what is held, by status, address and title; says what is so, and not why', async () => {
    const held = await file(language, { website: 'buy' });
    const taken = await file(language);
    const shape = ({ status, location }: Answer) => [status, location.replaceAll(/[0-9a-z]{8,}/g, 'x')];
    expect(shape(held)).toEqual(shape(taken));
    const [page, other] = [await browser().get(held.location), await browser().get(taken.location)];
    const title = ({ text }: Answer) => /<title>.*?<\/title>/.exec(text)?.[0];
    expect([page.status, title(page)]).toEqual([other.status, title(other)]);
    expect(readIn(page)).toContain(sent.held(desk.settings.supportAddress));
    expect(readIn(page)).not.toMatch(/T-[0-9A-Z]{8}/);
    expect(page.text).not.toContain('<time');
    expect(readIn(page)).not.toMatch(/spam|bot\b|robot/i);
  });

  it('says number and time as soon as what was held is let out', async () => {
    const { location } = await file(language, { website: 'buy' });
    const { entries } = await desk.quarantine.list({ state: 'held', limit: 1 });
    desk.pass(600);
    const receive = () => Promise.reject(new Error('it is no mail'));
    await release(desk, entries[0]?.id ?? '', { by: 'agent:ada', receive });
    const [ticket] = await ticketsOf(desk);
    const page = await browser().get(location);
    for (const words of [ticket?.id ?? '', sent.by]) expect(readIn(page)).toContain(words);
  });

  it('and the form says what its times are before it is sent', async () => {
    const { file: words } = deskWords(language);
    expect(readIn(await browser().get(`/desk/new?lang=${language}`))).toContain(words.priorityHint('Basic'));
    desk.pass(12 * 3_600);
    const closed = readIn(await browser().get(`/desk/new?lang=${language}`));
    expect(closed).toContain(words.urgentWhenClosed('').slice(0, 60));
  });
});

describe.each(LANGUAGES)('the plans on the home page, in %s', (language) => {
  const { home } = deskWords(language);

  it('say which times of Premium run day and night, and which in working hours alone', async () => {
    const { text } = await browser().get(`/desk?lang=${language}`);
    const [basic = '', premium = ''] = text.split('<article class="card plan">').slice(1);
    const rows = premium
      .split('<tr>')
      .slice(1, 5)
      .map((row) => [home.dayAndNight, home.workingHours].filter((words) => row.split('</tr>')[0]?.includes(words)));
    expect(rows).toEqual([[home.dayAndNight], [home.dayAndNight], [home.workingHours], [home.workingHours]]);
    // All of Basic's run alike, as its hours say.
    expect(basic.slice(0, basic.indexOf('</article>'))).not.toMatch(
      new RegExp(`${home.dayAndNight}|${home.workingHours}`),
    );
  });

  it('say until when the desk is open as people say it', async () => {
    const { text } = await browser().get(`/desk?lang=${language}&zone=Europe/Rome`);
    expect(text).toMatch(/until Mon 30 Nov, 17:00|fino a lun 30 nov, 17:00/);
  });
});
