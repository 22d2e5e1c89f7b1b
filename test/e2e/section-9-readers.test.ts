import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  account,
  type Conversation,
  conversationOn,
  HELP,
  LUCA,
  type Story,
  urgentDesk,
} from './support/conversation.ts';
import { type RunningDesk, type SentMail, startDesk } from './support/desk.ts';
import { byGroup, certified } from './support/raw-mails.ts';

/** Who reads what is answered, and who may change it (docs/promise.md section 9), by SMTP: journeys side by side on one desk. */

let desk: RunningDesk;
let on: Conversation;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk());
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

const says = (words: string) => (ticket: Story) => ticket.messages.some(({ text }) => text.includes(words));
const write = (id: string, text: string) =>
  desk.api(`/api/tickets/${id}/responses`, { method: 'POST', body: JSON.stringify({ text }) });
const addresses = (people: readonly { address: string }[]) => people.map(({ address }) => address).sort();
/** A reader's own page of the online desk, as a mail to them links it. */
const pageIn = ({ body }: SentMail) => `${desk.running.http}${/\/desk\/t\/[\w.~-]+/.exec(body.text ?? '')?.[0]}`;
const seenOn = async (page: string) => (await fetch(page)).text();

describe.concurrent('an ordinary mail that proves nothing', () => {
  it('is acknowledged with number, time, duty and link, and without a word of it', async () => {
    const by = 'ugo@ordinary.example';
    const text = 'It grinds and sparks.';
    const { id, acknowledgement } = await on.opened(by, 'Mill broken', { login: undefined, text });
    const { body, subject } = acknowledgement;
    const { clock } = await on.story(id);
    expect(body.text).toContain(id);
    expect(body.text).toMatch(/Answer by: .*20\d\d/);
    expect(Date.parse(clock.respondBy)).toBeGreaterThan(Date.parse(clock.start));
    expect(body.text).toContain('Please stay available until it is solved');
    expect((await fetch(pageIn(acknowledgement))).status).toBe(200);
    expect(`${subject} ${body.text} ${body.html}`).not.toMatch(/mill|grinds|sparks/i);
  });
});

describe.concurrent('a later Reply-To', () => {
  const asks = async (name: string, mail: { from: string; login?: string }, cc?: string) => {
    const by = `anna@${name}.example`;
    const home = `anna@${name}-home.example`;
    const ticket = await on.opened(by, `Reading ${name}`, { ...(cc && { cc }) });
    const seen = `Answers go elsewhere, says ${name}.`;
    await desk.mail({ ...mail, to: ticket.to, replyTo: home, subject: `Re: Reading ${name}`, text: seen });
    const after = await on.until('what was written', ticket.id, says(seen));
    await on.reply(ticket.id, `Here you are, ${name}.`, seen);
    return { ...ticket, by, home, after };
  };

  it('of the requester, proved, moves the answers there; who reads at the old address holds nothing any more', async () => {
    const by = 'anna@moves.example';
    const { id, home, acknowledgement } = await asks('moves', { from: by, login: by });
    expect(await on.whoGot('Here you are, moves.', 1)).toEqual([home]);
    const { requester, trail } = await on.story(id);
    expect(requester).toMatchObject({ address: home, from: by });
    expect(trail).toContainEqual(
      expect.objectContaining({ action: 'reading address', by: `customer:${by}`, detail: `${by} to ${home}` }),
    );
    expect((await fetch(pageIn(acknowledgement))).status).toBe(404);
  });

  it('of the requester, unproved, moves nothing', async () => {
    const by = 'anna@claims.example';
    const { id, home } = await asks('claims', { from: by });
    expect(await on.whoGot('Here you are, claims.', 1)).toEqual([by]);
    expect((await on.story(id)).requester).toMatchObject({ address: by, from: null });
    expect(await on.mailsTo(home)).toEqual([]);
  });

  it('of a participant, proved, moves nothing', async () => {
    const bea = 'bea@copied.example';
    const { id, by, home } = await asks('copied', { from: bea, login: bea }, bea);
    expect(await on.whoGot('Here you are, copied.', 2)).toEqual([by, bea]);
    expect((await on.story(id)).requester).toMatchObject({ address: by });
    expect(await on.mailsTo(home)).toEqual([]);
  });

  it('of a mail that somebody sent again moves nothing', async () => {
    const by = 'anna@again.example';
    const ticket = await on.opened(by, 'Reading again');
    await desk.mail({
      ...{ from: by, login: by, to: ticket.to, replyTo: 'eve@again-home.example', subject: 'Re: Reading again' },
      text: 'It was sent again.',
      headers: { 'Resent-From': 'eve@again-home.example' },
    });
    await on.until('what was written', ticket.id, says('It was sent again.'));
    await on.reply(ticket.id, 'To Anna as before.', 'It was sent again.');
    expect(await on.whoGot('To Anna as before.', 1)).toEqual([by]);
    expect(await on.mailsTo('eve@again-home.example')).toEqual([]);
  });
});

describe.concurrent('whom a Reply-To names, and nobody has confirmed,', () => {
  const named = async (name: string) => {
    const home = `nora@${name}-home.example`;
    const mail = { from: `nora@${name}.example`, login: `nora@${name}.example`, replyTo: home };
    await desk.mail({ ...mail, subject: `Confirm ${name}`, text: 'Nobody gets in.' });
    const { id } = await desk.ticket(`Confirm ${name}`);
    const acknowledgement = await desk.received(home, ({ subject }) => subject.includes(id));
    expect((await on.story(id)).requester).toMatchObject({ address: home, verified: false, unconfirmed: 'reply-to' });
    return { id, home, acknowledgement };
  };

  it('is confirmed by writing to the signed address from there', async () => {
    const { id, home, acknowledgement } = await named('signed');
    const to = acknowledgement.replyTo[0] as string;
    await desk.mail({ from: home, to, subject: `Re: [${id}]`, text: 'It is me.' });
    const { requester } = await on.until('it confirmed', id, (ticket) => ticket.requester.unconfirmed === null);
    expect(requester).toMatchObject({ address: home });
  });

  it('is confirmed by the button on their page', async () => {
    const { id, home, acknowledgement } = await named('button');
    const page = pageIn(acknowledgement);
    expect(await seenOn(page)).toContain('/confirm?');
    expect((await fetch(`${page}/confirm`, { method: 'POST', redirect: 'manual' })).status).toBe(303);
    expect((await on.story(id)).requester).toMatchObject({ address: home, verified: true, unconfirmed: null });
    expect(await seenOn(page)).not.toContain('/confirm?');
  });

  it('is confirmed by an answer, and not by writing from where the mail came', async () => {
    const { id, home, acknowledgement } = await named('answer');
    const from = 'nora@answer.example';
    const to = acknowledgement.replyTo[0] as string;
    await desk.mail({ from, login: from, to, subject: `Re: [${id}]`, text: 'It is me at work.' });
    const before = await on.until('what was written', id, says('It is me at work.'));
    expect(before.requester).toMatchObject({ address: home, unconfirmed: 'reply-to' });
    await on.reply(id, 'Push the door.', 'It is me at work.');
    expect(await on.whoGot('Push the door.', 1)).toEqual([home]);
    const after = await on.until('it confirmed', id, (ticket) => ticket.requester.unconfirmed === null);
    expect(after.state).toBe('answered');
  });
});

describe.concurrent('a form that names a customer in its Reply-To', () => {
  it('gives plan and terms only, until they answer from there: no raise, no readers, no words, no files', async () => {
    const form = 'no-reply@form-mailer.example';
    const marco = 'marco@bianchi.example';
    await desk.mail({
      ...{ from: form, login: form, replyTo: marco, cc: 'carla@bianchi.example' },
      ...{ subject: 'Typed in a form', text: 'P3\nMy card is refused.' },
      attachments: [{ filename: 'card.txt', content: 'Number 1.' }],
    });
    const { id } = await desk.ticket('Typed in a form');
    const acknowledgement = await desk.received(marco, ({ subject }) => subject.includes(id));
    const ticket = await on.story(id);
    expect(ticket).toMatchObject({
      ...{ plan: 'premium', priority: 3, customer: { id: 'bianchi' }, participants: [] },
      requester: { address: marco, verified: false, unconfirmed: 'reply-to' },
    });
    expect(addresses(ticket.proposed)).toEqual(['carla@bianchi.example']);
    expect(JSON.stringify(acknowledgement)).not.toMatch(/typed in|card is refused|card\.txt/i);

    await desk.mail({ from: marco, subject: `Re: [${id}]`, text: 'P1\nNow all is down.' });
    const { links } = await on.until('a ticket of its own', id, (each) => each.links.length === 1);
    expect(await on.story(id)).toMatchObject({ priority: 3, requester: { unconfirmed: 'reply-to' } });
    expect((await on.story(links[0]?.ticket ?? '')).messages[0]?.text).toContain('Now all is down.');

    const to = acknowledgement.replyTo[0] as string;
    await desk.mail({ from: marco, login: marco, to, subject: `Re: [${id}]`, text: 'P2\nIt is me.' });
    const after = await on.until('it raised', id, ({ priority }) => priority === 2);
    expect(after.requester).toMatchObject({ address: marco, verified: true, unconfirmed: null });
    await write(id, 'Push the card in.');
    expect(await on.whoGot('Push the card in.', 1)).toEqual([marco]);
  });
});

describe.concurrent('those who read along', () => {
  it('are told apart: whom the mail service refuses keeps the answer from nobody else', async () => {
    const [by, bea, carl] = ['anna', 'bea', 'carl'].map((name) => `${name}@refused.example`) as [
      string,
      string,
      string,
    ];
    const { id } = await on.opened(by, 'Refused', { cc: [bea, carl] });
    const refusal = { code: 'InvalidParameterValue', message: 'Local address contains control or whitespace' };
    await account(desk, { refuse: [{ ...refusal, to: bea }] });
    await on.reply(id, 'To those who are there.');
    // The agent is told with the answer's words who does not have it.
    expect(await on.whoGot('To those who are there.', 3)).toEqual([by, carl, LUCA]);
    await on.notice(id, bea);
    const after = await on.until('the answer', id, ({ state }) => state === 'answered');
    expect(after).toMatchObject({ awaits: 'customer', firstResponse: { by: 'agent:luca', met: true } });
    await on.until('the refusal on record', id, ({ trail }) => trail.some(({ detail }) => detail?.includes(bea)));
  });

  it('are named by a proved one of them; by an unproved one they are proposed', async () => {
    const by = 'anna@named.example';
    const [bea, dave, erik] = ['bea@named.example', 'dave@named.example', 'erik@named.example'];
    const { id, to } = await on.opened(by, 'Named', { cc: bea });
    const mail = { from: bea, to, subject: 'Re: Named' };
    // To all, as whoever was copied answers: the address is the requester's own.
    await desk.mail({ ...mail, cc: `${by}, ${erik}`, text: 'Erik should read this.' });
    await on.until('Erik proposed', id, ({ proposed }) => proposed.some(({ address }) => address === erik));
    expect(addresses((await on.story(id)).participants)).toEqual([bea]);
    await desk.mail({ ...mail, login: bea, cc: `${by}, ${dave}`, text: 'Dave should read this.' });
    await on.until('Dave', id, ({ participants }) => participants.length === 2);
    await on.reply(id, 'Dave reads it, too.', 'Dave should read this.');
    expect(await on.whoGot('Dave reads it, too.', 3)).toEqual([by, bea, dave]);
    expect(await on.mailsTo(erik)).toEqual([]);
  });
});

describe.concurrent('mail that somebody else passes on', () => {
  it('certified, whose daticert.xml names another sender, is unproved, and its people are proposed', async () => {
    const from = 'altra@pec.example';
    const sender = 'ada@inner.example';
    const raw = certified({ from, sender, subject: 'Certified for another', names: 'bruno@inner.example' });
    await desk.mail({ raw, login: from, envelope: { from, to: HELP } });
    const { id } = await desk.ticket('Certified for another');
    const ticket = await on.story(id);
    expect(ticket.requester).toMatchObject({ address: sender, verified: false });
    expect(ticket.messages[0]?.warnings.join('\n')).toContain(
      'certified mail (PEC), unproved: its daticert.xml names bruno@inner.example',
    );
    await on.reply(id, 'To Ada alone.');
    expect(await on.whoGot('To Ada alone.', 1)).toEqual([sender]);
    for (const other of [from, 'bruno@inner.example']) expect(await on.mailsTo(other)).toEqual([]);
  });

  it('sent again is of its writer; the agents read who sent it', async () => {
    const by = 'rosa@resent.example';
    const boss = 'boss@resent.example';
    const { id } = await on.opened(by, 'Sent again', { headers: { 'Resent-From': boss, 'Resent-To': HELP } });
    expect((await on.notice(id)).body.text).toContain(`${boss} sent it again`);
    await on.reply(id, 'To Rosa alone.');
    expect(await on.whoGot('To Rosa alone.', 1)).toEqual([by]);
    expect(await on.mailsTo(boss)).toEqual([]);
  });

  it('by a group, without a Reply-To, is of its original sender, and the group gets nothing', async () => {
    const group = 'support@group.example';
    const member = 'gus@members.example';
    const raw = byGroup({ group, member, subject: 'By a group', text: 'The printer is down.' });
    await desk.mail({ raw, login: group, envelope: { from: group, to: HELP } });
    const { id } = await desk.ticket('By a group');
    const acknowledgement = await desk.received(member, ({ subject }) => subject.includes(id));
    expect(JSON.stringify(acknowledgement)).not.toContain('printer');
    expect((await on.story(id)).requester).toMatchObject({ address: member, verified: false });
    await on.reply(id, 'To Gus alone.');
    expect(await on.whoGot('To Gus alone.', 1)).toEqual([member]);
    expect(await on.mailsTo(group)).toEqual([]);
  });
});

describe('a crowd that a mail copies', () => {
  it('reads along up to twenty, each whom the mail service takes, and none of ours', async () => {
    // Fast, so that the sweep is near: what of an answer takes longer than one function works on it leaves by that.
    const hurried = await startDesk({ speed: 60, settings: { mailsPerSecond: 1_000 } });
    const there = conversationOn(hurried);
    try {
      // A colleague would read the answer as well.
      await hurried.command('agents', 'remove', 'marta', '--yes');
      const by = 'olga@crowd.example';
      const crowd = Array.from({ length: 22 }, (_, number) => `p${String(number).padStart(2, '0')}@crowd.example`);
      const people = crowd.slice(0, 20);
      const cc = ['no-reply@crowd.example', 'a..b@crowd.example', HELP, LUCA, ...crowd];
      const { id } = await there.opened(by, 'Crowd', { to: HELP, cc, envelope: { from: by, to: HELP } });
      const ticket = await there.until('its readers', id, ({ participants }) => participants.length > 0);
      expect(addresses(ticket.participants)).toEqual(people);
      const warnings = ticket.messages[0]?.warnings.join('\n');
      expect(warnings).toMatch(/no address that mail can be sent to: \S*a\.\.b/);
      expect(warnings).toMatch(/20 people are in the conversation: p20@\S+, p21@/);
      await there.reply(id, 'To the whole crowd.');
      expect(await there.whoGot('To the whole crowd.', 21)).toEqual([by, ...people]);
      for (const other of ['no-reply@', 'a..b', 'p20@', 'p21@']) expect(await there.mailsTo(other)).toEqual([]);
    } finally {
      expect(await hurried.stop()).toBe(0);
    }
  });
});
