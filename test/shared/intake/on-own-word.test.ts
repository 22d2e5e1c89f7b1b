import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, openedBy, rossi, ticketsOf } from '../../support/stories.ts';

/** Who asks, or reads, on either of two tickets that become one is there by a word of their own, by the record, or by an agent's word (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const MARCO = 'marco@bianchi.example';
const GIANNI = 'gianni@bianchi.example';
const ZOE = 'zoe@private.example';
const YAN = 'yan@private.example';
const HOME = 'marco@home.example';
const EVIL = 'evil@evil.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
});

type Mail = { to?: string; subject?: string; replyTo?: string; cc?: string; text?: string };

async function comes(from: string, mail: Mail = {}): Promise<void> {
  desk.pass(60);
  mails += 1;
  const { to = DESK, subject = `Case ${mails}`, replyTo, cc, text = 'Please help.' } = mail;
  const head = [`Message-ID: <o${mails}@x.example>`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`];
  const more = [...(replyTo ? [`Reply-To: ${replyTo}`] : []), ...(cc ? [`Cc: ${cc}`] : [])];
  const raw = `${[...head, ...more].join('\n')}\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `o${mails}`, recipients: [to], envelopeFrom: from }));
  await desk.team.drain();
}

const opens = (from: string, mail: Mail = {}) => openedBy(desk, () => comes(from, mail));

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const signed = (ticketId: string, who: string) => replyAddress(KEY, DESK, { ticketId, reader: readerName(who) });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const isRefused = async (closing: Promise<unknown>) => expect(closing).rejects.toMatchObject({ status: 422 });
const isOf = (id: string, customer: string) => correctCustomer(desk, { ...by(id), customer });
const asks = (id: string, address: string) => correctRequester(desk, { ...by(id), requester: { address } });
async function answers(ticketId: string): Promise<void> {
  desk.pass(60);
  const answer = { source: `api:${++mails}`, text: 'Done.', attachments: [], receivedAt: desk.now().toISOString() };
  await respond(desk, { ticketId, agent: ada, ...answer, tellBy: 'call' });
}

describe('tickets that one address reads, which no record names, are not of one requester by another’s word', () => {
  it.each([
    ['a person of no customer', ZOE, undefined, ZOE],
    ['a contact of another customer, who reads there', MARCO, HOME, HOME],
    ['another contact, of nobody’s customer by now', YAN, HOME, HOME],
  ])('%s', async (_, from, replyTo, reads) => {
    const own = await opens(from, replyTo ? { replyTo } : {});
    const id = await opens(ANNA, { replyTo: reads });
    await isRefused(close(own, id));
    await isRefused(close(id, own));
  });

  it('nor where an agent said that theirs is of that customer: only whose word it is that they ask there', async () => {
    const own = await opens(ZOE);
    await isOf(own, 'rossi');
    const id = await opens(ANNA, { replyTo: ZOE });
    await isRefused(close(own, id));
    await asks(id, ZOE);
    await close(own, id);
    await comes(ANNA, { subject: `Re: [${id}]`, replyTo: EVIL, text: 'P1' });
    expect(await readers(id)).toEqual([ZOE]);
    expect((await getTicket(desk, id)).priority).toBe(3);
  });

  it('but the same one may name it on both, also where that one is another customer’s by then', async () => {
    const one = await opens(ANNA, { replyTo: HOME });
    await desk.customers.put({ ...rossi, contacts: ['elsewhere.example'] });
    await desk.customers.put({ ...bianchi, contacts: ['bianchi.example', ANNA] });
    const other = await opens(ANNA, { replyTo: HOME });
    expect((await getTicket(desk, other)).customer?.id).toBe('bianchi');
    await close(one, other);
    expect(await readers(other)).toEqual([HOME]);
  });
});

describe('who was copied on the twin is there by the record or an agent’s word, by no Cc', () => {
  async function both(named: string): Promise<[string, string]> {
    return [await opens(ANNA, { replyTo: named }), await opens(ANNA, { cc: named })];
  }

  it('another customer’s contact', async () => {
    const [id, twin] = await both(MARCO);
    await isRefused(close(id, twin));
    await comes(MARCO, { to: signed(id, MARCO), subject: `Re: [${id}]` });
    await isRefused(close(id, twin));
  });

  it('a person of no customer, whose ticket an agent said is of this one', async () => {
    const own = await opens(ZOE);
    await isOf(own, 'rossi');
    const twin = await opens(ANNA, { cc: ZOE });
    await isRefused(close(own, twin));
  });

  it('who is added by an agent, though copied already: they are, and the trail says so once', async () => {
    const [id, twin] = await both(MARCO);
    await addReader(desk, { ...by(twin), address: MARCO });
    await addReader(desk, { ...by(twin), address: MARCO });
    await close(id, twin);
    const { audit } = await getTicket(desk, twin);
    expect(audit.filter(({ action }) => action === 'reader added')).toHaveLength(1);
  });

  it('a colleague by the record: also of a full conversation, and where they were removed from writing', async () => {
    const id = await opens(TOM);
    const others = Array.from({ length: 19 }, (_, index) => `p${index}@rossi.example`);
    const twin = await opens(ANNA, { cc: [TOM, ...others].join(', ') });
    await close(id, twin);
    expect(await readers(twin)).toContain(TOM);
  });
});

describe('who named somebody as Reply-To, which nobody confirmed, is from outside on what others asked', () => {
  it.each([
    ['that very one', MARCO, false],
    ['a colleague of theirs', GIANNI, false],
    ['that very one, who has answered since', MARCO, true],
  ])('of %s', async (_, named, isConfirmed) => {
    const own = await opens(MARCO);
    const id = await opens(EVIL, { replyTo: named });
    if (isConfirmed) await comes(named, { to: signed(id, named), subject: `Re: [${id}]` });
    await close(own, id);
    await answers(id);
    await comes(EVIL, { subject: `Re: [${id}]`, text: 'P1' });
    const { priority, state, outside } = await getTicket(desk, id);
    expect({ priority, state }).toEqual({ priority: 3, state: 'answered' });
    // With its own priority it is a ticket of its own.
    expect(outside).toBeUndefined();
    expect((await messagesOf(desk, id)).map((each) => each.text).join()).not.toContain('P1');
    await comes(EVIL, { subject: `Re: [${id}]`, text: 'And more.' });
    expect((await getTicket(desk, id)).state).toBe('answered');
    expect((await getTicket(desk, id)).outside?.at(-1)?.address).toBe(EVIL);
  });

  it('not on what they asked themselves, both', async () => {
    const one = await opens(YAN, { replyTo: ZOE });
    const other = await opens(YAN, { replyTo: ZOE });
    await close(one, other);
    await comes(YAN, { subject: `Re: [${other}]`, text: 'More.' });
    expect((await getTicket(desk, other)).outside).toBeUndefined();
  });

  it('save whom an agent lets read, and at a signed address', async () => {
    const own = await opens(MARCO);
    const id = await opens(EVIL, { replyTo: MARCO });
    await close(own, id);
    await comes(EVIL, { to: signed(id, MARCO), subject: `Re: [${id}]`, text: 'More.' });
    expect((await getTicket(desk, id)).outside).toBeUndefined();
    await comes(EVIL, { subject: `Re: [${id}]`, text: 'More again.' });
    expect((await getTicket(desk, id)).outside).toHaveLength(1);
    await addReader(desk, { ...by(id), address: EVIL });
    await comes(EVIL, { subject: `Re: [${id}]`, text: 'And again.' });
    expect((await getTicket(desk, id)).outside).toBeUndefined();
  });

  it('nor on a person’s of no customer, whose ticket goes on here', async () => {
    const own = await opens(ZOE);
    const id = await opens(YAN, { replyTo: ZOE });
    await close(own, id);
    await comes(YAN, { subject: `Re: [${id}]`, text: 'P1' });
    expect(await ticketsOf(desk)).toHaveLength(3);
    expect((await getTicket(desk, id)).priority).toBe(3);
  });
});
