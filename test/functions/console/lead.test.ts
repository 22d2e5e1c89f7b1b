import { describe, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { MANY_HELD, QUEUE_NAMES } from '../../../shared/alarms.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { localDay } from '../../../shared/use-cases/lead/day.ts';
import { answersBy, breachesOf } from '../../../shared/use-cases/lead/today.ts';
import { isOf, waitingBy } from '../../../shared/use-cases/lead/waiting.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, waitingTicket } from '../../support/stories.ts';
import { browserOf, strangerOf } from './signed-in.ts';

const words = consoleWords('en').lead;
const lead = { ...ada, role: 'lead' as const };

/** A desk on which Ada leads. */
const teamOf = (given: Parameters<typeof deskOf>[0] = {}) => deskOf({ agents: [lead, bruno], ...given });
const page = async (desk: MemoryDesk) => (await browserOf(desk).get('/console/lead?lang=en')).text;
const answer = (desk: MemoryDesk, ticketId: string) =>
  respond(desk, {
    ticketId,
    agent: bruno,
    source: `answer:${ticketId}`,
    text: 'It is open.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });

describe('who may look', () => {
  it.each(['/console/lead', '/console/lead/waiting'])(
    '%s is for leads and admins, and says so in the language of others',
    async (path) => {
      const desk = teamOf();
      await desk.agents.put({ ...bruno, role: 'admin' });
      for (const agent of ['ada', 'bruno']) expect((await browserOf(desk, agent).get(path)).status).toBe(200);
      await desk.agents.put({ ...bruno, role: 'agent' });
      for (const language of LANGUAGES) {
        const refused = await browserOf(desk, 'bruno').get(`${path}?lang=${language}`);
        expect(refused.status).toBe(403);
        expect(refused.text).toContain(consoleWords(language).lead.onlyLeads.title);
        expect(refused.text).not.toContain('href="/console/lead"');
      }
      expect((await strangerOf(desk).get(path)).status).toBe(303);
    },
  );

  it('who leads has the link in the head, and nobody else', async () => {
    const desk = teamOf();
    expect((await browserOf(desk).get('/console')).text).toContain('href="/console/lead"');
    expect((await browserOf(desk, 'bruno').get('/console')).text).not.toContain('href="/console/lead"');
  });

  it('the rows make the browser load the page again for who is signed out, or leads no more', async () => {
    const desk = teamOf();
    expect((await strangerOf(desk).get('/console/lead/rows')).status).toBe(401);
    expect((await browserOf(desk, 'bruno').get('/console/lead/rows')).status).toBe(401);
  });
});

describe('the rows', () => {
  it('are a 304 while nothing changes, however time passes, and other rows once something does', async () => {
    const desk = teamOf();
    await waitingTicket(desk);
    const first = await browserOf(desk).get('/console/lead/rows');
    const tag = first.headers.etag ?? '';
    const again = () => browserOf(desk).send('GET', '/console/lead/rows', { 'if-none-match': tag });
    desk.pass(60);
    expect(await again()).toMatchObject({ status: 304, text: '' });
    await waitingTicket(desk, { source: 'mail:two' });
    expect((await again()).status).toBe(200);
  });
});

describe('who wrote again', () => {
  it('after a first answer waits for us, and is a line below who waits, though nobody else does', async () => {
    const desk = teamOf();
    const { id } = await waitingTicket(desk);
    desk.pass(60);
    await answer(desk, id);
    expect(await page(desk)).not.toContain(words.waiting.wroteAgain('1', true));
    desk.pass(60);
    const again = `From: anna@rossi.example\nTo: ${desk.sent[0]?.replyTo}\nSubject: Re: it\n\nStill broken.`;
    await receiveMail(desk, arrives(desk, again));
    const text = await page(desk);
    expect(text).toContain(words.waiting.wroteAgain('1', true));
    expect(text).toContain(words.waiting.empty);
  });
});

describe('who waits', () => {
  const card = (change: Partial<Card>) => ({ id: 'T-1', state: 'waiting', ...change }) as Card;
  const { settings } = deskOf();

  it('is counted by agent and level; a removed agent’s tickets, and levels of before, are in sight', () => {
    const cards = [
      card({}),
      card({ assignee: 'ada', escalation: 'breach' }),
      card({ assignee: 'gone', escalation: 'old' }),
    ];
    expect(waitingBy(cards, [ada, bruno], settings)).toEqual({
      levels: ['', 'warning', 'breach', 'critical', 'old'],
      rows: [
        { agent: '', isGone: false, counts: [1, 0, 0, 0, 0] },
        { agent: 'ada', isGone: false, counts: [0, 0, 1, 0, 0] },
        { agent: 'bruno', isGone: false, counts: [0, 0, 0, 0, 0] },
        { agent: 'gone', isGone: true, counts: [0, 0, 0, 0, 1] },
      ],
    });
    expect(cards.map((each) => isOf(each, { agent: 'ada' }))).toEqual([false, true, false]);
    expect(cards.map((each) => isOf(each, { level: '' }))).toEqual([true, false, false]);
  });

  it('leads from each figure to its tickets, whichever address they came to', async () => {
    const desk = teamOf({ settings: { addresses: [{ address: 'sales@support.example' }] } });
    const { id } = await waitingTicket(desk, { door: { name: 'sales@support.example', defaults: {} } });
    const { id: other } = await waitingTicket(desk, { source: 'mail:two' });
    await assign(desk, { ticketId: other, agent: ada, to: 'bruno', at: desk.now().toISOString() });
    const text = await page(desk);
    for (const path of ['agent=&amp;level=', 'agent=bruno&amp;level=', 'agent=bruno"'])
      expect(text).toContain(`/console/lead/waiting?${path}`);
    const listed = async (query: string) => (await browserOf(desk).get(`/console/lead/waiting?${query}`)).text;
    expect(await listed('agent=&level=')).toContain(`/console/t/${id}`);
    expect(await listed('agent=&level=')).not.toContain(other);
    expect(await listed('agent=bruno')).toContain(`/console/t/${other}`);
    expect(await listed('agent=<script>')).not.toContain('<script>');
  });
});

describe('today', () => {
  it.each([
    ['a usual day', '2026-11-30T08:00:00Z', 'Europe/Rome', '2026-11-29T23:00:00.000Z', '2026-11-30T23:00:00.000Z', 24],
    [
      'the last instant of a day',
      '2026-11-30T22:59:59Z',
      'Europe/Rome',
      '2026-11-29T23:00:00.000Z',
      '2026-11-30T23:00:00.000Z',
      24,
    ],
    ['its first', '2026-11-30T23:00:00Z', 'Europe/Rome', '2026-11-30T23:00:00.000Z', '2026-12-01T23:00:00.000Z', 24],
    [
      'another zone at the same instant',
      '2026-11-30T23:00:00Z',
      'America/New_York',
      '2026-11-30T05:00:00.000Z',
      '2026-12-01T05:00:00.000Z',
      24,
    ],
    [
      'a day with 23 hours',
      '2026-03-29T12:00:00Z',
      'Europe/Rome',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
      23,
    ],
    [
      'a day with 25',
      '2026-10-25T12:00:00Z',
      'Europe/Rome',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      25,
    ],
    [
      'a day without its midnight',
      '2026-09-06T12:00:00Z',
      'America/Santiago',
      '2026-09-06T04:00:00.000Z',
      '2026-09-07T03:00:00.000Z',
      23,
    ],
  ])('is %s of the zone of who looks', (_, now, zone, start, end, hours) => {
    const day = localDay(new Date(now), zone);
    expect([day.start, day.end, day.hours.length]).toEqual([start, end, hours]);
    expect(day.hours.map(({ to }) => to).slice(0, -1)).toEqual(day.hours.map(({ from }) => from).slice(1));
  });

  it('names an hour that comes twice as clocks show it', () => {
    const labels = localDay(new Date('2026-10-25T12:00:00Z'), 'Europe/Rome').hours.map(({ label }) => label);
    expect(labels.slice(0, 5)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00']);
  });

  const card = (change: Partial<Card>) =>
    ({ id: 'T-1', state: 'waiting', respondBy: '2026-11-30T09:00:00.000Z', ...change }) as Card;
  const from = '2026-11-29T23:00:00.000Z';
  const now = '2026-11-30T12:00:00.000Z';
  const response = (at: string, met: boolean) => ({ firstResponse: { at, by: 'agent:ada', met } });

  it.each<[string, Partial<Card>, object | undefined]>([
    ['late, and waiting', {}, {}],
    ['due later', { respondBy: '2026-11-30T12:00:00.000Z' }, undefined],
    ['of yesterday', { respondBy: '2026-11-29T22:59:59.999Z' }, undefined],
    ['of the first instant of today', { respondBy: from }, { deadline: from }],
    [
      'answered late',
      { state: 'answered', ...response('2026-11-30T09:00:00.001Z', false) },
      { answered: '2026-11-30T09:00:00.001Z' },
    ],
    ['answered at the deadline', { state: 'answered', ...response('2026-11-30T09:00:00.000Z', true) }, undefined],
    ['closed late without an answer', { state: 'closed', closedAt: now }, { closed: now }],
    ['closed in time without one', { state: 'closed', closedAt: '2026-11-30T08:00:00.000Z' }, undefined],
    [
      'that was missed before its clock was changed',
      { respondBy: '2026-12-01T09:00:00.000Z', passed: '2026-11-30T07:00:00.000Z' },
      { deadline: '2026-11-30T07:00:00.000Z' },
    ],
    ['missed yesterday, and again today', { passed: '2026-11-28T07:00:00.000Z' }, {}],
    ['of a duplicate', { state: 'closed', closedAt: now, mergedInto: 'T-2' }, undefined],
    [
      'of a duplicate that was answered late itself',
      { state: 'closed', closedAt: now, mergedInto: 'T-2', ...response('2026-11-30T10:00:00.000Z', false) },
      { answered: '2026-11-30T10:00:00.000Z' },
    ],
    [
      'that a ticket missed for a duplicate, itself answered in time',
      { state: 'answered', ...response('2026-11-30T08:00:00.000Z', false) },
      { answered: '2026-11-30T08:00:00.000Z' },
    ],
    [
      'that was kept, of a ticket whose priority was changed after it',
      { state: 'answered', passed: '2026-11-30T09:00:00.000Z', ...response('2026-11-30T08:00:00.000Z', true) },
      undefined,
    ],
  ])('a deadline %s', (_, change, missed) => {
    const expected = missed && [{ card: card(change), deadline: '2026-11-30T09:00:00.000Z', ...missed }];
    expect(breachesOf([card(change)], { from, now })).toEqual(expected ?? []);
  });

  it('first answers are counted in their hour, from its first instant to before its last', () => {
    const { hours } = localDay(new Date(now), 'Europe/Rome');
    const given = ['2026-11-29T22:59:59.999Z', from, '2026-11-30T07:59:59.999Z', '2026-11-30T08:00:00.000Z'];
    const answers = answersBy([...given.map((at) => card(response(at, at === from))), card({})], hours);
    const busy = answers.filter(({ inTime, late }) => inTime + late > 0);
    expect(busy.map(({ label, inTime, late }) => [label, inTime, late])).toEqual([
      ['00:00', 1, 0],
      ['08:00', 0, 1],
      ['09:00', 0, 1],
    ]);
  });

  it('shows what was missed, by whom, and whether it is answered; tomorrow it is gone', async () => {
    const desk = teamOf();
    expect(await page(desk)).toContain(words.breaches.empty);
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T10:10:00.000Z');
    expect(await page(desk)).toContain('10 minutes late');
    await answer(desk, id);
    const text = await page(desk);
    expect(text).toContain('answered 10 minutes late');
    expect(text).toContain(words.answers.sum(0, 1));
    desk.setNow('2026-11-30T23:00:00.000Z');
    expect(await page(desk)).toContain(words.breaches.empty);
  });
});

describe('the quarantine', () => {
  const hold = async (desk: MemoryDesk, count: number) => {
    for (let number = 0; number < count; number += 1) {
      const received = arrives(desk, 'From: vera@unknown.example\nSubject: Buy\n\nNow.', { id: `spam-${number}` });
      await receiveMail(desk, { ...received, verdicts: { ...received.verdicts, spam: 'FAIL' } });
    }
  };

  it('says how many wait, and is a trouble from as many in an hour as its alarm has', async () => {
    const desk = teamOf();
    expect(await page(desk)).toContain(words.held.none);
    await hold(desk, MANY_HELD - 1);
    expect(await page(desk)).toContain(words.held.normal(MANY_HELD - 1, MANY_HELD));
    await hold(desk, MANY_HELD);
    const text = await page(desk);
    for (const part of [words.held.wait(String(MANY_HELD), false), words.troubles(1)]) expect(text).toContain(part);
    desk.pass(3_600);
    expect(await page(desk)).not.toContain(words.troubles(1));
  });
});

describe('what is parked', () => {
  it('is shown with its ticket and reason, and gone once the sweep has done it', async () => {
    const desk = teamOf();
    const { id } = await waitingTicket(desk);
    expect(await page(desk)).toContain(words.parked.empty);
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'Throttling: <slow>' } });
    await answer(desk, id);
    const text = await page(desk);
    for (const part of [
      words.parked.what.answer,
      words.parked.tries(1),
      'Throttling: &lt;slow&gt;',
      `/console/t/${id}`,
    ])
      expect(text).toContain(part);
    desk.faults.clear();
    desk.pass(6 * 60);
    await sweep(desk, async () => false);
    expect(await page(desk)).toContain(words.parked.empty);
  });
});

describe('a source that fails', () => {
  it.each([
    ['tickets.list', 3],
    ['tickets.overdue', 1],
    ['quarantine.list', 1],
    ['quarantine.untold', 1],
    ['queues.depth', QUEUE_NAMES.length],
    ['sweepNotes.last', 1],
    ['canary.last', 1],
  ])('%s is unknown, and the rest of the page stands', async (port, parts) => {
    const desk = teamOf({ settings: { canary: true } });
    desk.faults.add({ port });
    const { status, text } = await browserOf(desk).get('/console/lead?lang=en');
    expect(status).toBe(200);
    expect(text.split(words.unknown).length - 1).toBe(parts);
    expect(text).toContain(words.health.title);
    expect(desk.lines.filter(({ message }) => message === 'a figure of the lead’s page is not known')).not.toEqual([]);
  });
});
