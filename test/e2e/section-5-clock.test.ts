import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answersOn,
  type Conversation,
  LUCA,
  promiseOf,
  REFUSALS,
  refusalsOn,
  type Story,
  timeOf,
  urgentDesk,
} from './support/conversation.ts';
import type { RunningDesk, SentMail } from './support/desk.ts';
import { deliveryReport } from './support/raw-mails.ts';
import { waitFor } from './support/wait-for.ts';

/** What starts and stops a clock (docs/promise.md section 5), by SMTP: journeys side by side on one desk. */

let desk: RunningDesk;
let on: Conversation;
let refuse: ReturnType<typeof refusalsOn>;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk());
  refuse = refusalsOn(desk);
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

const isAnswered = ({ state }: Story) => state === 'answered';

describe.concurrent('a clock starts', () => {
  it.each([
    ['years ago', '2001-01-01T09:00:00Z'],
    ['years ahead', '2101-01-01T09:00:00Z'],
  ])('when the mail reaches the desk, though its Date is %s', async (name, date) => {
    const before = await timeOf(desk);
    const { id } = await on.opened(`dina@${name.replace(' ', '-')}.example`, `Dated ${name}`, { date: new Date(date) });
    const { clock } = await on.story(id);
    expect(Date.parse(clock.start)).toBeGreaterThanOrEqual(before - 1_000);
    expect(Date.parse(clock.start)).toBeLessThanOrEqual(await timeOf(desk));
    expect(clock.respondBy > clock.start).toBe(true);
  });
});

describe.concurrent('what an agent’s mail program sends without a word of theirs', () => {
  const card = ['BEGIN:VCARD', 'VERSION:4.0', 'FN:Luca Ferri', 'END:VCARD', ''].join('\r\n');
  const meeting = ['BEGIN:VCALENDAR', 'METHOD:REPLY', 'BEGIN:VEVENT', 'UID:door-1', 'DTSTAMP:20261129T090000Z'];
  const attended = 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:luca@team.example';
  const calendar = [...meeting, attended, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
  const alternatives = (contentType: string, content: string) => ({ alternatives: [{ contentType, content }] });
  const file = (filename: string, contentType: string, content: string) => ({
    attachments: [{ filename, contentType, content }],
  });

  it.each([
    [
      'a reaction',
      { text: '👍', ...alternatives('text/vnd.google.email-reaction+json', '{"emoji":"👍","version":1}') },
    ],
    ['a meeting answer', { text: 'Accepted: The door', ...alternatives('text/calendar; method=REPLY', calendar) }],
    ['an encrypted mail', file('smime.p7m', 'application/pkcs7-mime; smime-type=enveloped-data', 'sealed')],
    ['a business card', file('luca.vcf', 'text/vcard', card)],
    ['an empty reply', { text: '> Nobody gets in.\n' }],
    ['a note of absence', { text: 'I am out of the office until Monday.', subject: 'Automatic reply: Out of office' }],
  ])('is no answer, and the agent hears so: %s', async (name, mail) => {
    const by = `rosa@${name.replaceAll(' ', '-')}.example`;
    const { id } = await on.opened(by, `Wordless ${name}`);
    const before = promiseOf(await on.story(id));
    const { replyTo, subject } = await on.notice(id);
    await desk.mail({ from: LUCA, login: LUCA, to: replyTo[0] as string, subject: `Re: ${subject}`, ...mail });
    await on.heard(id, 'The customer was sent nothing');
    const after = await on.story(id);
    expect(promiseOf(after)).toEqual(before);
    expect(after).toMatchObject({ state: 'waiting', awaits: 'agent', firstResponse: null });
    expect(await on.mailsTo(by)).toHaveLength(1);
  });
});

describe.concurrent('an agent’s own robot', () => {
  it('answers nobody: what it says stands on the ticket with the reason, and the clock runs on', async () => {
    const by = 'rolf@robot.example';
    const { id } = await on.opened(by, 'Robot');
    const before = promiseOf(await on.story(id));
    const { replyTo, subject } = await on.notice(id);
    await desk.mail({
      ...{ from: LUCA, login: LUCA, to: replyTo[0] as string, subject: `Automatic reply: ${subject}` },
      ...{ text: 'I am away until Monday.', headers: { 'Auto-Submitted': 'auto-replied' } },
    });
    const after = await on.until('what it said', id, ({ messages }) => messages.length === 2);
    expect(promiseOf(after)).toEqual(before);
    expect(after.messages[1]).toMatchObject({ author: 'unverified', delivery: null });
    expect(after.messages[1]?.warnings.join()).toContain('it was written by a machine');
    expect(await on.mailsTo(by)).toHaveLength(1);
  });
});

describe.concurrent('an answer', () => {
  it.each([
    ['recipient', REFUSALS.recipient],
    ['mail', REFUSALS.mail],
  ])('that the mail service refuses for good stops no clock, and its agent hears so: the %s', async (name, refusal) => {
    const by = `rene@refused-${name}.example`;
    const { id } = await on.opened(by, `Refused ${name}`);
    const before = promiseOf(await on.story(id));
    await refuse(by, refusal);
    await on.reply(id, `Push the ${name}.`);
    const { body } = await on.notice(id, 'Your answer was not sent');
    expect(body.text).toContain(`Push the ${name}.`);
    expect(body.text).toContain(refusal.message);
    expect(promiseOf(await on.story(id))).toEqual(before);
    await refuse(by, undefined);
    await on.reply(id, `Pull the ${name}.`);
    expect(await on.whoGot(`Pull the ${name}.`, 1)).toEqual([by]);
    const told = await on.until('the answer', id, isAnswered);
    expect(told.firstResponse?.at).toBe(answersOn(told).at(-1)?.at);
    expect(
      await on.sentWith(`Push the ${name}.`).then((all) => all.flatMap((each) => each.destinations)),
    ).not.toContain(by);
  });

  it('that waits for the mail service and leaves soon counts from when it reached the desk', async () => {
    const by = 'ruth@parked.example';
    const { id } = await on.opened(by, 'Parked');
    await refuse(by, REFUSALS.throttled);
    await on.reply(id, 'Lift it a little.');
    const parked = await on.until('it parked', id, (ticket) =>
      answersOn(ticket).some(({ delivery }) => delivery?.state === 'parked'),
    );
    expect(parked).toMatchObject({ state: 'waiting', firstResponse: null });
    await refuse(by, undefined);
    const [answer] = answersOn(parked);
    const again = await desk.api(`/api/tickets/${id}/messages/${answer?.id}/resend`, { method: 'POST' });
    expect(again.status).toBe(200);
    expect(await on.whoGot('Lift it a little.', 1)).toEqual([by]);
    const told = await on.until('the answer', id, isAnswered);
    expect(told.firstResponse).toMatchObject({ at: answer?.at, by: 'agent:luca', met: true });
    expect(await on.whoGot('Lift it a little.', 1)).toHaveLength(1);
  });

  it('that came back stops no clock, unless a later one left: that one then is the first', async () => {
    const by = 'rick@back.example';
    const { id } = await on.opened(by, 'Back');
    await on.reply(id, 'Turn it left.');
    await on.until('the first answer', id, isAnswered);
    await on.reply(id, 'Turn it right.');
    await on.whoGot('Turn it right.', 1);
    const before = await on.until('both answers', id, (ticket) => answersOn(ticket).length === 2);
    const [first, second] = answersOn(before);
    expect(before.firstResponse?.at).toBe(first?.at);
    const [sent] = await on.sentWith('Turn it left.');
    const raw = deliveryReport({
      name: 'back',
      recipient: by,
      original: `<${sent?.messageId}@eu-west-1.amazonses.com>`,
    });
    await desk.mail({ raw, envelope: { from: '', to: sent?.source ?? '' } });
    const after = await on.until(
      'the later answer to count',
      id,
      ({ firstResponse }) => firstResponse?.at === second?.at,
    );
    expect(after).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:luca', met: true } });
    expect(after.clock).toEqual(before.clock);
    await on.notice(id, 'An answer did not reach the customer.');
  });
});

describe.concurrent('a priority that the requester newly declares', () => {
  const minor = (by: string, subject: string, mail: object = {}) =>
    on.opened(by, subject, { text: 'P3\nSlow.', ...mail });
  const writes = (ticket: { by: string; to: string }, text: string, mail: object = {}) =>
    desk.mail({ from: ticket.by, login: ticket.by, to: ticket.to, subject: 'Re: Slow', text, ...mail });

  it('P2, too, counts from then, and agents hear of it', async () => {
    const ticket = await minor('pam@two.example', 'Slow two');
    const { clock: before } = await on.story(ticket.id);
    await writes(ticket, 'P2\nNow it stands.');
    const raised = await on.until('it raised', ticket.id, ({ priority }) => priority === 2);
    expect(raised.declared.map(({ priority }) => priority).at(-1)).toBe(2);
    expect(raised.clock.counted[0]).toEqual({ priority: 3, at: before.start });
    expect(raised.clock.counted.at(-1)).toEqual({ priority: 2, at: raised.messages.at(-1)?.at });
    expect(raised.clock.respondBy <= before.respondBy).toBe(true);
    await on.heard(ticket.id, 'now declares priority 2: the ticket is raised.');
  });

  it('unproved raises once a ticket, and the agents read that it is not verified', async () => {
    const ticket = await minor('pia@loose.example', 'Slow loose', { login: undefined });
    await writes(ticket, 'P2\nNow it stands.', { login: undefined });
    await on.until('it raised', ticket.id, ({ priority }) => priority === 2);
    await on.heard(ticket.id, 'priority 2: the ticket is raised. Not verified');
    const before = promiseOf(await on.story(ticket.id));
    await writes(ticket, 'P1\nNow it burns.', { login: undefined });
    await on.heard(ticket.id, 'declares priority 1: nothing has changed.');
    expect(promiseOf(await on.story(ticket.id))).toEqual(before);
  });
});

describe.concurrent('closing', () => {
  it('as a duplicate of another customer’s ticket is refused with the reason, and the clock runs on', async () => {
    const other = await on.opened('olaf@other-twin.example', 'Twin of another');
    const { id, by } = await on.opened('tina@refused-twin.example', 'No twin');
    const before = promiseOf(await on.story(id));
    await on.reply(id, `#close duplicate ${other.id}`);
    const { body } = await on.notice(id, 'Your mail was not carried out');
    expect(body.text).toContain(`${other.id} is of another requester and of another customer`);
    const after = await on.story(id);
    expect(promiseOf(after)).toEqual(before);
    expect([after.mergedInto, after.links]).toEqual([null, []]);
    expect((await on.story(other.id)).links).toEqual([]);
    expect(await on.mailsTo(by)).toHaveLength(1);
  });

  it('as a duplicate of the same requester’s ticket goes on there, by the earlier deadline', async () => {
    const by = 'tess@twins.example';
    const twin = await on.opened(by, 'Twin minor', { text: 'P3\nIt creaks.' });
    const one = await on.opened(by, 'Twin major');
    const { clock } = await on.story(one.id);
    await on.reply(one.id, `#close duplicate ${twin.id}`);
    const closed = await on.until('it closed', one.id, ({ state }) => state === 'closed');
    expect(closed).toMatchObject({ mergedInto: twin.id, firstResponse: null });
    const goesOn = await on.until('the clock of the twin', twin.id, ({ priority }) => priority === 1);
    expect(goesOn).toMatchObject({ state: 'waiting', clock: { respondBy: clock.respondBy } });
  });
});

describe.concurrent('what a reader does by the link', () => {
  /** Presses a button of the page that the acknowledgement leads to. */
  const press = async ({ acknowledgement }: { acknowledgement: SentMail }, action: string) => {
    const link = /https?:\/\/\S+\/desk\/t\/[^\s#?]+/.exec(acknowledgement.body.text ?? '')?.[0] ?? '';
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const done = await fetch(`${link}/${action}`, { method: 'POST', headers, body: '', redirect: 'manual' });
    expect(done.status).toBe(303);
  };
  const closing = ({ id, by }: { id: string; by: string }) =>
    desk.received(
      by,
      ({ subject, body }) => subject.includes(id) && body.text?.includes('was closed on its page') === true,
    );

  it('that it is solved closes an answered ticket, is mailed to them, and undone by a reply', async () => {
    const ticket = await on.opened('sara@solved.example', 'Solved');
    await on.reply(ticket.id, 'Push it.');
    await on.until('the answer', ticket.id, isAnswered);
    await press(ticket, 'solved');
    expect(await on.story(ticket.id)).toMatchObject({
      state: 'closed',
      awaits: 'nobody',
      firstResponse: { met: true },
    });
    const mail = await closing(ticket);
    const text = 'It is stuck again.';
    await desk.mail({ from: ticket.by, login: ticket.by, to: mail.replyTo[0] as string, subject: 'Re: Solved', text });
    const open = await on.until('it open', ticket.id, isAnswered);
    expect(open).toMatchObject({ awaits: 'agent', firstResponse: { met: true } });
    await on.notice(ticket.id, 'The ticket was closed: this message has re-opened it.');
  });

  it('that it is withdrawn closes a waiting one, is mailed to them, and a reply starts its clock', async () => {
    const ticket = await on.opened('sven@withdrawn.example', 'Withdrawn by link');
    await press(ticket, 'withdraw');
    expect(await on.story(ticket.id)).toMatchObject({ state: 'closed', awaits: 'nobody', firstResponse: null });
    const mail = await closing(ticket);
    const text = 'We need it after all.';
    await desk.mail({ from: ticket.by, login: ticket.by, to: mail.replyTo[0] as string, subject: 'Re: It', text });
    const open = await on.until('it waiting', ticket.id, ({ state }) => state === 'waiting');
    const written = open.messages.find((each) => each.text.includes(text));
    expect(open).toMatchObject({ awaits: 'agent', clock: { start: written?.at } });
    await on.notice(ticket.id, text);
  });
});

describe.concurrent('the list', () => {
  it('is filtered by whose turn it is', async () => {
    const ticket = await on.opened('lena@turns.example', 'Turns');
    const listed = async (awaits: string) => {
      const response = await desk.api(`/api/tickets?limit=100&awaits=${awaits}`);
      const { tickets } = (await response.json()) as { tickets: { id: string; awaits: string }[] };
      expect(tickets.filter((each) => each.awaits !== awaits)).toEqual([]);
      return tickets.some(({ id }) => id === ticket.id);
    };
    const isOnly = (turn: string) =>
      waitFor(`it under ${turn} only`, async () => {
        const found = await Promise.all(
          ['agent', 'customer', 'nobody'].map(async (each) => (await listed(each)) && each),
        );
        return found.filter(Boolean).join() === turn ? true : undefined;
      });
    await isOnly('agent');
    await on.reply(ticket.id, 'Push it.');
    await isOnly('customer');
    await desk.mail({
      from: ticket.by,
      login: ticket.by,
      to: ticket.to,
      subject: 'Re: Turns',
      text: 'Thanks, and now?',
    });
    await isOnly('agent');
    await on.reply(ticket.id, '#close');
    await isOnly('nobody');
  });
});
