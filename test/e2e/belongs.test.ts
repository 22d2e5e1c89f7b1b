import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningDesk, type SentMail, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Who belongs to a conversation, and what becomes of what they write: the rows of docs/promise.md sections 5 and 9, by SMTP. */

const ANNA = 'anna@rossi.example';
const LUCA = 'luca@team.example';

type Story = {
  id: string;
  state: string;
  awaits: string;
  priority: number;
  openedAt: string;
  mergedInto: string | null;
  links: { ticket: string; kind: string }[];
  participants: { address: string }[];
  fromOutside: { address: string; message: string }[];
  messages: { author: string; by: string; text: string }[];
};

let desk: RunningDesk;
// One for each story: of more than five notices in a minute an agent gets a digest, and these look for single ones.
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(async () => {
  expect(await desk.stop()).toBe(0);
});

const story = async (id: string) => (await (await desk.api(`/api/tickets/${id}`)).json()) as Story;
const until = (what: string, id: string, holds: (ticket: Story) => boolean) =>
  waitFor(what, async () => {
    const ticket = await story(id);
    return holds(ticket) ? ticket : undefined;
  });
const patch = (id: string, change: object) =>
  desk.api(`/api/tickets/${id}`, { method: 'PATCH', body: JSON.stringify(change) });

type Opened = { id: string; by: string; acknowledgement: SentMail };

/**
 * Opens a ticket of somebody at Rossi's, who gets no other mail (the desk sends each only so many), and gives the acknowledgement, whose
 * address is signed for them.
 */
async function opened(
  subject: string,
  mail: object = {},
  by = `${subject.toLowerCase().replaceAll(' ', '-')}@rossi.example`,
): Promise<Opened> {
  await desk.mail({ from: by, login: by, subject, text: 'Nobody gets in.', ...mail });
  const { id } = await desk.ticket(subject);
  return { id, by, acknowledgement: await desk.received(by, (each) => each.subject.includes(id)) };
}

/** A notice to Luca about a ticket that says `words`. */
const notice = (id: string, words: string) =>
  desk.received(LUCA, ({ subject, body }) => subject.includes(id) && body.text?.includes(words) === true);

async function answer(id: string, text: string, seen = 'An answer goes to'): Promise<void> {
  const { replyTo, subject } = await notice(id, seen);
  await desk.mail({ from: LUCA, login: LUCA, to: replyTo[0] as string, subject: `Re: ${subject}`, text });
}

/** Who opened a ticket, and holds the signed address of its acknowledgement, writes again. */
async function again({ acknowledgement, by }: Opened, text: string, mail: object = { login: by }): Promise<void> {
  const { replyTo, subject } = acknowledgement;
  await desk.mail({ from: by, to: replyTo[0] as string, subject: `Re: ${subject}`, text, ...mail });
}

/** Whom the mail service was given a mail with these words for. */
async function whoGot(words: string): Promise<string[]> {
  const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as {
    shownAs: string;
    destinations: string[];
  }[];
  const mails = (await desk.mailbox())
    .filter(({ body }) => body.text?.includes(words))
    .map(({ messageId }) => messageId);
  return sent
    .filter(({ shownAs }) => mails.includes(shownAs))
    .flatMap(({ destinations }) => destinations)
    .sort();
}

const whenGot = (words: string, count: number) =>
  waitFor(`${count} mails that say ${words}`, async () => {
    const got = await whoGot(words);
    return got.length >= count ? got : undefined;
  });

describe('to a ticket that waits', () => {
  it('its requester adds, proved or by the signed address alone', async () => {
    const ticket = await opened('Waits one');
    await again(ticket, 'Proved and more.');
    await notice(ticket.id, 'Proved and more.');
    await again(ticket, 'Not proved, but here.', {});
    await notice(ticket.id, 'Not proved, but here.');
    expect(await story(ticket.id)).toMatchObject({ state: 'waiting', fromOutside: [] });
  });

  it('an outsider who knows its number adds nothing but words for the agents, until an agent lets them in', async () => {
    const { id, by } = await opened('Waits two');
    await desk.mail({
      from: 'Eve <eve@elsewhere.example>',
      subject: `Re: [${id}] Waits two`,
      text: 'Tell me all about it.',
    });
    const { body } = await notice(id, 'Tell me all about it.');
    expect(body.text).toContain('From outside');
    await answer(id, 'This is for one alone.', 'Tell me all about it.');
    expect(await whenGot('This is for one alone.', 1)).toEqual([by]);

    await answer(id, '#add eve@elsewhere.example\n\nThis is for both.', 'Tell me all about it.');
    await until('Eve in the conversation', id, ({ participants }) => participants.length === 1);
    expect(await whenGot('This is for both.', 2)).toEqual([by, 'eve@elsewhere.example'].sort());
    expect((await story(id)).fromOutside).toEqual([]);
  });

  it('an outsider’s P1 is a ticket of its own, which shows nothing of it', async () => {
    const { id } = await opened('Waits three');
    await desk.mail({ from: 'mia@elsewhere.example', subject: `Re: [${id}] Waits`, text: 'P1\nOurs burns.' });
    const acknowledged = await desk.received('mia@elsewhere.example');
    expect(`${acknowledged.subject} ${acknowledged.body.text}`).not.toContain(id);
    const { links } = await until('the link', id, (ticket) => ticket.links.length === 1);
    expect(await story(links[0]?.ticket ?? '')).toMatchObject({ state: 'waiting', priority: 1 });
  });

  it('the agent who replies to all from the own inbox answers', async () => {
    const { id, by, acknowledgement } = await opened('Waits four', { cc: 'carla@rossi.example' });
    const to = [acknowledgement.replyTo[0] as string, by];
    await desk.mail({
      ...{ from: LUCA, login: LUCA, subject: `Re: [${id}] Waits four`, text: 'From my own inbox.', to },
      envelope: { from: LUCA, to: acknowledgement.replyTo[0] },
    });
    expect(await until('the answer', id, ({ state }) => state === 'answered')).toMatchObject({ awaits: 'customer' });
    expect((await story(id)).messages.at(-1)).toMatchObject({ author: 'agent', by: 'luca' });
  });
});

describe('to a ticket that was answered', () => {
  it('a message gives the turn to the agents, and a newly declared P1 is a linked ticket', async () => {
    const ticket = await opened('Answered one');
    await answer(ticket.id, 'Try the other key.');
    await until('the answer', ticket.id, ({ awaits }) => awaits === 'customer');
    await again(ticket, 'It does not fit.');
    await until('the turn', ticket.id, ({ awaits }) => awaits === 'agent');
    await again(ticket, 'P1\nNow all is down.');
    const { links, priority } = await until('the link', ticket.id, (each) => each.links.length === 1);
    expect(priority).toBe(3);
    expect(await story(links[0]?.ticket ?? '')).toMatchObject({ state: 'waiting', priority: 1 });
  });

  it('and closed, a message re-opens it', async () => {
    const ticket = await opened('Answered two');
    await answer(ticket.id, 'Try the third key.');
    await until('the answer', ticket.id, ({ awaits }) => awaits === 'customer');
    expect((await patch(ticket.id, { state: 'closed' })).status).toBe(200);
    await again(ticket, 'Thank you.');
    expect(await until('it open again', ticket.id, ({ state }) => state !== 'closed')).toMatchObject({
      state: 'answered',
      awaits: 'agent',
    });
    await notice(ticket.id, 'this message has re-opened it');
  });
});

describe('to a ticket that was closed without an answer', () => {
  it('as a duplicate, what is written joins the ticket that goes on', async () => {
    const by = 'twins@rossi.example';
    const twin = await opened('Closed twin', { text: 'P2\nThe gate is stuck.' }, by);
    const ticket = await opened('Closed duplicate', {}, by);
    expect((await patch(ticket.id, { state: 'closed', reason: 'duplicate' })).status).toBe(422);
    const closing = { state: 'closed', reason: 'duplicate', twin: twin.id };
    expect((await patch(ticket.id, closing)).status).toBe(200);
    await again(ticket, 'Still stuck, both of them.');
    await notice(twin.id, 'Still stuck, both of them.');
    expect(await story(ticket.id)).toMatchObject({ state: 'closed', mergedInto: twin.id });
  });

  it('as spam, its requester re-opens it once; after that it is held for the digest', async () => {
    const ticket = await opened('Closed spam');
    expect((await patch(ticket.id, { state: 'closed', reason: 'spam' })).status).toBe(200);
    await again(ticket, 'This is no spam.');
    await until('it open again', ticket.id, ({ state }) => state === 'waiting');
    await notice(ticket.id, 'This is no spam.');
    expect((await patch(ticket.id, { state: 'closed', reason: 'spam' })).status).toBe(200);
    await again(ticket, 'It really is none.');
    const held = await waitFor('the held mail', async () => {
      const { entries } = (await (await desk.api('/api/quarantine')).json()) as {
        entries: { id: string; detail: string }[];
      };
      return entries.find(({ detail }) => detail === ticket.id);
    });
    expect((await story(ticket.id)).state).toBe('closed');
    expect((await desk.api(`/api/quarantine/${held.id}/release`, { method: 'POST' })).status).toBe(200);
    await until('it let in', ticket.id, ({ state }) => state === 'waiting');
  });

  it('as withdrawn, a message starts its clock anew', async () => {
    const ticket = await opened('Closed withdrawn');
    expect((await patch(ticket.id, { state: 'closed', reason: 'withdrawn' })).status).toBe(200);
    await again(ticket, 'We need it after all.');
    await until('it open again', ticket.id, ({ state }) => state === 'waiting');
  });
});

describe('knowing an id is not belonging', () => {
  it('two customers who answer one newsletter have a ticket each, and each reads their own answers', async () => {
    const references = '<newsletter-7@marketing.example>';
    const reply = { inReplyTo: references, references, subject: 'Re: Our newsletter' };
    await desk.mail({ ...reply, from: ANNA, login: ANNA, text: 'Anna asks about doors.' });
    await desk.mail({
      ...reply,
      from: 'susan@hudson.example',
      login: 'susan@hudson.example',
      text: 'Susan asks about gates.',
    });
    const idOf = async (words: string) => {
      const { subject } = await desk.received(LUCA, ({ body }) => body.text?.includes(words) === true);
      return /T-[0-9A-Z]{8}/.exec(subject)?.[0] ?? '';
    };
    const [annas, susans] = [await idOf('Anna asks about doors.'), await idOf('Susan asks about gates.')];
    expect(annas).not.toBe(susans);
    await answer(annas, 'Doors are like this.');
    expect(await whenGot('Doors are like this.', 1)).toEqual([ANNA]);
    expect((await story(susans)).messages).toHaveLength(1);
  });

  it('a mail to the addresses of two tickets is in both', async () => {
    const by = 'two@rossi.example';
    const one = await opened('Two one', {}, by);
    const two = await opened('Two two', {}, by);
    const to = [one, two].map(({ acknowledgement }) => acknowledgement.replyTo[0] as string);
    await desk.mail({ from: by, login: by, to, subject: 'About both', text: 'Both of them, please.' });
    await notice(one.id, 'Both of them, please.');
    await notice(two.id, 'Both of them, please.');
  });
});
