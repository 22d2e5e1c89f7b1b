import { describe, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { MOST_OF_REPLY, MOST_REPLIES } from '../../../shared/ticket/saved-reply.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, waitingTicket } from '../../support/stories.ts';
import { browserOf, strangerOf } from './signed-in.ts';

const { replies: words } = consoleWords('en');
const hiddenIn = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
const HELLO = { name: 'Hello', language: 'en', text: 'Dear {{requester.name}}, Ada', owner: 'agent' };

/** The fields of a page's form, and what is typed there. */
async function fields(desk: MemoryDesk, path: string, typed: Record<string, string> = HELLO, agent = 'ada') {
  const { text } = await browserOf(desk, agent).get(`${path}?lang=en`);
  return { ...typed, token: hiddenIn(text, 'token'), version: hiddenIn(text, 'version') };
}

async function add(desk: MemoryDesk, change: Record<string, string> = {}, agent = 'ada') {
  const form = await fields(desk, '/console/replies/new', { ...HELLO, ...change }, agent);
  return browserOf(desk, agent).post('/console/replies?lang=en', form);
}

/** Adds one, and gives its path. */
async function added(desk: MemoryDesk, change: Record<string, string> = {}, agent = 'ada'): Promise<string> {
  await add(desk, change, agent);
  const { text } = await browserOf(desk, agent).get('/console/replies');
  return /href="(\/console\/replies\/(?:agent|team)\/[^"]+)"/.exec(text)?.[1] ?? '';
}

describe('saved replies', () => {
  it('are none at first, and the page says so', async () => {
    const { text } = await browserOf(deskOf()).get('/console/replies?lang=en');
    for (const part of [words.none.agent, words.none.team, words.lead]) expect(text).toContain(part);
  });

  it('are added once, however often the form is sent, and shown filled in', async () => {
    const desk = deskOf();
    const form = await fields(desk, '/console/replies/new');
    for (const _ of [1, 2])
      expect(await browserOf(desk).post('/console/replies', form)).toMatchObject({
        status: 303,
        location: '/console/replies?done=added',
      });
    const { text } = await browserOf(desk).get('/console/replies?done=added&lang=en');
    expect(text.match(/Dear <mark>Anna Rossi<\/mark>, Ada/g)).toHaveLength(1);
    expect(text).toContain(words.done.added);
  });

  it('of a colleague’s own are nowhere, by no address; the team’s are everybody’s', async () => {
    const desk = deskOf();
    const own = await added(desk);
    await add(desk, { name: 'Ours', owner: 'team' });
    const of = browserOf(desk, 'bruno');
    const { text } = await of.get('/console/replies');
    expect([text.includes('Hello'), text.includes('Ours')]).toEqual([false, true]);
    expect((await of.get(own)).status).toBe(404);
    const form = await fields(desk, own);
    expect((await of.post(own, { ...form, text: 'Mine now' })).status).toBe(409);
    expect((await of.post(`${own}/remove`, form)).status).toBe(303);
    expect(await desk.savedReplies.of(ada)).toMatchObject([{ text: HELLO.text, version: 1 }]);
    expect(await desk.savedReplies.of(bruno)).toEqual([]);
  });

  it.each<[Record<string, string>, string]>([
    [{ name: ' ' }, words.problems.noName],
    [{ name: 'a'.repeat(MOST_OF_REPLY.name + 1) }, words.problems.longName(MOST_OF_REPLY.name)],
    [{ text: '' }, words.problems.noText],
    [{ text: 'a'.repeat(MOST_OF_REPLY.text + 1) }, '5,000'],
    [{ text: 'Dear {{customer}},' }, 'There is no placeholder {{customer}}. There are {{requester.name}}'],
    [{ text: 'Dear {{requester.name,' }, 'There is no placeholder {{requester.name,'],
  ])('with %j are refused, and all that was typed is kept', async (change, why) => {
    const desk = deskOf();
    const answer = await add(desk, { name: 'Kept', ...change });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(why);
    expect(answer.text).toContain(change.text ?? HELLO.text);
    expect(await desk.savedReplies.of(ada)).toEqual([]);
  });

  it('are two hundred of one owner at most', async () => {
    const desk = deskOf();
    for (let number = 0; number < MOST_REPLIES; number += 1)
      await desk.savedReplies.add('team', { id: String(number), name: `${number}`, language: 'en', text: 'x' });
    const answer = await add(desk, { owner: 'team' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words.problems.full(MOST_REPLIES));
    expect((await add(desk)).status).toBe(303);
  });

  it('are changed, removed, and handed to the team', async () => {
    const desk = deskOf();
    const own = await added(desk);
    const change = await fields(desk, own, { ...HELLO, text: 'Other' });
    expect((await browserOf(desk).post(own, change)).location).toBe('/console/replies?done=changed');
    const given = await fields(desk, own, { ...HELLO, owner: 'team' });
    for (const _ of [1, 2]) await browserOf(desk).post(own, given);
    expect(await desk.savedReplies.of(ada)).toEqual([]);
    const [ours, ...more] = await desk.savedReplies.of('team');
    expect([ours?.text, more]).toEqual([HELLO.text, []]);
    const path = `/console/replies/team/${ours?.id}`;
    const removal = await fields(desk, path, {});
    for (const _ of [1, 2])
      expect((await browserOf(desk, 'bruno').post(`${path}/remove`, removal)).location).toBe(
        '/console/replies?done=removed',
      );
    expect(await desk.savedReplies.of('team')).toEqual([]);
  });

  it('that two change at once are one’s, and the other is told, with both texts', async () => {
    const desk = deskOf();
    const path = await added(desk, { owner: 'team' });
    const [mine, theirs] = [await fields(desk, path), await fields(desk, path)];
    await browserOf(desk, 'bruno').post(path, { ...theirs, owner: 'team', text: 'Bruno’s words' });
    const told = await browserOf(desk).post(`${path}?lang=en`, { ...mine, owner: 'team', text: 'Ada’s words' });
    expect(told.status).toBe(409);
    for (const part of [words.problems.overtaken, 'Bruno’s words', 'Ada’s words']) expect(told.text).toContain(part);
    const again = { ...mine, owner: 'team', text: 'Ada’s words', version: hiddenIn(told.text, 'version') };
    expect((await browserOf(desk).post(path, again)).status).toBe(303);
    expect(await desk.savedReplies.of('team')).toMatchObject([{ text: 'Ada’s words', version: 3 }]);
  });

  it('that a colleague changed or removed meanwhile are not removed, or changed, unseen', async () => {
    const desk = deskOf();
    const path = await added(desk, { owner: 'team' });
    const seen = await fields(desk, path, { ...HELLO, owner: 'team' });
    await browserOf(desk, 'bruno').post(path, { ...seen, text: 'New' });
    const told = await browserOf(desk).post(`${path}/remove?lang=en`, seen);
    expect([told.status, told.text.includes(words.problems.overtakenRemoving)]).toEqual([409, true]);
    await browserOf(desk, 'bruno').post(`${path}/remove`, { version: '2' });
    const gone = await browserOf(desk).post(`${path}?lang=en`, { ...seen, text: 'Kept' });
    expect([gone.status, gone.text.includes(words.problems.gone), gone.text.includes('Kept')]).toEqual([
      409,
      true,
      true,
    ]);
    const anew = { ...seen, text: 'Kept', version: '0', token: hiddenIn(gone.text, 'token') };
    expect((await browserOf(desk).post('/console/replies', anew)).status).toBe(303);
    expect(await desk.savedReplies.of('team')).toMatchObject([{ text: 'Kept', version: 1 }]);
  });

  it('are changed by nobody from another site, who is not signed in, or was removed', async () => {
    const desk = deskOf();
    const path = await added(desk, { owner: 'team' });
    const form = await fields(desk, path, { ...HELLO, owner: 'team', text: 'Evil' });
    const { id } = await waitingTicket(desk);
    const paths = ['/console/replies', path, `${path}/remove`, `/console/t/${id}/reply`, `/console/t/${id}/presence`];
    for (const each of paths) {
      const foreign = await browserOf(desk).post(each, form, { 'sec-fetch-site': 'cross-site' });
      expect([each, foreign.status]).toEqual([each, 403]);
      expect([each, (await strangerOf(desk).post(each, form)).status]).toEqual([each, 401]);
    }
    const browser = browserOf(desk, 'bruno');
    await desk.agents.remove('bruno');
    for (const each of paths) expect([each, (await browser.post(each, form)).status]).toEqual([each, 401]);
    for (const each of ['/console/replies', path]) expect((await strangerOf(desk).get(each)).status).toBe(303);
    expect(await desk.savedReplies.of('team')).toMatchObject([{ text: HELLO.text, version: 1 }]);
    expect(await desk.presence.all()).toEqual([]);
  });

  it('have a stranger’s words as words', async () => {
    const desk = deskOf();
    const evil = '"><script>alert(1)</script>';
    const path = await added(desk, { name: evil, text: evil, owner: 'team' });
    const { id } = await waitingTicket(desk, { subject: evil });
    for (const each of ['/console/replies', path, `/console/t/${id}`])
      expect((await browserOf(desk).get(each)).text).not.toContain('<script>alert');
  });
});

describe('a saved reply in an answer', () => {
  async function offered(desk: MemoryDesk) {
    const { id } = await waitingTicket(desk, { language: 'it' });
    const team = { owner: 'team', text: 'Gentile {{requester.name}}, {{ticket.number}}. {{agent.name}}' };
    await add(desk, { ...team, name: 'Buongiorno', language: 'it' });
    await add(desk, { name: 'Morning' });
    const page = (await browserOf(desk).get(`/console/t/${id}?lang=en`)).text;
    const named = (name: string) => new RegExp(`<option value="([^"]+)">${name}`).exec(page)?.[1] ?? '';
    const form = {
      token: hiddenIn(page, 'token'),
      seen: hiddenIn(page, 'seen'),
      readers: hiddenIn(page, 'readers'),
      as: 'answer',
      close: 'yes',
    };
    return { id, page, named, form, path: `/console/t/${id}/reply` };
  }

  it('is offered in the ticket’s language first', async () => {
    const { page } = await offered(deskOf());
    const order = ['optgroup label="Italiano"', '>Buongiorno<', 'optgroup label="English"', 'Morning (yours)'];
    const places = order.map((each) => page.indexOf(each));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('is put below what was typed, filled in, with all else kept; nothing is sent', async () => {
    const desk = deskOf();
    const { id, named, form, path } = await offered(desk);
    const answer = await browserOf(desk).post(path, { ...form, text: 'First.', reply: named('Buongiorno') });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`First.\n\nGentile Anna Rossi, ${id}. Ada</textarea>`);
    expect(answer.text).toMatch(/name="close" value="yes" checked/);
    expect(desk.sent).toEqual([]);
    const sent = {
      ...form,
      text: 'x',
      token: hiddenIn(answer.text, 'token'),
      seen: hiddenIn(answer.text, 'seen'),
      readers: hiddenIn(answer.text, 'readers'),
    };
    expect((await browserOf(desk).post(`/console/t/${id}/messages`, sent)).status).toBe(303);
  });

  it('is given as text alone to a script', async () => {
    const desk = deskOf();
    const { id, named, path } = await offered(desk);
    const given = await browserOf(desk).get(`${path}?reply=${encodeURIComponent(named('Buongiorno'))}`);
    expect([given.status, given.text]).toEqual([200, `Gentile Anna Rossi, ${id}. Ada`]);
    expect(given.headers['content-type']).toMatch(/^text\/plain/);
    for (const bad of ['', 'team:nothing', named('Morning').replace('agent', 'team')])
      expect((await browserOf(desk).get(`${path}?reply=${bad}`)).status).toBe(404);
    expect((await browserOf(desk, 'bruno').get(`${path}?reply=${named('Morning')}`)).status).toBe(404);
  });

  it('that is none is asked for again, with the text', async () => {
    const desk = deskOf();
    const { form, path } = await offered(desk);
    const answer = await browserOf(desk).post(`${path}?lang=en`, { ...form, text: 'Typed.', reply: '' });
    expect(answer.status).toBe(422);
    for (const part of [words.problems.nothingChosen, 'Typed.', 'href="#reply"']) expect(answer.text).toContain(part);
  });

  it('says that files have to be chosen again, and that somebody answered meanwhile', async () => {
    const desk = deskOf();
    const { id, named, form, path } = await offered(desk);
    desk.pass(1);
    const theirs = (await browserOf(desk, 'bruno').get(`/console/t/${id}`)).text;
    await browserOf(desk, 'bruno').post(`/console/t/${id}/messages`, {
      ...{
        token: hiddenIn(theirs, 'token'),
        seen: hiddenIn(theirs, 'seen'),
        readers: hiddenIn(theirs, 'readers'),
        as: 'answer',
        text: 'Bruno’s.',
      },
    });
    const files = new File(['x'], 'x.txt', { type: 'text/plain' });
    const fieldsOf = { ...form, text: 'Typed.', reply: named('Morning'), files };
    const answer = await browserOf(desk).post(`${path}?lang=en`, fieldsOf);
    for (const part of [words.problems.filesAgain, consoleWords('en').presence.answered('Bruno')])
      expect(answer.text).toContain(part);
  });

  it('cannot be had while the table is away; the ticket is shown, and answered, none the less', async () => {
    const desk = deskOf();
    const { id, form } = await offered(desk);
    for (const port of ['savedReplies.of', 'presence.all'] as const) desk.faults.add({ port, times: 9 });
    const page = await browserOf(desk).get(`/console/t/${id}?lang=en`);
    expect([page.status, page.text.includes('id="reply"')]).toEqual([200, false]);
    expect((await browserOf(desk).get('/console')).status).toBe(200);
    expect((await browserOf(desk).post(`/console/t/${id}/messages`, { ...form, text: 'x' })).status).toBe(303);
    expect((await browserOf(desk).get('/console/replies')).status).toBe(503);
  });
});
