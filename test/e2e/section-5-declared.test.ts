import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answersOn,
  type Conversation,
  promiseOf,
  REFUSALS,
  refusalsOn,
  timeOf,
  urgentDesk,
} from './support/conversation.ts';
import type { RunningDesk, SentMail } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/**
 * What moves a promise before the first response (docs/promise.md section 5), by SMTP: journeys side by side on one desk, whose hour is forty
 * seconds, so that a timer and what an answer may take pass while they run.
 */

const SPEED = 90;
const MINUTE_MS = 60_000;
const SUSAN = 'susan@hudson.example';

let desk: RunningDesk;
let on: Conversation;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk({ speed: SPEED }));
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

describe.concurrent('a priority that the requester newly declares', () => {
  const minor = (by: string, subject: string, mail: object = {}) =>
    on.opened(by, subject, { text: 'P3\nSlow.', ...mail });
  const writes = (ticket: { by: string; to: string }, text: string, mail: object = {}) =>
    desk.mail({ from: ticket.by, login: ticket.by, to: ticket.to, subject: 'Re: Slow', text, ...mail });

  it('P2, of what was answered, is a request of its own', async () => {
    const ticket = await minor('pat@own.example', 'Slow own');
    const body = JSON.stringify({ text: 'Wait a little.' });
    expect((await desk.api(`/api/tickets/${ticket.id}/responses`, { method: 'POST', body })).status).toBe(201);
    await on.until('the answer', ticket.id, ({ state }) => state === 'answered');
    await writes(ticket, 'P2\nNow it stands.');
    const { links } = await on.until('the link', ticket.id, (each) => each.links.length === 1);
    const fresh = await on.story(links[0]?.ticket ?? '');
    expect(fresh).toMatchObject({ state: 'waiting', priority: 2, requester: { address: ticket.by } });
    expect(fresh.clock.start).toBe(fresh.messages[0]?.at);
    await desk.received(ticket.by, ({ subject }) => subject.includes(fresh.id));
    expect(await on.story(ticket.id)).toMatchObject({ state: 'answered', awaits: 'customer', priority: 3 });
  });

  it('by a tag of the subject counts if neither the ticket’s subject nor the mail it answers has it', async () => {
    const ticket = await minor('peg@tag.example', '[P3] Slow tag', { text: 'It creaks.' });
    const before = promiseOf(await on.story(ticket.id));
    await writes(ticket, 'Still so.', { subject: `Re: [P3] Slow tag [${ticket.id}]` });
    const same = await on.until('the tag of the ticket', ticket.id, ({ messages }) => messages.length === 2);
    expect(promiseOf(same)).toEqual(before);
    await writes(ticket, 'It is worse.', { subject: `[P2] Re: [P3] Slow tag [${ticket.id}]` });
    const raised = await on.until('it raised', ticket.id, ({ priority }) => priority === 2);
    expect(raised.clock.counted.at(-1)).toEqual({ priority: 2, at: raised.messages.at(-1)?.at });
  });

  it('after an agent lowered the ticket is a proposal', async () => {
    const ticket = await on.opened('paul@lowered.example', 'Lowered');
    await on.reply(ticket.id, '#priority 3 customer-unresponsive');
    await on.until('it lowered', ticket.id, ({ priority }) => priority === 3);
    const before = promiseOf(await on.story(ticket.id));
    await writes(ticket, 'P1\nNobody gets in.');
    await on.heard(ticket.id, 'An agent has lowered this ticket, so nothing has changed');
    expect(promiseOf(await on.story(ticket.id))).toEqual(before);
  });

  it('P2 from outside is a ticket of its own, which shows nothing of the other', async () => {
    const { id } = await minor('anna@seen.example', 'Slow seen');
    const before = promiseOf(await on.story(id));
    const eve = 'eve@seen-eve.example';
    await desk.mail({ from: eve, login: eve, subject: `Re: [${id}] Slow`, text: 'P2\nOurs stands.' });
    const acknowledged = await desk.received(eve);
    expect(JSON.stringify(acknowledged)).not.toMatch(new RegExp(`${id}|anna@seen`));
    const { links } = await on.until('the link', id, (ticket) => ticket.links.length === 1);
    const fresh = await on.story(links[0]?.ticket ?? '');
    expect(fresh).toMatchObject({ state: 'waiting', priority: 2, requester: { address: eve }, participants: [] });
    expect(promiseOf(await on.story(id))).toEqual(before);
  });
});

describe.concurrent('a deadline that a change leaves in the past', () => {
  it('escalates at once, by the highest level, and its customer is told once that this is late', async () => {
    const calledAt = new Date((await timeOf(desk)) - 180 * MINUTE_MS).toISOString();
    const call = {
      email: SUSAN,
      subject: 'Called long ago',
      body: 'It creaks.',
      channel: 'phone',
      priority: 4,
      calledAt,
    };
    const filed = await desk.api('/api/tickets', { method: 'POST', body: JSON.stringify(call) });
    expect(filed.status).toBe(201);
    const { id } = await desk.ticket('Called long ago');
    await on.heard(id, 'An answer goes to');
    await desk.received(SUSAN, ({ subject }) => subject.includes(id));
    expect(await on.story(id)).toMatchObject({ clock: { start: calledAt }, escalations: [] });

    expect((await on.patch(id, { priority: 1, reason: 'it is worse' })).status).toBe(200);
    const isOfIt = ({ subject }: SentMail) => subject.includes(id);
    expect((await desk.received('manager@example.com', isOfIt)).subject).toContain('Critical');
    const late = await on.until('the levels', id, ({ escalations }) => escalations.length > 0);
    expect(Date.parse(late.clock.respondBy)).toBe(Date.parse(calledAt) + 30 * MINUTE_MS);
    const isOfChange = (mail: SentMail) => isOfIt(mail) && mail.body.text?.includes('now has priority 1') === true;
    const { text } = (await desk.received(SUSAN, isOfChange)).body;
    expect(text).toContain('This is late');
    expect(text).not.toContain('Answer by');
    expect((await on.mailsTo(SUSAN)).filter(isOfChange)).toHaveLength(1);
    expect((await on.mailsTo('manager@example.com')).filter(isOfIt)).toHaveLength(1);
  });
});

describe.concurrent('an answer that the mail service keeps waiting', () => {
  it('for more than 15 minutes counts from when it left: after the deadline it is late, and the ladder has fired', async () => {
    const { id, by } = await on.opened('henry@hudson.example', 'Kept waiting');
    const refuse = refusalsOn(desk);
    await refuse(by, REFUSALS.throttled);
    await on.reply(id, 'Oil the hinge.');
    const parked = await on.until('it parked', id, (ticket) =>
      answersOn(ticket).some(({ delivery }) => delivery?.state === 'parked'),
    );
    const { clock } = parked;
    // On a slow machine it may have reached the desk just before the deadline.
    const inTimeUntil = Date.parse(answersOn(parked)[0]?.at ?? '') + 15 * MINUTE_MS;
    const late = Math.max(inTimeUntil, Date.parse(clock.respondBy));
    await waitFor('it to be late', async () => ((await timeOf(desk)) > late ? true : undefined));
    await desk.received('lead@example.com', ({ subject }) => subject.includes(id));
    expect(await on.story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
    await refuse(by, undefined);
    const isAnswer = ({ body }: SentMail) => body.text?.includes('Oil the hinge.') === true;
    await desk.received(by, isAnswer);
    const answered = await on.until('the answer', id, ({ state }) => state === 'answered');
    expect(answered.firstResponse).toMatchObject({ by: 'agent:luca', met: false });
    expect(Date.parse(answered.firstResponse?.at ?? '')).toBeGreaterThan(late);
    expect((await on.mailsTo(by)).filter(isAnswer)).toHaveLength(1);
  });
});
