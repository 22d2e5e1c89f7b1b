import { describe, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { browserOf, strangerOf } from './signed-in.ts';

const { presence: words } = consoleWords('en');
const hiddenIn = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
const boxOf = (page: string) => /data-presence=[^>]*>(.*?)<\/div>/s.exec(page)?.[1];
const sinceOf = (page: string) => /data-since="([^"]*)"/.exec(page)?.[1] ?? '';

async function opened(desk: MemoryDesk) {
  const { id } = await waitingTicket(desk);
  const look = async (agent: string) => (await browserOf(desk, agent).get(`/console/t/${id}?lang=en`)).text;
  const since = sinceOf(await look('ada'));
  const tell = (agent: string, writing: 'yes' | 'no', from = since) =>
    browserOf(desk, agent).post(`/console/t/${id}/presence?lang=en`, { writing, since: from });
  return { id, look, tell };
}

describe('who is on a ticket', () => {
  it('is told by the page itself, without scripts, for a minute', async () => {
    const desk = deskOf();
    const { look } = await opened(desk);
    expect(boxOf(await look('ada'))).toBe('');
    expect(boxOf(await look('bruno'))).toContain(words.looks('Ada'));
    expect(boxOf(await look('ada'))).toContain(words.looks('Bruno'));
    desk.pass(60);
    expect(boxOf(await look('ada'))).toBe('');
  });

  it('is told again and again, with who writes', async () => {
    const desk = deskOf();
    const { look, tell } = await opened(desk);
    expect(await tell('bruno', 'yes')).toMatchObject({ status: 200 });
    const told = await tell('ada', 'no');
    expect(told.text).toContain(words.writes('Bruno'));
    expect(told.headers['cache-control']).toContain('no-store');
    expect(boxOf(await look('ada'))).toBe(told.text);
    expect((await tell('bruno', 'no')).text).toContain(words.looks('Ada'));
    expect((await tell('ada', 'no')).text).toContain(words.looks('Bruno'));
  });

  it('says that a colleague answered, or the customer wrote, while one writes', async () => {
    const desk = deskOf();
    const { id, look, tell } = await opened(desk);
    desk.pass(1);
    const page = await look('bruno');
    const form = {
      token: hiddenIn(page, 'token'),
      seen: hiddenIn(page, 'seen'),
      readers: hiddenIn(page, 'readers'),
      as: 'answer',
      text: 'Done.',
    };
    await browserOf(desk, 'bruno').post(`/console/t/${id}/messages`, form);
    const told = await tell('ada', 'yes');
    expect(told.text).toContain(words.answered('Bruno'));
    expect(told.text).toContain(`href="/console/t/${id}"`);
    expect((await tell('ada', 'yes', sinceOf(await look('ada')))).text).not.toContain(words.answered('Bruno'));
  });

  it('writes who came back from a form that was refused, and who inserts a reply', async () => {
    const desk = deskOf();
    const { id, look } = await opened(desk);
    await browserOf(desk).post(`/console/t/${id}/reply`, { as: 'answer', text: 'Half an answer', reply: '' });
    expect(boxOf(await look('bruno'))).toContain(words.writes('Ada'));
  });

  it('is nobody who was removed', async () => {
    const desk = deskOf();
    const { tell } = await opened(desk);
    await tell('bruno', 'yes');
    await desk.agents.remove('bruno');
    expect((await tell('ada', 'no')).text).toBe('');
  });

  it('is told to who is signed in, of a ticket that there is', async () => {
    const desk = deskOf();
    const { id } = await opened(desk);
    expect(await strangerOf(desk).post(`/console/t/${id}/presence`, {})).toMatchObject({ status: 401, text: '' });
    expect((await browserOf(desk).post('/console/t/T-00000000/presence', {})).status).toBe(404);
  });

  it('leaves nothing on the ticket, in its trail, a metric, a notice or the log', async () => {
    const desk = deskOf();
    const { tell } = await opened(desk);
    const state = () => [JSON.stringify([...desk.items]), desk.lines.length, desk.sent.length, [...desk.counted]];
    const before = state();
    await tell('bruno', 'yes');
    await tell('ada', 'yes');
    await desk.team.drain();
    expect(state()).toEqual(before);
  });

  it('is a lock of nothing', async () => {
    const desk = deskOf();
    const { id, look, tell } = await opened(desk);
    await tell('bruno', 'yes');
    desk.pass(1);
    const page = await look('ada');
    const form = {
      token: hiddenIn(page, 'token'),
      seen: hiddenIn(page, 'seen'),
      readers: hiddenIn(page, 'readers'),
      as: 'answer',
      text: 'First.',
    };
    expect((await browserOf(desk).post(`/console/t/${id}/messages`, form)).status).toBe(303);
  });
});

describe('the queue', () => {
  it('says who is on each ticket, and is the same while they stay', async () => {
    const desk = deskOf();
    const { tell } = await opened(desk);
    const rows = (tag?: string) =>
      browserOf(desk).send('GET', '/console/rows?lang=en', tag === undefined ? {} : { 'if-none-match': tag });
    await tell('bruno', 'no');
    const first = await rows();
    expect(first.text).toContain(words.onIt('Bruno'));
    expect(first.text).not.toContain(words.onIt('Ada'));
    const tag = first.headers.etag ?? '';
    for (const _ of [1, 2, 3, 4]) {
      desk.pass(20);
      await tell('bruno', 'no');
      expect(await rows(tag)).toMatchObject({ status: 304, text: '' });
    }
    await tell('bruno', 'yes');
    expect((await rows(tag)).text).toContain(words.writesIt('Bruno'));
    desk.pass(60);
    expect((await rows(tag)).text).not.toContain('Bruno');
  });

  it('asks once for all of it', async () => {
    const desk = deskOf();
    for (let number = 0; number < 5; number += 1) await waitingTicket(desk, { source: `test:${number}` });
    let reads = 0;
    const counting = {
      ...desk,
      presence: {
        ...desk.presence,
        all: () => {
          reads += 1;
          return desk.presence.all();
        },
      },
    };
    for (const path of ['/console', '/console/rows']) expect((await browserOf(counting).get(path)).status).toBe(200);
    expect(reads).toBe(2);
  });
});
