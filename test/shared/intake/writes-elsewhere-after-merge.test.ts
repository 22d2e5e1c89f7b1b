import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { mailLink } from '../../../shared/use-cases/mail-link.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, openedBy } from '../../support/stories.ts';
import { whileAnswered } from '../../support/while-answered.ts';

/** Who asked from elsewhere than they read is heard on the ticket that goes on for theirs, and reads nothing there (docs/promise.md section 5). */

const DESK = 'help@support.example';
const KEY = 'a signing key for tests only';
const ANNA = 'anna@rossi.example';
const HOME = 'anna@home.example';
const INFO = 'info@rossi.example';
const BEA = 'bea@rossi.example';
const BOB = 'bob@unknown.example';

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

async function comes(head: string, { to = DESK, authenticated = true } = {}): Promise<void> {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <e${mails}@x.example>\nTo: ${to}\n${head}\n\nMail ${mails}.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `e${mails}`, recipients: [to], authenticated }));
  await desk.team.drain();
}

const opens = (head: string, options = {}) => openedBy(desk, () => comes(`${head}\nSubject: Case ${mails}`, options));

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const signed = (ticketId: string, reader: string) => replyAddress(KEY, DESK, { ticketId, reader: readerName(reader) });
const newest = async (id: string) => (await messagesOf(desk, id)).at(-1) as Message;
const removesHome = (twin: string) =>
  whileAnswered(desk, twin, () => removeReader(desk, { ...by(twin), address: HOME }));
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);

/** What a mail from there that answers the duplicate is on the twin: of the conversation, or from outside. */
async function isHeard(id: string, twin: string, { from = ANNA, reader = HOME, authenticated = true } = {}) {
  const before = (await messagesOf(desk, twin)).length;
  await comes(`From: ${from}\nSubject: Re: [${id}] more`, { to: signed(id, reader), authenticated });
  const messages = await messagesOf(desk, twin);
  expect(messages).toHaveLength(before + 1);
  const { by: writer, fromOutside = false } = messages.at(-1) as Message;
  expect(writer).toBe(from);
  return !fromOutside;
}

const ASKED = `From: ${ANNA}\nReply-To: ${HOME}`;

async function merged(head = ASKED, options = {}) {
  const twin = await opens(`From: ${BEA}`);
  const id = await opens(head, options);
  await close(id, twin);
  return { id, twin };
}

describe('who asked from elsewhere than they read, proved, and whose ticket is a duplicate', () => {
  it.each([
    ['proved', true],
    ['not proved, at the signed address', false],
  ])('is heard on the twin as before: %s', async (_, authenticated) => {
    const { id, twin } = await merged();
    expect(await isHeard(id, twin, { authenticated })).toBe(true);
    expect((await getTicket(desk, twin)).outside).toBeUndefined();
  });

  it('is heard by the twin’s number, proved, too', async () => {
    const { twin } = await merged();
    await comes(`From: ${ANNA}\nSubject: Re: [${twin}] more`);
    expect(await newest(twin)).toMatchObject({ by: ANNA });
    expect((await newest(twin)).fromOutside).toBeUndefined();
  });

  it('reads nothing there', async () => {
    const { id, twin } = await merged();
    await isHeard(id, twin);
    expect(await readers(twin)).toEqual([BEA, HOME]);
    await expect(mailLink(desk, { ...by(twin), address: ANNA })).rejects.toMatchObject({ status: 422 });
  });

  it('shows nobody the signed address of where they read: it is good, also once another reader is gone', async () => {
    const { id, twin } = await merged();
    await comes(`From: ${ANNA}\nSubject: Re: [${id}] more`, { to: signed(twin, HOME) });
    await addReader(desk, { ...by(twin), address: 'carla@rossi.example' });
    await removeReader(desk, { ...by(twin), address: 'carla@rossi.example' });
    await comes(`From: ${HOME}\nSubject: Re: [${id}] more`, { to: signed(twin, HOME), authenticated: false });
    expect(await newest(twin)).toMatchObject({ by: HOME });
    expect((await newest(twin)).fromOutside).toBeUndefined();
  });

  it('is the requester of the twin that its reading address asked for, which is a colleague’s by the record', async () => {
    const twin = await opens(`From: ${INFO}`);
    const id = await opens(`From: ${ANNA}\nReply-To: ${INFO}`);
    await close(id, twin);
    expect(await isHeard(id, twin, { reader: INFO })).toBe(true);
    await comes(`From: ${ANNA}\nSubject: P1! Re: [${twin}]`);
    expect((await getTicket(desk, twin)).priority).toBe(1);
  });

  it('is heard on a third ticket, where their reading address then reads', async () => {
    const { id, twin } = await merged();
    const last = await opens(`From: ${BEA}`);
    await close(twin, last);
    expect(await isHeard(id, last)).toBe(true);
    expect(await readers(last)).toEqual([BEA, HOME]);
  });

  it('is from outside on a third ticket once their reading address reads on the second no more', async () => {
    const { id, twin } = await merged();
    await whileAnswered(desk, twin, () => removeReader(desk, { ...by(twin), address: HOME }));
    const last = await opens(`From: ${BEA}`);
    await close(twin, last);
    expect(await isHeard(id, last)).toBe(false);
    expect(await readers(last)).toEqual([BEA]);
  });

  it('is heard on a third ticket where their reading address reads already', async () => {
    const { id, twin } = await merged();
    const last = await opens(`From: ${BEA}\nCc: ${HOME}`);
    await close(twin, last);
    expect(await isHeard(id, last)).toBe(true);
  });
});

describe('they are heard no more', () => {
  it.each<[string, (twin: string) => Promise<unknown>]>([
    ['once an agent removes them', (twin) => removeReader(desk, { ...by(twin), address: ANNA })],
    [
      'once an agent removes them who had added them',
      async (twin) => {
        await addReader(desk, { ...by(twin), address: ANNA });
        await removeReader(desk, { ...by(twin), address: ANNA });
      },
    ],
    ['once an agent removes where they read', removesHome],
    [
      'though where they read is added again',
      async (twin) => {
        await removesHome(twin);
        await addReader(desk, { ...by(twin), address: HOME });
      },
    ],
    [
      'once an agent says that it is the reading address who asks',
      (twin) => correctRequester(desk, { ...by(twin), requester: { address: HOME } }),
    ],
  ])('%s', async (_, shutOut) => {
    const { id, twin } = await merged();
    await shutOut(twin);
    expect(await isHeard(id, twin)).toBe(false);
    expect((await getTicket(desk, twin)).alsoFrom ?? []).toEqual([]);
  });

  it('though another duplicate of theirs is closed into it', async () => {
    const { id, twin } = await merged();
    await removeReader(desk, { ...by(twin), address: ANNA });
    await close(await opens(ASKED), twin);
    expect(await isHeard(id, twin)).toBe(false);
  });

  it('also where they were the requester’s, once an agent says who asks', async () => {
    const twin = await opens(`From: ${INFO}`);
    const id = await opens(`From: ${ANNA}\nReply-To: ${INFO}`);
    await close(id, twin);
    await correctRequester(desk, { ...by(twin), requester: { address: INFO } });
    expect(await isHeard(id, twin, { reader: INFO })).toBe(false);
  });
});

describe('who only named somebody’s reading address is from outside on the twin, as any stranger', () => {
  it.each([
    ['not proved', false],
    ['proved, and nobody confirmed that address', true],
  ])('%s', async (_, authenticated) => {
    const { id, twin } = await merged(`From: ${BOB}\nReply-To: ${ANNA}`, { authenticated });
    expect(await isHeard(id, twin, { from: BOB, reader: ANNA })).toBe(false);
    expect(await readers(twin)).toEqual([BEA, ANNA]);
    expect((await getTicket(desk, twin)).alsoFrom).toBeUndefined();
  });
});
