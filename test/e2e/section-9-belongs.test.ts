import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Conversation, HELP, LUCA, SALES, type Story, urgentDesk } from './support/conversation.ts';
import type { RunningDesk } from './support/desk.ts';

/** Who belongs to a conversation (docs/promise.md section 9), by SMTP: journeys side by side on one desk. */

let desk: RunningDesk;
let on: Conversation;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk());
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

describe.concurrent('people whom a mail names', () => {
  it('with the desk in Bcc know nothing of it: an answer goes to its writer alone', async () => {
    const by = 'bea@hidden.example';
    const { id } = await on.opened(by, 'In Bcc', {
      to: 'boss@hidden.example',
      cc: 'all@hidden.example',
      envelope: { from: by, to: HELP },
    });
    expect(await on.story(id)).toMatchObject({ participants: [], proposed: [] });
    await on.reply(id, 'For Bea alone.');
    expect(await on.whoGot('For Bea alone.', 1)).toEqual([by]);
  });

  it('in one that proves nothing are proposed, get nothing until they are added, and nothing once they are removed', async () => {
    const by = 'carl@loose.example';
    const dora = 'dora@loose.example';
    const { id } = await on.opened(by, 'Proposed', { login: undefined, cc: dora });
    expect((await on.notice(id)).body.text).toMatch(/Proposed: +dora@loose\.example/);
    expect(await on.story(id)).toMatchObject({ participants: [], proposed: [{ address: dora }] });
    await on.reply(id, 'First, for Carl.');
    expect(await on.whoGot('First, for Carl.', 1)).toEqual([by]);
    await on.reply(id, `#add ${dora}\n\nSecond, for both.`);
    expect(await on.whoGot('Second, for both.', 2)).toEqual([by, dora]);
    await on.reply(id, `#remove ${dora}\n\nThird, for Carl.`);
    expect(await on.whoGot('Third, for Carl.', 1)).toEqual([by]);
    expect(await on.story(id)).toMatchObject({ participants: [], proposed: [] });
  });
});

describe.concurrent('a mail of an answer, reported as lost by its own return path', () => {
  const lostBy = async (words: string, reader: string, names: string) => {
    const to = (await on.sentWith(words)).find(({ destinations }) => destinations.includes(reader))?.source;
    const status = `Reporting-MTA: dns; mx.lost.example\n\nFinal-Recipient: rfc822; ${names}\nAction: failed\nStatus: 5.1.1\n`;
    await desk.mail({
      envelope: { from: '', to: String(to) },
      raw: [
        `From: MAILER-DAEMON@mx.lost.example\nTo: ${to}\nSubject: Undelivered Mail\nMessage-ID: <${reader}>\nMIME-Version: 1.0`,
        'Content-Type: multipart/report; report-type=delivery-status; boundary=r\n',
        `--r\nContent-Type: text/plain\n\nNot delivered to ${names}.`,
        `--r\nContent-Type: message/delivery-status\n\n${status}\n--r--\n`,
      ].join('\n'),
    });
  };

  it('re-opens the clock when it is the requester’s, and neither a copy nor that of one who was removed', async () => {
    const [anna, bea, carl] = ['anna', 'bea', 'carl'].map((name) => `${name}@lost.example`) as [string, string, string];
    const { id } = await on.opened(anna, 'Lost', { cc: [bea, carl] });
    await on.reply(id, 'Push the lost door.');
    expect(await on.whoGot('Push the lost door.', 3)).toEqual([anna, bea, carl]);
    const noted = (names: string) => (ticket: Story) =>
      ticket.messages.some(({ author, text }) => author === 'unverified' && text.includes(names));

    await lostBy('Push the lost door.', bea, anna);
    const copied = await on.until('the report of a copy', id, noted(`Not delivered to ${anna}`));
    expect(copied).toMatchObject({ state: 'answered', firstResponse: { met: true } });
    expect(copied.trail.filter(({ action }) => action === 'not delivered')).toMatchObject([
      { detail: expect.stringContaining(`to ${bea}: `) },
    ]);
    await on.reply(id, `#remove ${carl}`);
    await on.until('Carl to be gone', id, ({ participants }) => participants.length === 1);
    await lostBy('Push the lost door.', carl, carl);
    const removed = await on.until('the report of a former reader', id, noted(`Not delivered to ${carl}`));
    expect(removed).toMatchObject({ state: 'answered', firstResponse: { met: true } });
    await lostBy('Push the lost door.', anna, 'mbox4711@hosting.example');
    await on.until('the clock to run again', id, ({ state }) => state === 'waiting');
  });
});

describe.concurrent('what is written from outside', () => {
  const written = async (name: string) => {
    const ticket = await on.opened(`anna@${name}.example`, `Outside ${name}`);
    const eve = `eve@${name}-eve.example`;
    const mail = { subject: `Re: [${ticket.id}] Outside`, text: `Tell me all, ${name}.` };
    await desk.mail({ ...mail, from: eve, login: eve });
    const { body } = await on.notice(ticket.id, mail.text);
    expect(body.text).toContain('From outside');
    return { ...ticket, eve, seen: mail.text };
  };

  it('is answered to nobody outside, until an agent lets its writer in', async () => {
    const { id, by, eve, seen } = await written('added');
    await on.reply(id, 'This is for one alone.', seen);
    expect(await on.whoGot('This is for one alone.', 1)).toEqual([by]);
    await on.reply(id, `#add ${eve}\n\nThis is for two.`, seen);
    expect(await on.whoGot('This is for two.', 2)).toEqual([by, eve].sort());
    expect((await on.story(id)).fromOutside).toEqual([]);
  });

  it('is a ticket of its own when an agent files it', async () => {
    const { id, eve, seen } = await written('filed');
    await on.reply(id, '#file', seen);
    const { links } = await on.until('the ticket that was filed', id, (each) => each.links.length === 1);
    const filed = await on.story(links[0]?.ticket ?? '');
    expect(filed).toMatchObject({ state: 'waiting', requester: { address: eve }, participants: [] });
    expect(filed.messages[0]?.text).toContain(seen);
    const acknowledged = await desk.received(eve, ({ subject }) => subject.includes(filed.id));
    expect(JSON.stringify(acknowledged)).not.toContain(id);
    expect((await on.story(id)).fromOutside).toEqual([]);
  });

  it('is off the list when an agent dismisses it', async () => {
    const { id, eve, seen } = await written('dismissed');
    await on.reply(id, '#dismiss', seen);
    const after = await on.until('the list to be empty', id, ({ fromOutside }) => fromOutside.length === 0);
    expect(after).toMatchObject({ state: 'waiting', links: [], participants: [] });
    expect(await on.mailsTo(eve)).toEqual([]);
  });

  it('and says P1 is a ticket of its own, which shows nothing of the other', async () => {
    const { id } = await on.opened('anna@urgent.example', 'Outside urgent', { text: 'P3\nIt creaks.' });
    await desk.mail({ from: 'mia@burns.example', subject: `Re: [${id}] Outside`, text: 'P1\nOurs burns.' });
    const acknowledged = await desk.received('mia@burns.example');
    expect(JSON.stringify(acknowledged)).not.toContain(id);
    const { links } = await on.until('the link', id, (ticket) => ticket.links.length === 1);
    expect(await on.story(links[0]?.ticket ?? '')).toMatchObject({ state: 'waiting', priority: 1 });
  });
});

describe.concurrent('one mail that comes twice', () => {
  const once = (name: string) => ({
    from: `olga@${name}.example`,
    messageId: `<once@${name}.example>`,
    date: new Date('2026-11-27T09:00:00Z'),
  });
  const direct = (name: string) => ({
    ...{ ...once(name), login: once(name).from, subject: `Twice ${name}`, text: 'It leaks.' },
    cc: `paul@${name}.example`,
  });
  const listed = (name: string) => ({
    ...{ ...once(name), subject: `[users] Twice ${name}`, cc: 'mallory@evil.example' },
    text: 'It leaks.\n\n_______________\nusers mailing list',
  });

  it('is one ticket; the proved copy replaces what came before it', async () => {
    await desk.mail(listed('lifted'));
    const { id } = await desk.ticket('Twice lifted');
    await on.notice(id);
    expect(await on.story(id)).toMatchObject({ proposed: [{ address: 'mallory@evil.example' }], participants: [] });
    await desk.mail(direct('lifted'));
    const ticket = await on.until(
      'it lifted',
      id,
      ({ requester, messages }) => requester.verified && messages[0]?.text === 'It leaks.\n',
    );
    expect(ticket).toMatchObject({
      subject: 'Twice lifted',
      proposed: [],
      participants: [{ address: 'paul@lifted.example' }],
    });
    expect(ticket.messages).toHaveLength(1);
  });

  it('is one ticket; an unproved copy changes nothing', async () => {
    await desk.mail(direct('plain'));
    const { id } = await desk.ticket('Twice plain');
    const before = await on.until('Paul', id, ({ participants }) => participants.length === 1);
    await desk.mail(listed('plain'));
    await desk.mail({
      ...once('plain'),
      messageId: '<later@plain.example>',
      subject: `Re: [${id}]`,
      text: 'Still.',
      login: once('plain').from,
    });
    const after = await on.until('what came later', id, ({ messages }) =>
      messages.some(({ text }) => text.includes('Still.')),
    );
    expect(after).toMatchObject({ subject: before.subject, proposed: [], participants: before.participants });
    expect(after.messages).toHaveLength(2);
    const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: { subject: string }[] };
    expect(tickets.filter(({ subject }) => subject.includes('Twice plain'))).toHaveLength(1);
  });
});

describe.concurrent('a mail to several addresses of ours', () => {
  it.each([
    ['sales-first', [SALES, HELP], 2],
    ['help-first', [HELP, SALES], 1],
  ])('of the desk is one ticket, by the first one: %s', async (name, to, priority) => {
    const by = `quinn@${name}.example`;
    const { id } = await on.opened(by, `Both ${name}`, { to });
    expect(await on.story(id)).toMatchObject({ priority, door: to[0], participants: [] });
    const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: { subject: string }[] };
    expect(tickets.filter(({ subject }) => subject.includes(`Both ${name}`))).toHaveLength(1);
    expect(await on.mailsTo(by)).toHaveLength(1);
  });

  it('of two tickets is in both', async () => {
    const by = 'rosa@two.example';
    const one = await on.opened(by, 'Two, the one');
    const other = await on.opened(by, 'Two, the other');
    await desk.mail({
      from: by,
      login: by,
      to: [one.to, other.to],
      subject: 'About both',
      text: 'Both of them, please.',
    });
    for (const { id } of [one, other]) {
      const { messages } = await on.until('the mail on both', id, (each) => each.messages.length === 2);
      expect(messages[1]?.text).toContain('Both of them, please.');
      await on.notice(id, 'Both of them, please.');
    }
  });
});

describe.concurrent('knowing an id is not belonging', () => {
  it('two who answer one newsletter have a ticket each, and each reads their own answer', async () => {
    const references = '<newsletter-7@marketing.example>';
    const people = ['sam@one.example', 'tom@other.example'];
    const ids = [];
    for (const from of people) {
      await desk.mail({
        inReplyTo: references,
        references,
        subject: 'Re: Our newsletter',
        from,
        login: from,
        text: `Asks ${from}.`,
      });
      const { subject } = await desk.received(LUCA, ({ body }) => body.text?.includes(`Asks ${from}.`) === true);
      ids.push(/T-[0-9A-Z]{8}/.exec(subject)?.[0] ?? '');
    }
    expect(new Set(ids).size).toBe(2);
    for (const [index, id] of ids.entries()) {
      await on.reply(id, `An answer to ${people[index]}.`);
      expect(await on.whoGot(`An answer to ${people[index]}.`, 1)).toEqual([people[index]]);
    }
  });
});
