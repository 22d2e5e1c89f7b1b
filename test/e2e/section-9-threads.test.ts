import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Conversation, HELP, LUCA, SALES, urgentDesk } from './support/conversation.ts';
import type { RunningDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Which mails are one ticket, and which are not (docs/promise.md section 9), by SMTP: journeys side by side on one desk. */

let desk: RunningDesk;
let on: Conversation;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk());
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

/** Waits for so many tickets about it, the oldest first. */
const ticketsAbout = (subject: string, count: number) =>
  waitFor(`${count} tickets about ${subject}`, async () => {
    const page = await desk.api('/api/tickets?limit=100');
    const { tickets } = (await page.json()) as { tickets: { id: string; subject: string; openedAt: string }[] };
    const about = tickets.filter((ticket) => ticket.subject.includes(subject));
    return about.length >= count ? about.sort((a, b) => a.openedAt.localeCompare(b.openedAt)) : undefined;
  });

describe.concurrent('two who answer one newsletter', () => {
  it('have tickets that are linked for the agents’ eyes, and for nobody else’s', async () => {
    const newsletter = '<newsletter-8@marketing.example>';
    const writes = (from: string, text: string) =>
      desk.mail({
        ...{ from, login: from, subject: 'Re: The spring offer', text },
        ...{ inReplyTo: newsletter, references: newsletter },
      });
    await writes('ada@spring-one.example', 'Is it for us?');
    const [{ id: one = '' } = {}] = await ticketsAbout('The spring offer', 1);
    await on.notice(one);
    await writes('ben@spring-two.example', 'Is it in blue?');
    const notice = await desk.received(LUCA, ({ body }) => body.text?.includes('Is it in blue?') === true);
    expect(notice.body.text).toContain(`It answers a mail that ticket ${one} answers as well.`);
    const other = (await ticketsAbout('The spring offer', 2)).find(({ id }) => id !== one)?.id ?? '';
    expect((await on.story(other)).links).toEqual([{ ticket: one, kind: 'same thread' }]);
    const linked = await on.until('the link back', one, ({ links }) => links.length === 1);
    expect(linked.links).toEqual([{ ticket: other, kind: 'same thread' }]);

    await on.reply(other, 'In blue, too.', 'Is it in blue?');
    expect(await on.whoGot('In blue, too.', 1)).toEqual(['ben@spring-two.example']);
    const toBen = await on.mailsTo('ben@spring-two.example');
    expect(toBen).toHaveLength(2);
    expect(JSON.stringify(toBen)).not.toContain(one);
    expect(JSON.stringify(await on.mailsTo('ada@spring-one.example'))).not.toContain(other);
  });
});

describe.concurrent('one Message-ID', () => {
  it('with another text is another request, as machines send that give all their mails one id', async () => {
    const from = 'monitor@one-id.example';
    const mail = { from, login: from, messageId: '<always@one-id.example>', date: new Date('2026-11-27T09:00:00Z') };
    await desk.mail({ ...mail, subject: 'Disk of one id', text: 'The first disk is full.' });
    await ticketsAbout('Disk of one id', 1);
    await desk.mail({ ...mail, subject: 'Disk of one id', text: 'The second disk is full.' });
    const tickets = await ticketsAbout('Disk of one id', 2);
    const told = await Promise.all(tickets.map(({ id }) => on.story(id)));
    expect(told.map(({ messages }) => messages.map(({ text }) => text.trim()))).toEqual([
      ['The first disk is full.'],
      ['The second disk is full.'],
    ]);
    for (const { state } of told) expect(state).toBe('waiting');
    for (const { id } of told) await on.notice(id);
  });

  it('with another text, sent to a ticket, is a message of its own there', async () => {
    const by = 'sara@same-id.example';
    const messageId = '<again@same-id.example>';
    const { id, to } = await on.opened(by, 'Door of one id', { messageId });
    await desk.mail({ from: by, login: by, messageId, to, subject: 'Re: Door of one id', text: 'The window, too.' });
    const { messages } = await on.until('the second', id, (ticket) => ticket.messages.length === 2);
    expect(messages.map(({ author, text }) => [author, text.trim()])).toEqual([
      ['customer', 'Nobody gets in.'],
      ['customer', 'The window, too.'],
    ]);
    await on.notice(id, 'The window, too.');
    expect(await ticketsAbout('Door of one id', 1)).toHaveLength(1);
  });
});

describe.concurrent('a mail without a Message-ID', () => {
  it.each([
    ['a Date', 'Date: Fri, 27 Nov 2026 10:00:00 +0100\r\n'],
    ['none, on one day', ''],
  ])('and with %s, tried again, is one ticket, which is acknowledged and told of once', async (_, date) => {
    const name = date ? 'dated' : 'undated';
    const from = `vera@${name}.example`;
    const header = `From: ${from}\r\nTo: ${HELP}\r\n${date}Subject: Retry ${name}`;
    const send = (text: string) =>
      desk.mail({ raw: `${header}\r\n\r\n${text}\r\n`, login: from, envelope: { from, to: HELP } });
    await send('It leaks.');
    await send('It leaks.');
    await send('It leaks more.');
    const tickets = await ticketsAbout(`Retry ${name}`, 2);
    for (const { id } of tickets) await desk.received(from, ({ subject }) => subject.includes(id));
    const told = await Promise.all(tickets.map(({ id }) => on.notice(id).then(() => on.story(id))));
    expect(told.map(({ messages }) => messages.length)).toEqual([1, 1]);
    expect(await ticketsAbout(`Retry ${name}`, 2)).toHaveLength(2);
    expect(await on.mailsTo(from)).toHaveLength(2);
  });
});

describe.concurrent('a copy', () => {
  const once = (name: string) => ({
    from: `olga@${name}.example`,
    messageId: `<once@${name}.example>`,
    date: new Date('2026-11-27T09:00:00Z'),
  });

  it('that brings files which a list has dropped adds them to the ticket', async () => {
    const { from, ...mail } = once('dropped');
    const list = {
      subject: '[users] Files dropped',
      headers: { 'List-Id': '<users.dropped.example>', Precedence: 'list' },
    };
    await desk.mail({ ...mail, from, ...list, text: 'See the log.\n\n_______________\nusers mailing list' });
    const { id } = await desk.ticket('Files dropped');
    await on.notice(id, 'See the log.');
    const file = { filename: 'log.txt', content: 'Nothing works.' };
    await desk.mail({
      ...mail,
      from,
      login: from,
      subject: 'Files dropped',
      text: 'See the log.',
      attachments: [file],
    });
    const ticket = await on.until('the file', id, ({ messages }) =>
      messages.some((each) => each.attachments.length > 0),
    );
    expect(ticket.messages.map(({ attachments }) => attachments.map(({ filename }) => filename))).toEqual([
      [],
      ['log.txt'],
    ]);
    expect(ticket.messages[1]?.warnings.join()).toContain('came again with other files');
    expect(await ticketsAbout('Files dropped', 1)).toHaveLength(1);
    await desk.received(from, ({ subject }) => subject.includes(id));
    expect(await on.mailsTo(from)).toHaveLength(1);
  });

  it('that is proved raises the priority which the first, behind a long banner, did not show', async () => {
    const { from, ...mail } = once('banner');
    const banner = [
      'CAUTION: This email originated from outside of the organization.',
      'Do not click links or open attachments,',
      'unless you recognize the sender',
      'and know that the content',
      'is safe.',
    ].join('\n');
    const text = 'P1\nNothing works behind the banner.';
    await desk.mail({ ...mail, from, to: SALES, subject: 'EXTERNAL: Behind a banner', text: `${banner}\n\n${text}` });
    const { id } = await desk.ticket('Behind a banner');
    const before = await on.story(id);
    expect(before).toMatchObject({ priority: 2, requester: { verified: false } });
    await desk.mail({ ...mail, from, login: from, to: SALES, subject: 'Behind a banner', text });
    const after = await on.until('it raised', id, ({ priority }) => priority === 1);
    expect(after).toMatchObject({ state: 'waiting', requester: { verified: true } });
    expect(after.messages).toHaveLength(1);
    expect(Date.parse(after.clock.respondBy)).toBeLessThan(Date.parse(before.clock.respondBy));
    expect(await ticketsAbout('Behind a banner', 1)).toHaveLength(1);
  });
});
