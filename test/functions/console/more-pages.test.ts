import { describe, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { releaseAsked } from '../../../shared/intake/release-asked.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { browserOf } from './signed-in.ts';

const words = consoleWords('en');
const hiddenIn = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

describe('search', () => {
  it('leads straight to a ticket by its number, in any case of letters', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    expect(await browserOf(desk).get(`/console/search?q=${id.toLowerCase()}`)).toMatchObject({
      status: 303,
      location: `/console/t/${id}`,
    });
  });

  it.each([['anna@rossi.example'], ['Anna@Rossi.example ']])('finds what an address asked: %j', async (asked) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const { text } = await browserOf(desk).get(`/console/search?lang=en&q=${encodeURIComponent(asked)}`);
    for (const part of [id, rossi.name]) expect(text).toContain(part);
  });

  it('finds what somebody asked whom no record knows', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, 'From: vera@unknown.example\nSubject: The window\n\nIs shut.'));
    expect((await browserOf(desk).get('/console/search?q=vera%40unknown.example')).text).toContain('The window');
  });

  it('finds by an address also what stands under another customer', async () => {
    const desk = deskOf({ customers: [rossi, { ...rossi, id: 'bianchi', contacts: ['bianchi.example'] }] });
    const { id } = await waitingTicket(desk);
    await correctCustomer(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), customer: 'bianchi' });
    await indexTicket(desk, id);
    expect((await browserOf(desk).get('/console/search?q=anna%40rossi.example')).text).toContain(id);
  });

  it('finds by words of what was written, and says where they are too frequent', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await indexTicket(desk, id);
    const pageOf = async (asked: string) =>
      (await browserOf(desk).get(`/console/search?lang=en&q=${encodeURIComponent(asked)}`)).text;
    expect(await pageOf('the door, since this mor')).toContain(id);
    expect(await pageOf('door window')).not.toContain(id);
    for (let many = 0; many < 1_000; many += 1)
      await desk.words.enter({ ticket: `T-${many}`, at: desk.now().toISOString() }, ['door']);
    expect(await pageOf('door')).toContain(words.search.partial);
  });

  it('finds a customer by a part of the name', async () => {
    const { text } = await browserOf(deskOf()).get('/console/search?q=ross');
    expect(text).toContain('/console/customers/rossi');
  });

  it.each(['', 'nothing', 'T-00000000', '<script>', '%'])(
    'says what is searched when it finds nothing: %j',
    async (asked) => {
      const { status, text } = await browserOf(deskOf()).get(`/console/search?lang=en&q=${encodeURIComponent(asked)}`);
      expect(status).toBe(200);
      expect(text).toContain(words.search.whatIsSearched);
      expect(text).not.toContain('<script>');
    },
  );
});

describe('a customer', () => {
  it('is shown with what was sold and asked', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const { text } = await browserOf(desk).get('/console/customers/rossi?lang=en');
    for (const part of [rossi.name, rossi.timeZone, id, '/console/new']) expect(text).toContain(part);
    expect((await browserOf(desk).get('/console/customers/nobody')).status).toBe(404);
  });
});

describe('a ticket that an agent files', () => {
  const CALL = {
    email: 'bea@bianchi.example',
    name: 'Bea',
    subject: 'No network',
    body: 'She called: all is down.',
    channel: 'phone',
    priority: '1',
  };
  const premium = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], plan: 'premium' as const };
  const token = async (desk: MemoryDesk) => hiddenIn((await browserOf(desk).get('/console/new')).text, 'token');

  it('is one, with its clock from the call, however often it is sent', async () => {
    const desk = deskOf({ customers: [rossi, premium], now: '2026-11-30T08:10:00.000Z' });
    const fields = { ...CALL, calledAt: '2026-11-30T09:00', token: await token(desk) };
    const filed = await browserOf(desk).post('/console/new', fields);
    expect(filed.status).toBe(303);
    expect((await browserOf(desk).post('/console/new', fields)).location).toBe(filed.location);
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ channel: 'phone', priority: 1, clock: { start: '2026-11-30T08:00:00.000Z' } });
  });

  it('that is late before it is there is asked back, and filed when that is meant', async () => {
    const desk = deskOf({ customers: [rossi, premium], now: '2026-11-30T10:00:00.000Z' });
    const fields = { ...CALL, calledAt: '2026-11-30T09:00', token: await token(desk) };
    const asked = await browserOf(desk).post('/console/new?lang=en', fields);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('name="anyway"');
    expect(await ticketsOf(desk)).toEqual([]);
    const again = { ...fields, token: hiddenIn(asked.text, 'token'), anyway: 'yes' };
    expect((await browserOf(desk).post('/console/new', again)).status).toBe(303);
  });

  it.each([
    [{ email: 'nobody' }, 'email'],
    [{ subject: '' }, 'subject'],
    [{ body: ' ' }, 'body'],
    [{ calledAt: 'noon' }, 'calledAt'],
    [{ calledAt: '2026-12-24T09:00' }, 'calledAt'],
    [{ email: 'anna@rossi.example' }, 'channel'],
  ])('with %j is not filed, and says which field is wrong', async (wrong, field) => {
    const desk = deskOf({ customers: [rossi, premium] });
    const answer = await browserOf(desk).post('/console/new', { ...CALL, ...wrong, token: await token(desk) });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#${field}"`);
    expect(await ticketsOf(desk)).toEqual([]);
  });
});

describe('the quarantine', () => {
  const held = async (desk: MemoryDesk, bad: 'spam' | 'virus' = 'spam') => {
    const received = arrives(desk, 'From: vera@unknown.example\nSubject: Buy now\n\nSecret words.');
    await receiveMail(desk, { ...received, verdicts: { ...received.verdicts, [bad]: 'FAIL' } });
    const [entry] = (await desk.quarantine.list({ limit: 5 })).entries;
    if (!entry) throw new Error('nothing is held');
    return entry;
  };

  it('shows why something is held, and nothing that is in it', async () => {
    const desk = deskOf();
    await held(desk);
    const { text } = await browserOf(desk).get('/console/quarantine?lang=en');
    for (const part of ['Buy now', 'vera@unknown.example', 'it was taken for spam']) expect(text).toContain(part);
    expect(text).not.toContain('Secret words');
  });

  it('lets something out by whoever reads mail, in the name of this agent', async () => {
    const desk = deskOf();
    const { id } = await held(desk);
    expect((await browserOf(desk).post(`/console/quarantine/${id}/release`, {})).location).toContain('done=releasing');
    const asked = JSON.parse(desk.again.at(-1) ?? '').release;
    await releaseAsked(desk, asked, receiveMail);
    expect((await ticketsOf(desk)).map(({ subject }) => subject)).toEqual(['Buy now']);
    expect((await desk.quarantine.get(id))?.releasedBy).toBe('agent:ada');
    expect((await browserOf(desk).get('/console/quarantine?lang=en')).text).toContain('let out by Ada');
  });

  it('shows of one how it begins, as plain text, and the names of its files', async () => {
    const desk = deskOf();
    const long = `<b>Secret words.</b> ${'x'.repeat(400)}`;
    const received = arrives(desk, `From: vera@unknown.example\nSubject: Buy now\n\n${long}`);
    await receiveMail(desk, { ...received, verdicts: { ...received.verdicts, spam: 'FAIL' } });
    const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
    const { text } = await browserOf(desk).get(`/console/quarantine/${entry?.id}?lang=en`);
    for (const part of ['&lt;b&gt;Secret words.', 'vera@unknown.example', words.held.noFiles, words.held.discard])
      expect(text).toContain(part);
    expect(text).not.toContain('x'.repeat(300));
    expect(entry?.excerpt?.text).toHaveLength(300);
    expect((await browserOf(desk).get('/console/quarantine/Q-0')).status).toBe(404);
    expect((await browserOf(desk).get(`/console/quarantine/${entry?.id.replace(/.$/, '0')}`)).status).toBe(404);
  });

  it('discards one, which keeps nothing of its words and can still be let out', async () => {
    const desk = deskOf();
    const { id } = await held(desk);
    expect((await browserOf(desk).get(`/console/quarantine/${id}?lang=en`)).text).toContain(words.held.discardSure);
    expect((await desk.quarantine.get(id))?.state).toBe('held');
    const path = `/console/quarantine/${id}/discard`;
    expect((await browserOf(desk).post(path, {})).location).toContain('done=discarded');
    const entry = await desk.quarantine.get(id);
    expect(entry).toMatchObject({ state: 'discarded', discardedBy: 'agent:ada' });
    expect(entry?.excerpt).toBeUndefined();
    expect((await browserOf(desk).get('/console/quarantine?lang=en')).text).toContain('discarded by Ada');
    await browserOf(desk).post(`/console/quarantine/${id}/release`, {});
    await releaseAsked(desk, JSON.parse(desk.again.at(-1) ?? '').release, receiveMail);
    expect((await ticketsOf(desk)).map(({ subject }) => subject)).toEqual(['Buy now']);
    const late = await browserOf(desk).post(path, {});
    expect(late.status).toBe(422);
    expect((await desk.quarantine.get(id))?.state).toBe('released');
  });

  it('tells its agent when that cannot be any more', async () => {
    const desk = deskOf();
    const { id, received } = await held(desk);
    await browserOf(desk).post(`/console/quarantine/${id}/release`, {});
    desk.stored.delete(received.raw);
    await releaseAsked(desk, JSON.parse(desk.again.at(-1) ?? '').release, receiveMail);
    expect(desk.sent.at(-1)?.to).toMatchObject([{ address: 'ada@support.example' }]);
    expect(desk.sent.at(-1)?.text).toContain('is gone');
  });

  it('lets a virus out only for who says so', async () => {
    const desk = deskOf();
    const { id } = await held(desk, 'virus');
    const path = `/console/quarantine/${id}/release`;
    expect((await browserOf(desk).post(path, {})).status).toBe(422);
    expect(desk.again).toEqual([]);
    expect((await browserOf(desk).post(path, { accept: 'yes' })).status).toBe(303);
    expect((await browserOf(desk).post('/console/quarantine/Q-0/release', {})).status).toBe(404);
  });
});

describe('an agent’s own page', () => {
  it('keeps language, zone and keys, which every page then has', async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    const fields = { language: 'it', timeZone: 'America/New_York' };
    expect((await browserOf(desk).post('/console/me', { ...fields, notices: 'mine', digest: '5' })).status).toBe(303);
    const { text } = await browserOf(desk).get('/console?lang=en');
    expect(text).toContain('<html lang="it">');
    expect(text).not.toContain('keys.js');
    expect(await desk.accounts.of({ id: 'ada' })).toEqual({
      ...fields,
      ...{ singleKeys: false, notices: 'mine', digestMinutes: 5 },
    });
    expect((await browserOf(desk).get('/console/me?lang=en')).text).toMatch(
      /value="mine" selected.*value="5" selected/s,
    );
  });

  it('takes no zone that is none', async () => {
    const desk = deskOf();
    const answer = await browserOf(desk).post('/console/me', { timeZone: 'Rome"><script>' });
    expect(answer.status).toBe(422);
    expect(answer.text).not.toContain('<script>');
    expect(await desk.accounts.of({ id: 'ada' })).toEqual({});
  });

  it('says until when its agent is away, by their own clock, and that they are back', async () => {
    const desk = deskOf();
    await desk.accounts.prefer(ada, { timeZone: 'America/New_York' });
    const absence = async () => (await desk.agents.list()).map(({ absent }) => absent);
    expect((await browserOf(desk).post('/console/me/away', { until: '2026-12-24T18:00' })).status).toBe(303);
    expect(await absence()).toEqual([{ until: '2026-12-24T23:00:00.000Z' }, undefined]);
    const { text } = await browserOf(desk).get('/console/me?lang=en');
    expect(text).toContain('You are away until Thursday 24 December 2026, 18:00 (America/New_York');
    expect((await browserOf(desk).post('/console/me', {})).status).toBe(303);
    expect(await absence()).toEqual([{ until: '2026-12-24T23:00:00.000Z' }, undefined]);
    expect((await browserOf(desk).post('/console/me/back', {})).status).toBe(303);
    expect(await absence()).toEqual([undefined, undefined]);
    expect((await browserOf(desk).get('/console/me?lang=en')).text).not.toContain('You are away');
  });

  it.each([
    ['2026-11-30T08:59', 'Away until: Monday 30 November 2026, 08:59 (Europe/Rome, UTC+1) is past.'],
    ['', 'Away until: give a date and a time.'],
    ['2026-02-30T10:00', 'Away until: give a date and a time.'],
    ['"><script>', 'Away until: give a date and a time.'],
  ])('takes %j for no end of an absence, and says why', async (until, why) => {
    const desk = deskOf();
    const { status, text } = await browserOf(desk).post('/console/me/away?lang=en', { until });
    expect([status, text.includes('<script>')]).toEqual([422, false]);
    expect(text).toContain(`<a href="#until">${why}</a>`);
    expect((await desk.agents.list()).map(({ absent }) => absent)).toEqual([undefined, undefined]);
  });

  it('shows an absence that an admin has noted, until it is over', async () => {
    const desk = deskOf();
    const page = async () => (await browserOf(desk).get('/console/me?lang=en')).text;
    await desk.agents.put({ ...ada, absent: { from: '2026-12-01', until: '2026-12-24' } });
    expect(await page()).toContain('You are away from 2026-12-01 until 2026-12-24.');
    await desk.agents.put({ ...ada, absent: { until: '2026-11-29' } });
    expect(await page()).not.toContain('You are away');
  });

  it('keeps what is planned for later when its agent says that they are away now, and back, until they drop it', async () => {
    const desk = deskOf();
    const plan = { from: '2026-12-24', until: '2027-01-06' };
    await desk.agents.put({ ...ada, absent: plan });
    const page = async () => (await browserOf(desk).get('/console/me?lang=en')).text;
    const absent = async () => (await desk.agents.list()).find(({ id }) => id === 'ada')?.absent;
    const post = (path: string, fields = {}) => browserOf(desk).post(path, fields);
    await post('/console/me/away', { until: '2026-11-30T18:00' });
    expect(await absent()).toEqual({ until: '2026-11-30T17:00:00.000Z', next: plan });
    expect(await page()).toContain('You are away until Monday 30 November 2026, 18:00');
    expect(await page()).toContain('You are away from 2026-12-24 until 2027-01-06.');
    await post('/console/me/away', { until: '2026-11-30T19:00' });
    expect(await absent()).toMatchObject({ next: plan });
    expect(await page()).toContain('I am here');
    await post('/console/me/back');
    expect(await absent()).toEqual(plan);
    expect(await page()).toContain('Drop this absence');
    expect(await page()).not.toContain('I am here');
    await post('/console/me/back');
    expect(await absent()).toBeUndefined();
  });

  it('has what is planned end with an absence that lasts longer', async () => {
    const desk = deskOf();
    await desk.agents.put({ ...ada, absent: { from: '2026-12-24', until: '2027-01-06' } });
    await browserOf(desk).post('/console/me/away', { until: '2027-01-07T09:00' });
    const [first] = await desk.agents.list();
    expect(first?.absent).toEqual({ until: '2027-01-07T08:00:00.000Z' });
  });

  it('ends all sessions, in this browser too', async () => {
    const desk = deskOf();
    const other = browserOf(desk);
    desk.pass(60);
    const answer = await browserOf(desk).post('/console/me/everywhere', {});
    expect(answer.cookies.join()).toContain('__Host-desk=;');
    expect((await other.get('/console')).status).toBe(303);
  });
});

describe('a message’s layout', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const part = (id: string, type: string, content: Buffer) =>
    `--b\nContent-Type: ${type}\nContent-ID: <${id}>\nContent-Transfer-Encoding: base64\n\n${content.toString('base64')}\n`;

  /** The layout of a mail whose HTML shows these pictures; `html` is what is in its body. */
  async function layout(html: string, parts: string[]) {
    const desk = deskOf();
    const mail = `From: anna@rossi.example\nTo: help@desk.example\nSubject: The gate\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>See: ${html}</p>\n${parts.join('')}--b--\n`;
    await receiveMail(desk, arrives(desk, mail));
    const [ticket] = await ticketsOf(desk);
    const [message] = (await desk.tickets.messages(ticket?.id ?? '')).messages;
    const path = `/console/t/${ticket?.id}/m/${message?.key}/layout`;
    return { desk, message, path, ...(await browserOf(desk).get(path)) };
  }

  it('has the pictures that came with the mail, however they are named, and may load no other', async () => {
    const { text, headers } = await layout('<img src="cid:one@a"><img src="cid:t%77o@a&amp;b"><img src="cid:gone@a">', [
      part('one@a', 'image/png', PNG),
      part('two@a&b', 'image/gif', PNG),
    ]);
    const data = PNG.toString('base64');
    for (const type of ['image/png', 'image/gif']) expect(text).toContain(`src="data:${type};base64,${data}"`);
    expect(text).toContain('src="cid:gone@a"');
    expect(headers['content-security-policy']).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; .*img-src data:;/,
    );
  });

  it('has no file as a picture that is none, or too large', async () => {
    const { text } = await layout('<img src="cid:one@a"><img src="cid:two@a">', [
      part('one@a', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
      part('two@a', 'image/png', Buffer.alloc(3_100_000, 1)),
    ]);
    expect(text).not.toContain('data:');
  });

  it('has no picture that was hidden', async () => {
    const { desk, message, path } = await layout('<img src="cid:one@a">', [part('one@a', 'image/png', PNG)]);
    const token = hiddenIn((await browserOf(desk).get(path.replace(/\/m\/.*/, ''))).text, 'token');
    const redact = path.replace('layout', 'redact');
    expect((await browserOf(desk).post(redact, { token, whole: 'yes' })).status).toBe(303);
    expect(message?.attachments[0]?.cid).toBe('one@a');
    expect((await browserOf(desk).get(path)).text).not.toContain(PNG.toString('base64'));
  });
});
