import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import { followLinkFor } from '../../../shared/ticket/link-access.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** The online desk as a browser sees it: pages, forms, and where they lead. */

const KEY = 'a signing key for tests only';
const ANNA = 'anna@rossi.example';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const browser = () => visit(createHandler(desk));
const pathOf = (url: string) => url.slice('https://desk.example'.length);
const token = () => renderToken(KEY, new Date(desk.machineNow().getTime() - 60_000).toISOString());
const FORM = { name: 'Anna', email: ANNA, subject: 'The door', text: 'It is shut.', priority: '2' };

describe('the home page', () => {
  it.each([
    ['en', 'How can we help?', 'We are here now', '30 minutes'],
    ['it', 'Come possiamo aiutarti?', 'Ora siamo aperti', '30 minuti'],
  ])('says in %s what is promised, and whether somebody is there', async (lang, title, open, minutes) => {
    const page = await browser().get(`/desk?lang=${lang}&zone=Europe/Rome`);
    expect(page.status).toBe(200);
    for (const words of [title, open, minutes]) expect(page.text).toContain(words);
  });

  it('says when somebody is there again, in the zone that is asked for, and takes no other text for a zone', async () => {
    expect((await browser().get('/desk?zone=America/New_York')).text).toMatch(
      /closed now.*Mon 30 Nov, 09:00 \(UTC-5\)/s,
    );
    const odd = await browser().get(`/desk?zone=${encodeURIComponent('"><script>')}`);
    expect(odd.status).toBe(200);
    expect(odd.text).not.toContain('"><script>');
  });
});

describe('what depends on the hour', () => {
  const at = (path: string, zone: string) => browser().get(`${path}?lang=en&zone=${zone}`);
  const closed = /data-in-zone="closed"(?! hidden)|is-closed/;

  it.each(['/desk', '/desk/new'])('is told in the zone of whoever looks: %s', async (path) => {
    const [rome, york] = [(await at(path, 'Europe/Rome')).text, (await at(path, 'America/New_York')).text];
    expect(york).toContain('(UTC-5)');
    expect(york).not.toContain('(UTC+1)');
    expect(rome).not.toContain('(UTC-5)');
  });

  it('is by the hours there, as far as opening hours go', async () => {
    const [rome, york] = [(await at('/desk', 'Europe/Rome')).text, (await at('/desk', 'America/New_York')).text];
    expect([closed.test(rome), closed.test(york)]).toEqual([false, true]);
  });

  it('is the ticket’s own time where one is made, whatever the zone', async () => {
    const sent = await browser().post('/desk/new?lang=en', { ...FORM, email: 'vera@unknown.example', token: token() });
    const [ticket] = await ticketsOf(desk);
    for (const zone of ['UTC', 'America/New_York', 'Asia/Tokyo', 'Europe/Rome']) {
      expect((await browser().get(`${sent.location}&zone=${zone}`)).text).toContain(
        `datetime="${ticket?.clock.deadline}"`,
      );
    }
  });
});

describe('a form', () => {
  it('becomes a ticket, and says its number and the time of the Basic plan', async () => {
    const sent = await browser().post('/desk/new?lang=en', { ...FORM, token: token() });
    expect(sent.status).toBe(303);
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({ channel: 'page', priority: 2, requester: { address: ANNA, verified: false } });
    const page = await browser().get(sent.location);
    expect(page.text).toContain(ticket?.id);
    expect(page.text).toMatch(/Tuesday 1 December 2026, 13:00|Tuesday 1 December 2026, 12:00/);
    for (const typed of [FORM.email, FORM.subject]) expect(page.text).toContain(`<dd>${typed}</dd>`);
    await correctRequester(desk, {
      ...{ ticketId: ticket?.id ?? '', agent: ada, at: desk.now().toISOString() },
      requester: { address: 'bob@rossi.example' },
    });
    const later = await browser().get(sent.location);
    expect(later.text).toContain(`<dd>${FORM.email}</dd>`);
    expect(later.text).not.toContain('bob@rossi.example');
    desk.pass(3_601);
    expect((await browser().get(sent.location)).status).toBe(404);
  });

  it('is shown again with what was typed, and each thing that is wrong', async () => {
    const page = await browser().post('/desk/new?lang=en', {
      name: '',
      email: 'anna',
      subject: '<b>',
      text: '',
      token: token(),
    });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/<title>Problem: /);
    for (const field of ['name', 'email', 'text', 'priority']) expect(page.text).toContain(`href="#${field}"`);
    expect(page.text).toContain('value="&lt;b&gt;"');
    expect(page.text).not.toContain('href="#subject"');
    expect(await ticketsOf(desk)).toEqual([]);
  });

  it.each([
    ['none', ''],
    ['forged', `${'0'.repeat(16)}.abc.${'0'.repeat(16)}`],
    ['a day old', 'old'],
  ])('with a token that is %s is shown once more with a fresh one, and nothing is lost', async (_, given) => {
    const old = renderToken(KEY, new Date(desk.machineNow().getTime() - 25 * 3_600_000).toISOString());
    const page = await browser().post('/desk/new?lang=en', { ...FORM, token: given === 'old' ? old : given });
    expect(page.status).toBe(422);
    expect(page.text).toContain('It is shut.');
    const [, fresh = ''] = /name="token" value="([^"]+)"/.exec(page.text) ?? [];
    desk.pass(10);
    expect((await browser().post('/desk/new', { ...FORM, token: fresh })).status).toBe(303);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('that is sent twice is one ticket; with other words it is asked again', async () => {
    const one = { ...FORM, token: token() };
    const [first, second] = [await browser().post('/desk/new', one), await browser().post('/desk/new', one)];
    expect([first.status, second.status]).toEqual([303, 303]);
    const other = await browser().post('/desk/new?lang=en', { ...one, text: 'Now it burns.' });
    expect(other.status).toBe(422);
    expect(other.text).toContain('This was sent already');
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('brings files', async () => {
    const file = new File(['a log'], 'door.log', { type: 'text/plain' });
    expect((await browser().post('/desk/new', { ...FORM, token: token(), files: file })).status).toBe(303);
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message?.attachments).toMatchObject([{ filename: 'door.log', size: 5 }]);
  });

  it('says so when a file that the script sent did not arrive', async () => {
    const upload = JSON.stringify({ index: 0, filename: 'big.zip', contentType: 'application/zip', size: 9 });
    const page = await browser().post('/desk/new?lang=en', { ...FORM, token: token(), upload });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Choose the file big.zip again');
  });
});

describe('a link', () => {
  const linkOf = async (id: string, address = ANNA) =>
    pathOf(followLinkFor(KEY, desk.settings, await getTicket(desk, id), { address, now: desk.now().toISOString() }));

  it('shows the ticket, why it is due then, and what was said', async () => {
    const { id } = await waitingTicket(desk);
    const page = await browser().get(`${await linkOf(id)}?lang=en`);
    expect(page.status).toBe(200);
    for (const words of [
      id,
      'The door does not open',
      'Since this morning nobody gets in.',
      'Why then?',
      'class="counts"',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.text).not.toContain('ada@support.example');
  });

  it.each([
    ['joins the twin of a duplicate', 'duplicate', 0, 'written'],
    ['opens a ticket of its own, long after the closing', undefined, 60 * 86_400, 'new'],
  ])('says what became of a message: it %s', async (_, reason, seconds, done) => {
    const { id } = await waitingTicket(desk);
    const twin = await waitingTicket(desk, { source: 'mail:twin', messageId: '<twin@rossi.example>' });
    const link = await linkOf(id);
    const said = { ticketId: id, agent: ada, at: desk.now().toISOString() };
    if (!reason)
      await respond(desk, {
        ...said,
        source: 'api:1',
        text: 'Try it.',
        attachments: [],
        tellBy: 'call',
        receivedAt: said.at,
      });
    await changeState(desk, { ...said, state: 'closed', ...(reason && { reason, twin: twin.id }) });
    desk.pass(seconds);
    const path = seconds === 0 ? link : await linkOf(id);
    const sent = await browser().post(`${path}/messages?lang=en`, { token: token(), text: 'It is still shut.' });
    expect(sent.location).toContain(`done=${done}`);
    expect(await ticketsOf(desk)).toHaveLength(done === 'new' ? 3 : 2);
  });

  it('adds a message, and what was sent is said once', async () => {
    const { id } = await waitingTicket(desk);
    const link = await linkOf(id);
    const sent = await browser().post(`${link}/messages?lang=en`, { token: token(), text: 'It is still shut.' });
    expect(sent).toMatchObject({ status: 303, location: `${link}?done=written&lang=en` });
    expect((await browser().get(sent.location)).text).toContain('Your message has arrived.');
    expect((await messagesOf(desk, id)).map(({ text }) => text)).toContain('It is still shut.');
    const empty = await browser().post(`${link}/messages?lang=en`, { token: token(), text: '  ' });
    expect(empty.status).toBe(422);
  });

  it('solves, withdraws, confirms; and again does nothing more', async () => {
    const { id } = await waitingTicket(desk, { requester: { address: ANNA, verified: false } });
    const link = await linkOf(id);
    for (let round = 0; round < 2; round += 1) expect((await browser().post(`${link}/confirm`, {})).status).toBe(303);
    expect((await getTicket(desk, id)).requester.verified).toBe(true);
    await respond(desk, {
      ...{ ticketId: id, agent: ada, source: 'api:1', text: 'Try it.', attachments: [], tellBy: 'call' as const },
      receivedAt: desk.now().toISOString(),
    });
    for (let round = 0; round < 2; round += 1) expect((await browser().post(`${link}/solved`, {})).status).toBe(303);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed' });
    const other = (await waitingTicket(desk, { source: 'mail:other', messageId: '<other@x.example>' })).id;
    await browser().post(`${await linkOf(other)}/withdraw`, {});
    expect(await getTicket(desk, other)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
  });

  it('whose owner said "it was not me" asks them no more whether the address is theirs', async () => {
    const requester = { address: ANNA, verified: false };
    const { id } = await waitingTicket(desk, { channel: 'page', requester });
    const { confirmHeading } = deskWords('en').follow;
    const link = `${await linkOf(id)}`;
    expect((await browser().get(`${link}?lang=en`)).text).toContain(confirmHeading);
    const done = await browser().post(`${link}/not-me?lang=en`, {});
    expect((await browser().get(done.location)).text).not.toContain(confirmHeading);
    await browser().post(`${link}/confirm`, {});
    expect((await getTicket(desk, id)).requester.verified).toBe(false);
  });

  it.each(['', '/messages', '/solved', '/withdraw', '/not-me', '/confirm'])(
    'that is forged, too old, or of somebody who reads no more is one page: %s',
    async (action) => {
      const { id } = await waitingTicket(desk);
      const good = await linkOf(id);
      const pages = [
        good.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        await linkOf(id, 'eve@else.example'),
        '/desk/t/x',
      ];
      const method = action === '' ? 'get' : 'post';
      const answers = [];
      for (const path of pages) answers.push(await browser()[method](`${path}${action}?lang=en`, {}));
      desk.pass(31 * 86_400);
      answers.push(await browser()[method](`${good}${action}?lang=en`, {}));
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    },
  );
});

describe('what a link does not open', () => {
  const LONG = 'x'.repeat(9_000);
  const linkOf = async (ticket: Ticket, address: string) =>
    pathOf(followLinkFor(KEY, desk.settings, ticket, { address, now: desk.now().toISOString() }));

  it('is the link of another reader, also in the whole of a long text that quotes it', async () => {
    const ticket = await waitingTicket(desk, { participants: [{ address: 'bob@rossi.example' }] });
    const annas = `https://desk.example${await linkOf(ticket, ANNA)}`;
    desk.pass(60);
    const raw = `Message-ID: <l@x.example>\nFrom: ${ANNA}\nTo: help@support.example\nSubject: Re: [${ticket.id}]\n\n${LONG}\n\n> Follow your request: ${annas}\n`;
    await receiveMail(desk, arrives(desk, raw, { id: 'l', authenticated: true }));
    const message = (await messagesOf(desk, ticket.id)).find(({ wholeText }) => wholeText !== undefined);
    const bobs = (await linkOf(ticket, 'bob@rossi.example')).replace('/t/', '/f/');
    const whole = await browser().get(`${bobs}/${message?.key}/text`);
    expect(whole.status).toBe(200);
    expect(whole.text).toContain('xxxx');
    expect(whole.text).not.toContain(annas);
    expect(whole.headers['content-disposition']).toContain('attachment');
  });

  it.each(['0', '00', '1/../0', '-1', '999', 'html', 'text', '__proto__'])(
    'is a mail within a mail, nor by another name: %s',
    async (name) => {
      const file = {
        filename: 'fw.eml',
        contentType: 'message/rfc822',
        size: 2,
        content: Buffer.from('hi'),
        inline: false,
      };
      const ticket = await waitingTicket(desk, { attachments: [file] });
      const [message] = await messagesOf(desk, ticket.id);
      const link = (await linkOf(ticket, ANNA)).replace('/t/', '/f/');
      expect((await browser().get(`${link}/${message?.key}/${name}`)).status).toBe(404);
    },
  );

  it.each(['solved', 'withdraw', 'not-me', 'confirm'])(
    'is what a participant may not do: %s, and the page does not say it was done',
    async (action) => {
      const requester = { address: ANNA, verified: false };
      const ticket = await waitingTicket(desk, { requester, participants: [{ address: 'bob@rossi.example' }] });
      const done = await browser().post(`${await linkOf(ticket, 'bob@rossi.example')}/${action}?lang=en`, {});
      expect((await browser().get(done.location)).text).toContain('Nothing was changed');
      expect((await getTicket(desk, ticket.id)).state).toBe('waiting');
    },
  );
});

describe('a form of a program', () => {
  it('is not sent back larger than a form can be', async () => {
    const huge = { ...FORM, text: '<'.repeat(2_000_000), name: '<'.repeat(900_000), token: token() };
    const page = await browser().post('/desk/new?lang=en', huge);
    expect(page.status).toBe(422);
    expect(page.text.length).toBeLessThan(450_000);
  });

  it('leaves no control characters in a name or a subject', async () => {
    const odd = { ...FORM, name: 'An\u202ena\r\nBcc: x', subject: 'The\u0000 door\u202e', token: token() };
    expect((await browser().post('/desk/new', odd)).status).toBe(303);
    const [ticket] = await ticketsOf(desk);
    expect([ticket?.requester.name, ticket?.subject]).toEqual(['Anna Bcc: x', 'The door']);
  });
});

describe('what a program sends without end', () => {
  it('by one link is held beyond twenty messages in ten minutes, once each, and none is lost', async () => {
    const ticket = await waitingTicket(desk);
    const link = pathOf(followLinkFor(KEY, desk.settings, ticket, { address: ANNA, now: desk.now().toISOString() }));
    for (let n = 0; n < 24; n += 1) {
      const one = { token: token(), text: `More ${n}` };
      const sent = await browser().post(`${link}/messages?lang=en`, one);
      expect(sent.location).toContain(n < 20 ? 'done=written' : 'done=held');
      await browser().post(`${link}/messages?lang=en`, one);
      desk.pass(10);
    }
    expect(await messagesOf(desk, ticket.id)).toHaveLength(21);
    const { entries } = await desk.quarantine.list({ state: 'held', limit: 50 });
    expect(entries.map(({ reason }) => reason)).toEqual(Array(4).fill('page flood'));
    desk.pass(700);
    const later = await browser().post(`${link}/messages`, { token: token(), text: 'And now?' });
    expect(later.location).toContain('done=written');
    expect((await browser().get(`${link}?lang=en`)).text).not.toContain('More 23');
    const receive = () => Promise.reject(new Error('it is no mail'));
    await release(desk, entries[0]?.id ?? '', { by: 'agent:ada', receive });
    expect((await browser().get(`${link}?lang=en`)).text).toContain('More 23');
  });

  it('by one link is refused where it has no end, with all that was typed, and when to send it again', async () => {
    const ticket = await waitingTicket(desk);
    const link = pathOf(followLinkFor(KEY, desk.settings, ticket, { address: ANNA, now: desk.now().toISOString() }));
    for (let n = 0; n < 60; n += 1) await browser().post(`${link}/messages`, { token: token(), text: `More ${n}` });
    const last = { token: token(), text: 'And the last one.' };
    const refused = await browser().post(`${link}/messages?lang=en`, last);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '600']);
    for (const said of [last.text, last.token, deskWords('en').failure.tooMany.title]) {
      expect(refused.text).toContain(said);
    }
    desk.pass(601);
    expect((await browser().post(`${link}/messages`, last)).location).toContain('done=written');
  });

  it('for links has none mailed beyond twenty, hit or miss, and is told to wait', async () => {
    const { id } = await waitingTicket(desk);
    for (let n = 0; n < 20; n += 1)
      await browser().post('/desk/link', { number: 'T-00000000', email: `x${n}@x.example` });
    desk.sent.length = 0;
    const hit = await browser().post('/desk/link?lang=en', { number: id, email: ANNA });
    const miss = await browser().post('/desk/link?lang=en', { number: id, email: 'eve@else.example' });
    expect([hit.status, hit.headers['retry-after']]).toEqual([429, '600']);
    expect(hit.text).toContain(deskWords('en').failure.tooMany.title);
    expect([miss.status, miss.text.replaceAll('eve@else.example', ANNA)]).toEqual([hit.status, hit.text]);
    expect(desk.sent).toEqual([]);
    desk.pass(700);
    await browser().post('/desk/link?lang=en', { number: id, email: ANNA });
    expect(desk.sent).toHaveLength(1);
  });

  it('for one link again and again is one question of its network, and five mails a day', async () => {
    const { id } = await waitingTicket(desk);
    desk.sent.length = 0;
    for (let n = 0; n < 30; n += 1) {
      expect((await browser().post('/desk/link', { number: id, email: ANNA })).status).toBe(303);
    }
    expect(desk.sent).toHaveLength(5);
  });
});

describe('asking for a link', () => {
  it('says the same to everybody', async () => {
    const { id } = await waitingTicket(desk);
    desk.sent.length = 0;
    const hit = await browser().post('/desk/link', { number: id.toLowerCase(), email: ANNA });
    const miss = await browser().post('/desk/link', { number: 'T-00000000', email: ANNA });
    expect([hit.status, hit.location]).toEqual([miss.status, miss.location]);
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([ANNA]);
    expect((await browser().post('/desk/link?lang=en', { number: 'x', email: 'y' })).status).toBe(422);
  });
});

describe('every answer', () => {
  it('has the policy, whatever it is, and of another site nothing is taken', async () => {
    const { id } = await waitingTicket(desk);
    const link = await waitingLink(id);
    const paths = [
      '/desk',
      '/desk/new',
      '/desk/link',
      '/desk/link/sent',
      link,
      '/desk/t/x',
      '/desk/nothing',
      '/assets/x/none.js',
    ];
    for (const path of paths) {
      const { headers } = await browser().get(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['cache-control']).toBe('private, no-store');
    }
    const foreign = await browser().post('/desk/new', { ...FORM, token: token() }, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  const waitingLink = async (id: string) =>
    pathOf(
      followLinkFor(KEY, desk.settings, await getTicket(desk, id), { address: ANNA, now: desk.now().toISOString() }),
    );
});
