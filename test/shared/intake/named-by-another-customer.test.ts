import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, openedBy, rossi } from '../../support/stories.ts';

/** A proved contact of one customer vouches for no Reply-To that is another customer's: whoever is named so has said nothing (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const GINA = 'gina@rossi.example';
const MARCO = 'marco@bianchi.example';
const PAUL = 'paul@private.example';
const EVIL = 'evil@evil.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
});

type Mail = { to?: string; subject?: string; replyTo?: string; text?: string; id?: string; isProved?: boolean };

async function comes(from: string, mail: Mail = {}): Promise<void> {
  desk.pass(60);
  desk.sent.length = 0;
  const { to = DESK, subject = 'Case', replyTo, text = 'Please help.', id = `m${++mails}`, isProved = true } = mail;
  const head = [`Message-ID: <${id}@x.example>`, 'Date: Mon, 30 Nov 2026 08:00:00 +0000', `From: ${from}`, `To: ${to}`];
  const about = /\[(T-\w+)\]/.exec(subject)?.[1];
  // By a number alone nobody says where they read.
  const answers = about && replyTo ? [`In-Reply-To: ${threadId(KEY, DESK, about)}`] : [];
  const lines = [...head, `Subject: ${subject}`, ...answers, ...(replyTo ? [`Reply-To: ${replyTo}`] : [])];
  const delivery = { id: `ses-${++mails}`, recipients: [to], envelopeFrom: from, authenticated: isProved };
  await receiveMail(desk, arrives(desk, `${lines.join('\n')}\n\n${text}\n`, delivery));
  await desk.team.drain();
}

const opens = (from: string, mail: Mail = {}) => openedBy(desk, () => comes(from, mail));

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const isOf = (id: string, customer: string) => correctCustomer(desk, { ...by(id), customer });
const signed = (ticketId: string, who: string) => replyAddress(KEY, DESK, { ticketId, reader: readerName(who) });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const answers = async (ticketId: string, text: string) => {
  desk.pass(60);
  const answer = { source: `api:${++mails}`, text, attachments: [], receivedAt: desk.now().toISOString() };
  await respond(desk, { ticketId, agent: ada, ...answer, tellBy: 'call' });
};

/** The ways by which Gina has a ticket that Marco is to read. */
const WAYS: [string, () => Promise<string>][] = [
  ['by the mail that opens it', () => opens(GINA, { replyTo: MARCO })],
  [
    'by a later mail',
    async () => {
      const id = await opens(GINA);
      await comes(GINA, { subject: `Re: [${id}]`, replyTo: MARCO });
      return id;
    },
  ],
  [
    'by a proved copy',
    async () => {
      const id = await opens(GINA, { id: 'copied', replyTo: MARCO, isProved: false });
      await comes(GINA, { id: 'copied', replyTo: MARCO });
      return id;
    },
  ],
];

describe.each(WAYS)('a ticket that another customer’s contact is named to read, %s', (_, named) => {
  it('says so of one whom nobody confirmed', async () => {
    const { requester } = await getTicket(desk, await named());
    expect(requester).toMatchObject({ address: MARCO, verified: false, unconfirmed: 'reply-to', from: GINA });
  });

  it('and that one’s own are not of one requester, either way', async () => {
    const own = await opens(MARCO);
    const id = await named();
    await expect(close(own, id)).rejects.toMatchObject({ status: 422 });
    await expect(close(id, own)).rejects.toMatchObject({ status: 422 });
  });

  it('is not moved on by who named them: not before and not after they have answered', async () => {
    const id = await named();
    await comes(GINA, { subject: `Re: [${id}]`, replyTo: EVIL });
    expect(await readers(id)).toEqual([MARCO]);
    await answers(id, 'Marco, what is your code?');
    await comes(MARCO, { to: signed(id, MARCO), subject: `Re: [${id}]`, text: '4711' });
    await comes(GINA, { subject: `Re: [${id}]`, replyTo: EVIL });
    await comes(GINA, { subject: `Re: [${id}]`, replyTo: GINA });
    expect(await readers(id)).toEqual([MARCO]);
  });

  it('is closed into theirs once an agent has said whose it is: who named them is not heard there', async () => {
    const own = await opens(MARCO);
    const id = await named();
    await isOf(id, 'bianchi');
    await close(id, own);
    await comes(GINA, { subject: `Re: [${own}]`, text: 'P1' });
    await comes(GINA, { subject: `Re: [${own}]`, replyTo: EVIL });
    expect(await getTicket(desk, own)).toMatchObject({ priority: 3, requester: { address: MARCO } });
    expect(await readers(own)).toEqual([MARCO]);
  });

  it('takes in none of theirs, also where an agent said that it is of her customer', async () => {
    const own = await opens(MARCO);
    await isOf(own, 'rossi');
    await expect(close(own, await named())).rejects.toMatchObject({ status: 422 });
  });
});

it('nor are they of one requester once they were confirmed', async () => {
  const own = await opens(MARCO);
  const id = await opens(GINA, { replyTo: MARCO });
  await confirmRequester(desk, by(id));
  await expect(close(own, id)).rejects.toMatchObject({ status: 422 });
  await expect(close(id, own)).rejects.toMatchObject({ status: 422 });
  await comes(GINA, { subject: `Re: [${id}]`, replyTo: EVIL });
  expect(await readers(id)).toEqual([MARCO]);
});

describe('whose an address is', () => {
  it.each([
    [
      'a contact by address within her own domain',
      'luca@rossi.example',
      GINA,
      ['bianchi.example', 'luca@rossi.example'],
    ],
    ['named by a contact by address elsewhere', MARCO, 'gina@private.example', undefined],
    ['a contact by address, of nobody’s domain', PAUL, GINA, ['bianchi.example', PAUL]],
  ])('says the surest record of the day: %s', async (_, address, from, contacts) => {
    await desk.customers.put({ ...rossi, contacts: ['rossi.example', 'gina@private.example'] });
    if (contacts) await desk.customers.put({ ...bianchi, contacts });
    const own = await opens(address);
    const id = await opens(from, { replyTo: address });
    await expect(close(own, id)).rejects.toMatchObject({ status: 422 });
    await comes(from, { subject: `Re: [${id}]`, replyTo: EVIL });
    expect(await readers(id)).toEqual([address]);
  });

  it('says the record of the day on which they are to be one', async () => {
    const own = await opens(PAUL);
    const id = await opens(GINA, { replyTo: PAUL });
    await desk.customers.put({ ...bianchi, contacts: ['bianchi.example', PAUL] });
    await expect(close(own, id)).rejects.toMatchObject({ status: 422 });
    await expect(close(id, own)).rejects.toMatchObject({ status: 422 });
  });
});

describe('what stays as it was', () => {
  it.each([
    ['a colleague, also on the twin of what that one asked', 'tom@rossi.example', true],
    ['an address that no record knows, where none of theirs goes on', PAUL, false],
  ])('a contact vouches for %s, and takes the answers back', async (_, address, isTwin) => {
    const own = await opens(address);
    const id = await opens(GINA, { replyTo: address });
    expect((await getTicket(desk, id)).requester).toEqual({ address, verified: true, from: GINA, fromProved: true });
    if (isTwin) await close(own, id);
    await comes(GINA, { subject: `Re: [${id}]`, replyTo: GINA });
    expect((await getTicket(desk, id)).requester.address).toBe(GINA);
  });

  it('a stranger’s form and its visitor’s own request go together', async () => {
    const own = await opens(PAUL);
    await close(await opens('web@small.example', { replyTo: PAUL }), own);
    expect(await readers(own)).toEqual([PAUL]);
  });

  it('what another customer’s contact asks for there themself is theirs', async () => {
    const id = await opens(GINA, { replyTo: MARCO });
    await comes(MARCO, { to: signed(id, MARCO), subject: `Re: [${id}]`, replyTo: PAUL });
    expect(await readers(id)).toEqual([PAUL]);
  });
});

it.each([MARCO, PAUL])('the team reads who wrote it, also where %s reads the answers', async (replyTo) => {
  await comes(GINA, { replyTo });
  const notices = desk.sent.filter(({ recipient }) => ada.addresses.includes(recipient));
  expect(notices.map(({ text }) => text).join()).toMatch(new RegExp(`From: +${GINA}`));
  expect(notices.map(({ text }) => text).join()).not.toMatch(new RegExp(`From: +${replyTo}`));
});
