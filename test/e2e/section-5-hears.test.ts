import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Conversation, LUCA, REFUSALS, refusalsOn, urgentDesk } from './support/conversation.ts';
import type { RunningDesk, SentMail } from './support/desk.ts';
import { deliveryReport } from './support/raw-mails.ts';

/** Who must hear of what (docs/promise.md sections 5 and 9), by SMTP: journeys side by side on one desk with two agents. */

const MARTA = 'marta@team.example';

let desk: RunningDesk;
let on: Conversation;
let refuse: ReturnType<typeof refusalsOn>;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk());
  refuse = refusalsOn(desk);
  const marta = `id,name,addresses\nmarta,Marta Conti,${MARTA}\n`;
  expect((await desk.commandWith(marta, 'agents', 'import', '-')).code).toBe(0);
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

const isAnswered = ({ state }: { state: string }) => state === 'answered';
/** A mail of a ticket that says `words`, however its lines are wrapped. */
const says =
  (id: string, words: string) =>
  ({ subject, body }: SentMail) =>
    `${subject}\n${body.text}`.includes(id) && body.text?.replace(/\s+/g, ' ').includes(words) === true;
const count = async (address: string, id: string, words: string) =>
  (await on.mailsTo(address)).filter(says(id, words)).length;

describe.concurrent('an agent', () => {
  it('to whom a colleague gives a ticket hears of it, with what the customer wrote', async () => {
    const { id } = await on.opened('gia@given.example', 'Given', { text: 'The red lamp blinks.' });
    await on.reply(id, '#assign marta');
    const { subject, body } = await desk.received(MARTA, says(id, 'The ticket was handed over'));
    expect(subject).toContain(id);
    expect(body.text).toContain('Luca Ferri has given it to you: it is yours now.');
    expect(body.text).toContain('The red lamp blinks.');
    expect(await on.story(id)).toMatchObject({ state: 'waiting', assignee: 'marta' });
    expect(await count(LUCA, id, 'The ticket was handed over')).toBe(0);
  });

  it.each([
    ['assign', '#assign nobody', 'there is no agent "nobody"'],
    ['close', '#close', 'a ticket without a response is closed with one of'],
    ['slip', '#clsoe spam\n\nWe are on it.', '#clsoe spam: there is no such command'],
  ])('whose command is refused hears why, and nothing was done: %s', async (name, text, why) => {
    const { id, by } = await on.opened(`remo@refused-${name}.example`, `Refused ${name}`);
    await on.reply(id, text);
    const { body } = await on.notice(id, 'Your mail was not carried out');
    expect(body.text).toContain(why);
    expect(body.text).toContain('#assign me');
    expect(await on.story(id)).toMatchObject({ state: 'waiting', assignee: null, firstResponse: null });
    expect(await on.mailsTo(by)).toHaveLength(1);
    expect(await count(MARTA, id, 'Your mail was not carried out')).toBe(0);
  });

  it('hears once that a colleague has answered, with the answer', async () => {
    const { id, by, to } = await on.opened('cleo@colleague.example', 'Colleague');
    await on.reply(id, 'Push it twice.');
    await desk.received(MARTA, says(id, 'Push it twice.'));
    await on.until('the answer', id, isAnswered);
    await desk.mail({ from: by, login: by, to, subject: 'Re: Colleague', text: 'It opens, thanks.' });
    await Promise.all([MARTA, LUCA].map((agent) => desk.received(agent, says(id, 'It opens, thanks.'))));
    expect(await count(MARTA, id, 'Push it twice.')).toBe(1);
    expect(await count(LUCA, id, 'Push it twice.')).toBe(0);
  });
});

describe.concurrent('an acknowledgement that its customer did not get is told to the agents', () => {
  const hear = async (id: string, why: string) => {
    for (const agent of [LUCA, MARTA]) {
      const { body } = await desk.received(agent, says(id, 'The customer did not get our mail'));
      expect(body.text).toContain(why);
    }
    expect(await on.story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
  };

  it('when the mail service refuses it', async () => {
    const from = 'ugo@unheard.example';
    await refuse(from, REFUSALS.recipient);
    await desk.mail({ from, login: from, subject: 'Unheard', text: 'Nobody gets in.' });
    const { id } = await desk.ticket('Unheard');
    await hear(id, REFUSALS.recipient.message);
    expect(await on.mailsTo(from)).toEqual([]);
  });

  it('when it comes back', async () => {
    const { id, by } = await on.opened('ada@unreached.example', 'Unreached');
    const sent = (await on.envelopes()).find(({ destinations }) => destinations.includes(by));
    const original = `<${sent?.messageId}@eu-west-1.amazonses.com>`;
    const raw = deliveryReport({ name: 'unreached', recipient: by, original });
    await desk.mail({ raw, envelope: { from: '', to: sent?.source ?? '' } });
    await hear(id, by);
  });
});

describe.concurrent('a customer hears in one mail', () => {
  const hears = async (id: string, by: string, words: string) => {
    const { body } = await desk.received(by, says(id, words));
    await on.notice(id);
    expect((await on.mailsTo(by)).filter(({ subject }) => subject.includes(id))).toHaveLength(2);
    return body.text?.replace(/\s+/g, ' ') ?? '';
  };

  it('that the promise has moved, and to when', async () => {
    const { id, by } = await on.opened('mia@moved.example', 'Moved');
    const before = await on.story(id);
    await on.reply(id, '#plan premium');
    const text = await hears(id, by, `the time by which we answer your request ${id} has changed.`);
    expect(text).toContain('Answer by:');
    const after = await on.until('the plan', id, ({ plan }) => plan === 'premium');
    expect(after.clock.start).toBe(before.clock.start);
    expect(after.clock.respondBy).not.toBe(before.clock.respondBy);
  });

  it.each([
    ['customer-unresponsive', 'we asked you something that we need to go on, and have had no answer.'],
    ['it is one screen only', 'The reason: it is one screen only'],
  ])('that the priority is lowered, why, and the new time: %s', async (reason, why) => {
    const { id, by } = await on.opened(`lino@${reason.replaceAll(' ', '-')}.example`, `Lower ${reason}`);
    await on.reply(id, `#priority 2 ${reason}`);
    const text = await hears(id, by, 'now has priority 2; it had priority 1.');
    expect(text).toContain(why);
    expect(text).toContain('Answer by:');
    expect(text).toContain('Priority 2 means that your work goes on');
    expect(await on.story(id)).toMatchObject({ state: 'waiting', priority: 2 });
  });

  it.each([
    ['withdrawn', () => '#close withdrawn', 'As far as we know you no longer need it.'],
    ['duplicate', (twin: string) => `#close duplicate ${twin}`, 'It is the same as another request'],
  ])('that the request is closed, and as what: %s', async (name, command, why) => {
    const by = `carl@closed-${name}.example`;
    const twin = await on.opened(by, `Twin of ${name}`);
    const { id } = await on.opened(by, `Closed ${name}`);
    await on.reply(id, command(twin.id));
    const text = await hears(id, by, `we have closed your request ${id} without an answer.`);
    expect(text).toContain(why);
    expect(text).not.toContain('Answer by');
    expect(await on.story(id)).toMatchObject({ state: 'closed', firstResponse: null });
  });
});

describe.concurrent('the files of a message', () => {
  it('stand in the notice as links that open without a login, small and large, and give their bytes', async () => {
    const files = [
      ['small.txt', Buffer.from('It is the left one.')],
      ['large film.mp4', randomBytes(2_000_000)],
    ] as const;
    const attachments = files.map(([filename, content]) => ({ filename, content }));
    const { id } = await on.opened('fede@files.example', 'Files', { attachments });
    const { text = '' } = (await on.notice(id)).body;
    for (const [filename, content] of files) {
      const line = text.slice(text.indexOf(filename));
      const link = /https?:\/\/\S+/.exec(line)?.[0] ?? '';
      const file = await fetch(link);
      expect(file.status).toBe(200);
      expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
      expect(file.headers.get('content-disposition')).toContain(encodeURIComponent(filename));
      expect((await fetch(`${link}x`)).status).toBe(404);
    }
  });
});
