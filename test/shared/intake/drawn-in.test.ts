import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { snoozedUntil } from '../../../shared/ticket/view.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { snooze } from '../../../shared/use-cases/snooze.ts';
import { splitMessage } from '../../../shared/use-cases/split.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { seenBy } from '../../support/seen-by.ts';
import { ada, bruno, deskOf, messagesOf, openedBy, rossi, ticketsOf } from '../../support/stories.ts';

/** What somebody asks is not drawn into a ticket of a stranger who named them there, and whom the stranger copied reads none of it (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const MARCO = 'marco@bianchi.example';
const GIANNI = 'gianni@bianchi.example';
const ZOE = 'zoe@private.example';
const EVIL = 'evil@evil.example';
const MALLORY = 'mallory@evil.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
/** The id of a mail that both have, such as a newsletter's. */
const NEWS = 'news@vendor.example';

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
});

type Mail = {
  to?: string;
  subject?: string;
  head?: string[];
  text?: string;
  id?: string;
  before?: string[];
  path?: string;
  isProved?: boolean;
};

async function comes(from: string, mail: Mail = {}): Promise<void> {
  const { to = DESK, subject = 'Printer', head = [], text = 'Please help.', id = `d${++mails}@x.example` } = mail;
  desk.pass(60);
  const lines = [...(mail.before ?? []), `Message-ID: <${id}>`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`];
  const envelopeFrom = mail.path ?? from.replace(/^.*<|>$/g, '');
  const { isProved: authenticated = true } = mail;
  const delivery = { id: `ses-${++mails}`, recipients: [to], envelopeFrom, authenticated };
  await receiveMail(desk, arrives(desk, `${[...lines, ...head].join('\n')}\n\n${text}\n`, delivery));
  await desk.team.drain();
}

const opens = (from: string, mail: Mail = {}) => openedBy(desk, () => comes(from, mail));

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const signed = (ticketId: string, who: string) => replyAddress(KEY, DESK, { ticketId, reader: readerName(who) });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
/** Who reads no more and is only proposed, as the trail says. */
const proposedSince = async (id: string) =>
  (await getTicket(desk, id)).audit.flatMap(({ action, detail }) => (action === 'readers proposed' ? [detail] : []));
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });

const seen = (reader: string) => seenBy(desk, reader);

async function answers(ticketId: string): Promise<void> {
  desk.pass(60);
  const answer = { source: `api:${++mails}`, text: 'Your code is 0815.', attachments: [] };
  await respond(desk, { ...by(ticketId), ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
}

/** A stranger's ticket, with somebody in copy, whose answers are to go to somebody else. */
async function named(victim: string, mail: Mail = {}): Promise<string> {
  const id = await opens(EVIL, { ...mail, head: [`Cc: ${MALLORY}`, ...(mail.head ?? [])] });
  await comes(EVIL, { to: signed(id, EVIL), subject: 'Re: Printer', head: [`Reply-To: ${victim}`] });
  expect(await readers(id)).toEqual([victim, MALLORY]);
  return id;
}

const UNDER: [string, Mail][] = [
  ['under that id', { id: NEWS }],
  ['in answer to it', { head: [`In-Reply-To: <${NEWS}>`] }],
];
const GOES_ON: [string, Mail][] = [
  ['passes it on', { subject: 'Fwd: News', head: [`References: <${NEWS}>`] }],
  ['answers it', { subject: 'Re: News', head: [`In-Reply-To: <${NEWS}>`, `References: <${NEWS}>`] }],
];
const SECRET = 'Does this concern us? My secret is 4711.';

describe.each(UNDER)('who is named on a stranger’s ticket that was opened %s', (_, mail) => {
  describe.each([
    ['of a customer', MARCO],
    ['of none', ZOE],
  ])('%s', (__, victim) => {
    it.each(GOES_ON)('and %s has a ticket and a clock of their own, which nobody else reads', async (___, theirs) => {
      const strangers = await named(victim, mail);
      const own = await opens(victim, { ...theirs, text: SECRET });
      expect(own).not.toBe('');
      expect(await getTicket(desk, own)).toMatchObject({ requester: { address: victim }, state: 'waiting' });
      await answers(strangers);
      expect(await seen(MALLORY)).not.toContain('4711');
      expect(await seen(victim)).toContain('4711');
    });
  });
});

describe('who is named on a stranger’s ticket by a Reply-To', () => {
  it('has a ticket of their own by its number, too', async () => {
    const strangers = await named(MARCO);
    expect(await opens(MARCO, { subject: `Fwd: [${strangers}] News`, text: SECRET })).not.toBe('');
    expect(await seen(MALLORY)).not.toContain('4711');
  });

  it('and once they have answered there', async () => {
    const strangers = await named(MARCO, { id: NEWS });
    await comes(MARCO, { to: signed(strangers, MARCO), text: 'Who are you?' });
    expect(await opens(MARCO, { subject: 'Fwd: News', head: [`References: <${NEWS}>`], text: SECRET })).not.toBe('');
    expect(await seen(MALLORY)).not.toContain('4711');
  });

  it('goes on with a mail of theirs whose id the stranger had first', async () => {
    const own = 'own@bianchi.example';
    await named(MARCO, { id: own });
    await opens(MARCO, { id: own, subject: 'Mine' });
    await comes(MARCO, { subject: 'Re: Mine', head: [`In-Reply-To: <${own}>`], text: SECRET });
    expect(await seen(MALLORY)).not.toContain('4711');
    expect(await seen(MARCO)).toContain('4711');
  });

  it('is not raised by the stranger on what they ask', async () => {
    const strangers = await opens(EVIL, { id: NEWS, head: [`Reply-To: ${MARCO}`] });
    const own = await opens(MARCO, { subject: 'Fwd: News', head: [`References: <${NEWS}>`], text: SECRET });
    await comes(EVIL, { subject: `[${strangers}]`, text: 'P1' });
    expect((await getTicket(desk, own)).priority).toBe(3);
  });
});

describe('closed into a stranger’s ticket on which they are named, what somebody asked', () => {
  /** What they asked, the stranger's, and the address that the stranger had there before. */
  async function both(victim: string, isSet: boolean, isCopied: boolean) {
    const theirs = await opens(victim, { text: 'Help.' });
    const strangers = await opens(EVIL, { head: isCopied ? [`Cc: ${MALLORY}`] : [] });
    const before = signed(strangers, EVIL);
    await comes(EVIL, { to: before, subject: 'Re: Printer', head: [`Reply-To: ${victim}`] });
    if (isSet) await correctCustomer(desk, { ...by(strangers), customer: 'bianchi' });
    return { theirs, strangers, before };
  }

  describe.each([
    ['of no customer', ZOE, false],
    ['of a customer that an agent has set there', MARCO, true],
  ] as const)('%s', (_, victim, isSet) => {
    it('is refused while whom the stranger copied would read it, and goes once an agent has said who asks', async () => {
      const { theirs, strangers } = await both(victim, isSet, true);
      await expect(close(theirs, strangers)).rejects.toMatchObject({
        errors: [{ field: 'twin', message: expect.stringContaining(`is read by ${MALLORY}`) }],
      });
      await correctRequester(desk, { ...by(strangers), requester: { address: victim } });
      expect(await readers(strangers)).toEqual([victim]);
      await close(theirs, strangers);
      await comes(victim, { to: signed(theirs, victim), text: SECRET });
      await answers(strangers);
      expect(await seen(victim)).toContain('4711');
      expect(await seen(MALLORY)).not.toContain('4711');
    });

    it('is not raised by the signed address that the stranger had before', async () => {
      const { theirs, strangers, before } = await both(victim, isSet, false);
      await close(theirs, strangers);
      await comes(EVIL, { to: before, text: 'P1' });
      expect((await getTicket(desk, strangers)).priority).toBe(3);
    });
  });

  it.each([
    ['the same one', MARCO],
    ['a colleague', GIANNI],
  ])('by the subject alone, named %s, is not raised, and shows nothing of theirs', async (_, reads) => {
    const theirs = await opens(MARCO);
    const strangers = await opens(EVIL, { id: 'first@evil.example', head: [`Reply-To: ${reads}`] });
    await close(theirs, strangers);
    await comes(EVIL, {
      before: ['DKIM-Signature: v=1; d=evil.example; s=s1; h=From:Date:Subject:Message-ID:To:Content-Type; b=abc'],
      path: 'x@other.example',
      subject: 'Re: Printer',
      head: ['Date: Mon, 30 Nov 2026 09:00:00 +0000', 'In-Reply-To: <first@evil.example>'],
      text: 'P1',
    });
    expect((await getTicket(desk, strangers)).priority).toBe(3);
    expect(await seen(MARCO)).not.toContain('P1');
  });
});

it('whom a stranger copied reads nothing of who really asks, once an agent has said who that is', async () => {
  const id = await opens(EVIL, { head: [`Cc: ${MALLORY}`], text: 'I write for Marco.' });
  await correctRequester(desk, { ...by(id), requester: { address: MARCO } });
  await comes(MARCO, { to: signed(id, MARCO), text: SECRET });
  expect(await getTicket(desk, id)).toMatchObject({ participants: [], proposed: [{ address: MALLORY }] });
  expect(await seen(MALLORY)).not.toContain('4711');
});

describe('the next visitor of a form that sends from a customer’s mailbox, under the number of another request', () => {
  it('reads nothing of a colleague who reads it at an address of the record', async () => {
    const id = await opens('"Anna" <web@rossi.example>', { head: [`Reply-To: ${ANNA}`], text: SECRET });
    await comes('"Eve Two" <web@rossi.example>', { subject: `[${id}] hello`, head: [`Reply-To: ${EVIL}`] });
    await answers(id);
    expect(await readers(id)).toEqual([ANNA]);
    expect(await seen(EVIL)).not.toContain('4711');
  });

  it('reads nothing of what that mailbox asked itself, and has a ticket of their own', async () => {
    const id = await opens('Rossi <info@rossi.example>', { text: SECRET });
    const own = await opens('"Eve Two" <info@rossi.example>', {
      subject: `[${id}] hello`,
      head: [`Reply-To: ${EVIL}`],
    });
    expect(await getTicket(desk, own)).toMatchObject({ requester: { address: EVIL } });
    expect(await seen(EVIL)).not.toContain('4711');
    await withdrawByLink(desk, { ticketId: id, reader: EVIL, at: desk.now().toISOString() });
    expect((await getTicket(desk, id)).state).toBe('waiting');
  });
});

it.each([true, false])(
  'what an agent splits off is no matter of whom had named its writer (merged: %s)',
  async (isMerged) => {
    const theirs = await opens(MARCO);
    const strangers = await opens(EVIL, { head: [`Reply-To: ${MARCO}`] });
    if (isMerged) await close(theirs, strangers);
    await comes(MARCO, { to: signed(isMerged ? theirs : strangers, MARCO), text: 'Something else.' });
    const message = (await messagesOf(desk, strangers)).find(({ text }) => text.includes('Something else'));
    const { split } = await splitMessage(desk, { ...by(strangers), messageKey: message?.key ?? '' });
    await comes(EVIL, { subject: `[${split.id}] x`, text: 'P1' });
    expect((await getTicket(desk, split.id)).priority).toBe(3);
    expect(await seen(MARCO)).not.toContain('P1');
  },
);

const ourId = (id: string) => threadId(KEY, DESK, id);

describe('who was only copied on a stranger’s ticket', () => {
  it.each([
    [
      'by our signed id in References',
      (x: string): Mail => ({ subject: 'Fwd: News', head: [`References: ${ourId(x)} <${NEWS}>`] }),
    ],
    [
      'by our signed id in In-Reply-To',
      (x: string): Mail => ({ subject: 'Re: News', head: [`In-Reply-To: ${ourId(x)}`] }),
    ],
    ['by its number', (x: string): Mail => ({ subject: `Fwd: [${x}] News` })],
    ['at another reader’s signed address', (x: string): Mail => ({ to: signed(x, MALLORY), subject: 'Help' })],
  ])('is not drawn into it %s', async (_, mail) => {
    const strangers = await opens(EVIL, { head: [`Cc: ${MALLORY}, ${MARCO}`] });
    await comes(MARCO, { ...mail(strangers), text: SECRET });
    expect(await getTicket(desk, strangers)).toMatchObject({ outside: [{ address: MARCO }] });
    expect(await seen(EVIL)).not.toContain('4711');
    expect(await seen(MALLORY)).not.toContain('4711');
  });

  it('brings a snoozed ticket back in sight', async () => {
    const id = await opens(ANNA, { head: [`Cc: ${ZOE}`] });
    await answers(id);
    const until = new Date(desk.now().getTime() + 20 * 86_400_000).toISOString();
    await snooze(desk, { ...by(id), until });
    await comes('sam@stranger.example', { subject: `Re: [${id}] Printer` });
    expect(snoozedUntil(await getTicket(desk, id))).toBe(until);
    await comes(ZOE, { subject: `Re: [${id}] Printer`, text: 'It burns.' });
    expect(snoozedUntil(await getTicket(desk, id))).toBeUndefined();
    expect((await getTicket(desk, id)).outside).toHaveLength(2);
  });

  it('opens no ticket for each comment of a desk of their own, nor for what nobody proves', async () => {
    const id = await opens(ANNA, { head: ['Cc: support@vendor.example'] });
    for (const text of ['One.', 'Two.', 'Three.'])
      await comes('support@vendor.example', { subject: `[${id}] Printer [VENDOR-1]`, text });
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect(await messagesOf(desk, id)).toHaveLength(4);
  });

  it('goes on with their own ticket, which their mail answers and names', async () => {
    const own = await opens(MARCO, { subject: 'Mine', id: 'mine@bianchi.example' });
    const strangers = await opens(EVIL, { head: [`Cc: ${MARCO}`] });
    const head = [`References: ${ourId(strangers)} <mine@bianchi.example>`, 'In-Reply-To: <mine@bianchi.example>'];
    await comes(MARCO, { subject: `Re: Mine [${own}]`, head, text: SECRET });
    expect(await seen(EVIL)).not.toContain('4711');
    expect(await messagesOf(desk, own)).toHaveLength(2);
  });

  it('has a clock for the P1 that they declare', async () => {
    const strangers = await opens(EVIL, { head: [`Cc: ${MARCO}`] });
    await answers(strangers);
    await comes(MARCO, { subject: '[P1] Fwd: News', head: [`References: ${ourId(strangers)}`], text: SECRET });
    expect((await ticketsOf(desk)).find(({ priority, state }) => priority === 1 && state === 'waiting')).toBeDefined();
  });

  it.each([
    ['at their own signed address', (x: string): Mail => ({ to: signed(x, MARCO) })],
    ['in a mail that goes to who asked, too', (x: string): Mail => ({ subject: `Re: [${x}]`, head: [`Cc: ${ANNA}`] })],
  ])('is heard there %s', async (_, mail) => {
    const id = await opens(ANNA, { head: [`Cc: ${MARCO}`] });
    await comes(MARCO, { ...mail(id), text: 'I see it, too.' });
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect(await seen(ANNA)).toContain('I see it, too.');
  });

  it.each([
    ['reads where they write from', []],
    ['reads elsewhere', ['Reply-To: anna@gmail.com']],
  ])('is heard there by its number, where they are a colleague of who asked, who %s', async (_, head) => {
    const id = await opens(ANNA, { head: ['Cc: tom@rossi.example', ...head] });
    await comes('tom@rossi.example', { subject: `Re: [${id}]`, text: 'Yes.' });
    expect(await messagesOf(desk, id)).toHaveLength(2);
  });

  it('is no colleague for an address that the stranger named there, nor are others of everybody’s domain', async () => {
    const strangers = await opens(EVIL, { head: [`Cc: ${MALLORY}, ${MARCO}`] });
    const reads = 'info@bianchi.example';
    await comes(EVIL, { to: signed(strangers, EVIL), subject: 'Re: Printer', head: [`Reply-To: ${reads}`] });
    await comes(MARCO, { subject: `Fwd: [${strangers}] News`, text: SECRET });
    await comes(MARCO, {
      subject: 'Fwd: News',
      head: [`References: ${ourId(strangers)}`, `Cc: ${reads}`],
      text: SECRET,
    });
    const others = await opens('evil@laposte.example', { head: ['Cc: zoe@laposte.example'] });
    await comes('zoe@laposte.example', { subject: 'Fwd: News', head: [`References: ${ourId(others)}`], text: SECRET });
    for (const reader of [EVIL, MALLORY, 'evil@laposte.example']) expect(await seen(reader)).not.toContain('4711');
  });

  it('has the next visitor of a form that sends from their mailbox heard on a ticket of its own', async () => {
    const id = await opens(ANNA, { head: ['Cc: info@rossi.example'] });
    const visitor = { subject: `[${id}] hello`, head: ['Reply-To: eve@visitor.example'], text: 'My order' };
    const own = await opens('"Eve Two" <info@rossi.example>', visitor);
    expect(await getTicket(desk, own)).toMatchObject({ requester: { address: 'eve@visitor.example' } });
  });
});

/** What a stranger can have handed on of his ticket, and what its agents have answered with. */
const LEADS: [string, (id: string) => Mail][] = [
  ['our id', (id) => ({ subject: 'Fwd: News', head: [DATE, `References: ${ourId(id)}`] })],
  ['its number', (id) => ({ subject: `Fwd: [${id}] News`, head: [DATE] })],
  ['another reader’s signed address', (id) => ({ to: signed(id, MALLORY), subject: 'Fwd: News', head: [DATE] })],
  ['an agent’s signed address', (id) => ({ to: agents(id), subject: 'Fwd: News', head: [DATE] })],
];
const DATE = 'Date: Tue, 1 Dec 2026 08:00:00 +0000';
const agents = (ticketId: string) => replyAddress(KEY, DESK, { ticketId, agentId: ada.id });

describe.each(LEADS)('what comes by %s of a stranger’s ticket, first unproved and then proved', (_, led) => {
  it.each([
    ['was copied there', () => opens(EVIL, { head: [`Cc: ${MALLORY}, ${ZOE}`] })],
    ['was named there', () => named(ZOE)],
    ['was asked for in their name', () => opens(ZOE, { isProved: false, head: [`Reply-To: ${MALLORY}`] })],
  ])('is not read by the stranger’s people, of who %s', async (__, asks) => {
    const id = await asks();
    for (const isProved of [false, true, true]) {
      await comes(ZOE, { ...led(id), id: 'own@private.example', text: SECRET, isProved });
      expect(await seen(MALLORY)).not.toContain('4711');
    }
  });
});

it('who answers a stranger’s mail to all lets nobody read what they had told the desk alone of it', async () => {
  const head = ['References: <e1@evil.example>', 'In-Reply-To: <e1@evil.example>'];
  const own = await opens(ZOE, { subject: 'Fwd: Hello', head, text: SECRET });
  await comes(ZOE, { subject: 'Re: Hello', head: [...head, `Cc: ${EVIL}, ${MALLORY}`], text: 'Stop it.' });
  expect(await seen(MALLORY)).not.toContain('4711');
  const { participants, proposed = [] } = await getTicket(desk, own);
  expect([participants, proposed.map(({ address }) => address)]).toEqual([[], [EVIL, MALLORY]]);
});

it('nor reads, who was answered to all first, what they tell the desk alone of it then', async () => {
  const head = ['References: <e1@evil.example>', 'In-Reply-To: <e1@evil.example>'];
  const own = await opens(ZOE, { subject: 'Re: Hello', head: [...head, `Cc: ${EVIL}, ${MALLORY}`], text: 'Stop it.' });
  await comes(ZOE, { subject: 'Re: Hello', head: [...head, `Cc: ${EVIL}, ${MALLORY}`], text: 'I mean it.' });
  expect(await ticketsOf(desk)).toHaveLength(1);
  await comes(ZOE, { subject: 'Fwd: Hello', head, text: SECRET });
  expect(await readers(own)).toEqual([ZOE, EVIL, MALLORY]);
  expect(await seen(MALLORY)).not.toContain('4711');
  expect(await ticketsOf(desk)).toHaveLength(2);
});

describe('a customer whose record has one address in a domain that may be everybody’s', () => {
  it('draws in nobody else of that domain', async () => {
    const [evil, zoe] = ['evil@post.example', 'zoe@post.example'];
    desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, contacts: [evil] }, bianchi] });
    const id = await opens(evil, { head: [`Cc: ${zoe}`] });
    await comes(zoe, { subject: `Fwd: [${id}] News`, text: SECRET });
    expect(await seen(evil)).not.toContain('4711');
  });

  it('has its colleagues heard whom the record names, whatever their domains', async () => {
    const [anna, tom] = ['anna@post.example', 'tom@other.example'];
    desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, contacts: [anna, 'other.example'] }, bianchi] });
    const id = await opens(anna, { head: [`Cc: ${tom}`] });
    await comes(tom, { subject: `Re: [${id}] Printer`, text: 'It is the same here.' });
    expect(await seen(anna)).toContain('It is the same here.');
  });
});

describe('who is named on a stranger’s ticket', () => {
  it.each([
    ['of whom the stranger copied', MALLORY],
    ['that the stranger had before', EVIL],
  ])('is not drawn there by the signed address %s', async (_, holder) => {
    const strangers = await named(MARCO);
    await comes(MARCO, { to: signed(strangers, holder), subject: 'Our server', text: SECRET });
    expect(await seen(MALLORY)).not.toContain('4711');
  });

  it.each([
    ['a colleague’s', 'info@bianchi.example', MARCO],
    ['a colleague’s, and the colleague writes', 'info@bianchi.example', 'info@bianchi.example'],
    ['a private one', 'marco@elsewhere.example', MARCO],
  ])('and has answered with a Reply-To, %s, is read by nobody whom the stranger copied', async (_, reads, writes) => {
    const strangers = await named(MARCO, { id: NEWS });
    await comes(MARCO, { to: signed(strangers, MARCO), head: [`Reply-To: ${reads}`], text: 'Who are you?' });
    const more = writes === reads ? [] : [`Reply-To: ${reads}`];
    await comes(writes, { subject: 'Fwd: News', head: [`References: <${NEWS}>`, ...more], text: SECRET });
    expect(await readers(strangers)).toEqual([reads]);
    expect(await seen(MALLORY)).not.toContain('4711');
  });

  it('is not drawn there once an agent has removed the stranger, and nothing of theirs is closed into what others read', async () => {
    const theirs = await opens(ZOE);
    const strangers = await named(ZOE, { id: NEWS });
    await removeReader(desk, { ...by(strangers), address: EVIL });
    expect(await getTicket(desk, strangers)).toMatchObject({ participants: [], proposed: [{ address: MALLORY }] });
    expect(await proposedSince(strangers)).toEqual([MALLORY]);
    await comes(ZOE, { subject: 'Fwd: News', head: [`References: <${NEWS}>`], text: SECRET });
    await close(theirs, strangers);
    await comes(ZOE, { to: signed(theirs, ZOE), text: SECRET });
    expect(await seen(MALLORY)).not.toContain('4711');
  });

  it('reads on alone once they have said where they read, and the trail says who was let in to nothing of theirs', async () => {
    const strangers = await named(ZOE);
    await comes(ZOE, {
      to: `${signed(strangers, ZOE)}, ${DESK}`,
      head: ['Reply-To: me@home.example'],
      text: 'Now here.',
    });
    expect(await readers(strangers)).toEqual(['me@home.example']);
    expect(await proposedSince(strangers)).toEqual([MALLORY]);
  });

  it('has a clock of their own where it was answered, and its From is nobody', async () => {
    const strangers = await opens('noreply@evil.example', { id: NEWS, head: [`Reply-To: ${MARCO}`] });
    await answers(strangers);
    await comes(MARCO, { subject: 'Fwd: News', head: [`References: <${NEWS}>`], text: SECRET });
    expect((await ticketsOf(desk)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });

  it.each([ZOE, MARCO])(
    'of two of one stranger: what %s says of one is not read by whom that copied on the other',
    async (victim) => {
      const one = await opens(EVIL);
      await comes(EVIL, { to: signed(one, EVIL), subject: 'Re: Printer', head: [`Reply-To: ${victim}`] });
      await comes(victim, { to: signed(one, victim), text: 'Who are you?' });
      const other = await named(victim);
      await expect(close(one, other)).rejects.toMatchObject({ status: 422 });
    },
  );

  it.each([ZOE, MARCO])(
    'by two strangers: what %s says of the one’s is not read by that one, whom the other copied',
    async (victim) => {
      const one = await opens(MALLORY, { head: [`Reply-To: ${victim}`] });
      await comes(victim, { to: signed(one, victim), text: 'Who are you?' });
      const other = await named(victim);
      await expect(close(one, other)).rejects.toMatchObject({ status: 422 });
    },
  );

  it('by a form, was answered by an agent first, and has answered at their signed address, goes on by the number', async () => {
    const id = await opens('"Shop" <noreply@shop.example>', { head: [`Reply-To: ${ZOE}`] });
    await answers(id);
    await comes(ZOE, { to: signed(id, ZOE), text: 'Thanks, but no.' });
    await comes(ZOE, { subject: `Re: [${id}]`, text: 'More.' });
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('by a form, and has answered at their signed address, goes on by the number', async () => {
    const id = await opens('"Shop" <noreply@shop.example>', { head: [`Reply-To: ${ZOE}`] });
    await comes(ZOE, { to: signed(id, ZOE), text: 'It is me.' });
    await comes(ZOE, { subject: `Re: [${id}]`, text: 'More.' });
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('is read by nobody whom the stranger copied, once a merge is undone during which they said where they read', async () => {
    const own = await opens(ZOE, { subject: 'Mine' });
    const strangers = await named(ZOE, { id: NEWS });
    await close(strangers, own);
    await comes(ZOE, { to: `${signed(own, ZOE)}, ${DESK}`, head: ['Reply-To: me@home.example'], text: 'Now here.' });
    await changeState(desk, { ...by(strangers), state: 'waiting' });
    expect(await proposedSince(strangers)).toEqual([MALLORY]);
    await comes(ZOE, { subject: `Fwd: [${strangers}] News`, head: [`References: ${ourId(strangers)}`], text: SECRET });
    expect(await seen(MALLORY)).not.toContain('4711');
  });

  it('goes on by the number and the ids of their own ticket where it was closed into that one', async () => {
    const id = await opens('zoe@work.example', { head: [`Reply-To: ${ZOE}`] });
    const own = await opens(ZOE, { id: 'own@private.example', subject: 'Mine' });
    await close(own, id);
    await comes(ZOE, { subject: `Re: [${own}] Mine`, text: 'More.' });
    await comes(ZOE, { subject: 'Re: Mine', head: ['In-Reply-To: <own@private.example>'], text: 'More still.' });
    expect(await ticketsOf(desk)).toHaveLength(2);
  });
});

describe('once an agent has said who asks', () => {
  it.each([
    ['set by an agent', EVIL, true, []],
    ['of the one before', ANNA, false, []],
    ['of the one before, who had named them', ANNA, false, [`Reply-To: ${ZOE}`]],
  ] as const)(
    'whom the one before copied is proposed, where the customer is the one %s',
    async (_, from, isSet, head) => {
      const id = await opens(from, { head: [`Cc: ${MALLORY}`, ...head] });
      if (isSet) await correctCustomer(desk, { ...by(id), customer: 'bianchi' });
      await correctRequester(desk, { ...by(id), requester: { address: ZOE } });
      const { audit, proposed } = await getTicket(desk, id);
      expect(proposed).toMatchObject([{ address: MALLORY }]);
      expect(audit.at(-1)).toMatchObject({ action: 'readers proposed', detail: MALLORY });
      expect(await readers(id)).toEqual([ZOE]);
    },
  );

  it('whom an agent copied on the mail that opened it reads on', async () => {
    const to = MARCO;
    const id = await opens('ada@support.example', { to, head: [`Cc: ${DESK}, tom@else.example`], text: 'Dear Marco' });
    await correctRequester(desk, { ...by(id), requester: { address: GIANNI } });
    expect(await readers(id)).toContain('tom@else.example');
  });
});

it('in whose name a stranger asked, which nobody proved, is not drawn there, copied, by the number of what was closed into it', async () => {
  const forged = await opens(ZOE, { head: [`Reply-To: ${EVIL}`], isProved: false });
  const strangers = await opens(EVIL, { head: [`Cc: ${MALLORY}, ${ZOE}`] });
  await close(forged, strangers);
  await comes(ZOE, { subject: `Fwd: [${forged}] News`, text: SECRET });
  expect(await seen(MALLORY)).not.toContain('4711');
});
