import { describe, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import { keepFact } from '../../../shared/report/keep-fact.ts';
import type { Fact } from '../../../shared/ticket/fact.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, rossi, waitingTicket } from '../../support/stories.ts';
import { browserOf, strangerOf } from './signed-in.ts';

const words = consoleWords('en').report;
const teamOf = () => deskOf({ agents: [{ ...ada, role: 'lead' }, bruno] });
const page = async (desk: MemoryDesk, query = '') =>
  (await browserOf(desk).get(`/console/reports?lang=en${query}`)).text;
const PATHS = ['', '/figures.csv', '/tickets.csv'].map((each) => `/console/reports${each}`);

/** A desk with a P1 that waits since nine. */
async function deskWithOne() {
  const desk = teamOf();
  const ticket = await waitingTicket(desk, { priority: 1 });
  await keepFact(desk, { after: ticket });
  return { desk, ticket };
}

describe('who may look', () => {
  it.each(PATHS)('%s is for leads and admins, and says so in the language of others', async (path) => {
    const { desk } = await deskWithOne();
    expect((await browserOf(desk).get(path)).status).toBe(200);
    for (const language of LANGUAGES) {
      const refused = await browserOf(desk, 'bruno').get(`${path}?lang=${language}`);
      expect(refused.status).toBe(403);
      expect(refused.text).toContain(consoleWords(language).lead.onlyLeads.title);
    }
    expect((await strangerOf(desk).get(path)).status).toBe(303);
  });

  it('who leads has the link in the head, and nobody else', async () => {
    const { desk } = await deskWithOne();
    expect((await browserOf(desk).get('/console')).text).toContain('href="/console/reports"');
    expect((await browserOf(desk, 'bruno').get('/console')).text).not.toContain('href="/console/reports"');
  });
});

describe('the page', () => {
  it.each(PATHS.concat('/console/reports/customers/rossi'))(
    '%s of what is no month is refused, and says so',
    async (path) => {
      const { desk } = await deskWithOne();
      for (const asked of ['2026-13', '2026-1', '<b>', '']) {
        const answer = await browserOf(desk).get(`${path}?lang=en&month=${encodeURIComponent(asked)}`);
        expect(answer.status).toBe(422);
        expect(answer.text).toContain(words.noMonth(asked.replace('<', '&lt;').replace('>', '&gt;')));
      }
    },
  );

  it('is of the month that it is, or that is asked for', async () => {
    const { desk } = await deskWithOne();
    for (const query of ['', '&month=2026-11'])
      expect(await page(desk, query)).toContain(words.lead('November 2026', 'Europe/Rome'));
    const october = await page(desk, '&month=2026-10');
    expect(october).toContain(words.empty);
    expect(october).toContain('/console/reports?month=2026-11');
    expect(await page(desk)).not.toContain(words.later);
  });

  it('counts what is late by now, and names customers, agents and who is none any more', async () => {
    const { desk } = await deskWithOne();
    expect(await page(desk)).toContain(words.kept.none);
    desk.pass(3 * 60 * 60);
    const [fact] = (await desk.facts.ofDay('2026-11-30')).facts;
    await desk.facts.put({ ...(fact as Fact), ticket: 'T-11111111', agent: 'carla', outcome: 'met', seconds: 5_400 });
    await desk.customers.put({ ...rossi, name: 'Rossi <b>&</b>' });
    const text = await page(desk);
    for (const part of [
      words.kept.of(1, 2),
      '>50 %<',
      '1 h 30 min',
      'Rossi &lt;b&gt;&amp;&lt;/b&gt;',
      'carla (left the team)',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('style=');
  });

  it('says of which tickets nothing can be read', async () => {
    const { desk } = await deskWithOne();
    const { ofDay } = desk.facts;
    desk.facts.ofDay = async (day) => ({
      ...(await ofDay(day)),
      unreadable: day === '2026-11-02' ? ['T-00000000'] : [],
    });
    expect(await page(desk)).toContain(words.unreadable('T-00000000').split(':')[0]);
  });

  it('asks to try again when the table is down', async () => {
    const { desk } = await deskWithOne();
    desk.faults.add({ port: 'facts.ofDay' });
    expect((await browserOf(desk).get('/console/reports')).status).toBe(503);
  });
});

describe('a customer’s own report', () => {
  const path = '/console/reports/customers/rossi?month=2026-11&lang=en';

  it('is of that customer alone, in their language and times, with what was missed by number and no name of anybody', async () => {
    const { desk, ticket } = await deskWithOne();
    const [fact] = (await desk.facts.ofDay('2026-11-30')).facts;
    await desk.facts.put({ ...(fact as Fact), ticket: 'T-11111111', customer: 'other', outcome: 'missed' });
    desk.pass(3 * 60 * 60);
    const { text } = await browserOf(desk).get(path);
    const { sheet } = consoleWords('it').report;
    for (const part of [sheet.title('Rossi S.r.l.'), sheet.notYet, ticket.id, 'lang="it"', 'data-print'])
      expect(text).toContain(part);
    for (const part of ['T-11111111', 'Anna', 'anna@', 'door does not open']) expect(text).not.toContain(part);
  });

  it('is a 404 of one who is none, and for leads alone', async () => {
    const { desk } = await deskWithOne();
    expect((await browserOf(desk).get('/console/reports/customers/nobody')).status).toBe(404);
    expect((await browserOf(desk, 'bruno').get(path)).status).toBe(403);
  });

  it('says so where nothing came in that month', async () => {
    const { desk } = await deskWithOne();
    const { text } = await browserOf(desk).get('/console/reports/customers/rossi?month=2026-10');
    expect(text).toContain(consoleWords('it').report.empty);
  });
});

describe('sending a customer’s own report', () => {
  const LAURA = 'laura@rossi.example';
  const send = (desk: MemoryDesk, to: string) =>
    browserOf(desk).post('/console/reports/customers/rossi/send?lang=en', { month: '2026-11', to });
  const deskWithContact = async () => {
    const { desk, ticket } = await deskWithOne();
    await desk.customers.put({ ...rossi, portal: { contacts: ['luigi@rossi.example', LAURA] } });
    desk.pass(3 * 60 * 60);
    return { desk, ticket };
  };

  it('mails a contact whom the record names, in the company’s language, with what was missed by number and a link', async () => {
    const { desk, ticket } = await deskWithContact();
    const answer = await send(desk, LAURA);
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/console\/reports\/customers\/rossi\?month=2026-11&sent=[0-9a-z]{16}$/);
    expect((await browserOf(desk).get(`${answer.location}&lang=en`)).text).toContain(words.sheet.send.done(LAURA));
    expect(desk.sent).toMatchObject([
      { recipient: LAURA, subject: 'Prime risposte in novembre 2026', automatic: true, tags: { purpose: 'link' } },
    ]);
    for (const part of ['0 di 1 (0 %)', ticket.id, 'https://desk.example/desk/c/'])
      expect(desk.sent[0]?.text).toContain(part);
    expect(desk.sent[0]?.text).not.toMatch(/Anna|anna@|door does not open/);
  });

  it.each(['2026-13', ''])('sends nothing of what is no month: “%s”', async (month) => {
    const { desk } = await deskWithContact();
    const to = '/console/reports/customers/rossi/send?lang=en';
    expect(await browserOf(desk).post(to, { month, to: LAURA })).toMatchObject({ status: 422 });
    expect(desk.sent).toEqual([]);
  });

  it('says that it was sent only of what was, to whom, and to who sent it', async () => {
    const { desk } = await deskWithContact();
    await desk.agents.put({ ...bruno, role: 'lead' });
    const { location = '' } = await send(desk, LAURA);
    const [, word = ''] = location.split('sent=');
    const isSaid = async (query: string, agent?: string) =>
      (await browserOf(desk, agent).get(`/console/reports/customers/rossi?lang=en&${query}`)).text.includes(
        'role="status"',
      );
    expect(await isSaid(`month=2026-11&sent=${word}`)).toBe(true);
    for (const query of ['sent=0', 'sent=1', 'sent=', `sent=${'0'.repeat(16)}`, `month=2026-10&sent=${word}`])
      expect(await isSaid(query), query).toBe(false);
    expect(await isSaid(`month=2026-11&sent=${word}`, 'bruno')).toBe(false);
    await desk.customers.put({ ...rossi, portal: { contacts: ['luigi@rossi.example'] } });
    expect(await isSaid(`month=2026-11&sent=${word}`)).toBe(false);
  });

  it('mails nobody else, nor another customer’s contact, and says why', async () => {
    const { desk } = await deskWithContact();
    await desk.customers.put({ ...rossi, id: 'galli', contacts: [LAURA] });
    for (const to of ['anna@rossi.example', LAURA, '', '<b>']) {
      const { status, text } = await send(desk, to);
      expect([status, text.includes('<b>')]).toEqual([422, false]);
      if (to === LAURA) expect(text).toContain(words.sheet.notSent.notNamed(to));
    }
    expect(desk.sent).toEqual([]);
    expect((await browserOf(desk, 'bruno').post('/console/reports/customers/rossi/send', { to: LAURA })).status).toBe(
      403,
    );
  });

  it('says what the mail service said, and stops after five a day', async () => {
    const { desk } = await deskWithContact();
    desk.faults.add({ port: 'mailer.send', times: 1 });
    expect((await send(desk, LAURA)).text).toContain(words.sheet.notSent.busy(LAURA));
    const refusal = { outcome: 'refused', what: 'recipient', reason: 'no such address' } as const;
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: refusal });
    expect((await send(desk, LAURA)).text).toContain(words.sheet.notSent.refused(LAURA));
    for (let time = 0; time < 3; time += 1) expect((await send(desk, LAURA)).status).toBe(303);
    expect((await send(desk, LAURA)).text).toContain(words.sheet.notSent.often(LAURA));
    expect(desk.sent).toHaveLength(3);
  });

  it('offers nothing where the record names nobody', async () => {
    const { desk } = await deskWithOne();
    expect((await browserOf(desk).get('/console/reports/customers/rossi?lang=en')).text).toContain(
      words.sheet.send.nobody,
    );
  });
});

describe('the files', () => {
  it('are CSV under a name of their own: figures by all that they are told apart by, and a line a ticket', async () => {
    const { desk, ticket } = await deskWithOne();
    const figures = await browserOf(desk).get('/console/reports/figures.csv?month=2026-11');
    expect(figures.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="first-responses-2026-11.csv"',
    });
    for (const row of ['all,,1,', 'month,2026-11,1,', 'customer,rossi,1,', 'hour,09,1,'])
      expect(figures.text).toContain(`\r\n${row}`);
    const tickets = await browserOf(desk).get('/console/reports/tickets.csv?month=2026-11');
    expect(tickets.text.split('\r\n')[1]).toMatch(new RegExp(`^${ticket.id},2026-11-30T08:00:00.000Z,`));
  });

  it('that are too large for a page lead to the command line', async () => {
    const { desk } = await deskWithOne();
    const [fact] = (await desk.facts.ofDay('2026-11-30')).facts;
    const facts = Array.from({ length: 30_000 }, () => ({ ...(fact as Fact), door: 'x'.repeat(200) }));
    desk.facts.ofDay = async (day) => ({ facts: day === '2026-11-30' ? facts : [], unreadable: [] });
    const answer = await browserOf(desk).get('/console/reports/tickets.csv?month=2026-11&lang=en');
    expect(answer.status).toBe(413);
    expect(answer.text).toContain(words.download.tooLarge);
  });
});
