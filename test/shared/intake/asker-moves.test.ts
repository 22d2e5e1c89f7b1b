import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { sendLink } from '../../../shared/use-cases/send-link.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, openedBy } from '../../support/stories.ts';

/** Who asked a duplicate says where they read, as they would on their own ticket (docs/promise.md sections 5 and 9). */

const DESK = 'help@support.example';
const KEY = 'a signing key for tests only';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const NEW = 'anna@home.example';

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

async function comes(head: string, { to = DESK, authenticated = true } = {}): Promise<void> {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <v${mails}@x.example>\nTo: ${to}\n${head}\n\nMail ${mails}.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `v${mails}`, recipients: [to], authenticated }));
  await desk.team.drain();
}

const opens = (head: string) => openedBy(desk, () => comes(`${head}\nSubject: Case ${mails}`));

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const newest = async (id: string) => (await messagesOf(desk, id)).at(-1) as Message;

async function merged(head = `From: ${ANNA}`) {
  const twin = await opens(`From: ${BEA}`);
  const id = await opens(head);
  await changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
  return { id, twin };
}

const says = (id: string, replyTo = NEW, { from = ANNA, reader = ANNA, authenticated = true } = {}) =>
  comes(`From: ${from}\nReply-To: ${replyTo}\nCc: ${DESK}\nSubject: Re: [${id}] more`, {
    to: replyAddress(KEY, DESK, { ticketId: id, reader: readerName(reader) }),
    authenticated,
  });

describe('who asked a duplicate, proved, and says that they read elsewhere', () => {
  it('reads there from now on, and at the old address no more; the agents know', async () => {
    const { id, twin } = await merged();
    await says(id);
    expect(await readers(twin)).toEqual([BEA, NEW]);
    expect((await getTicket(desk, twin)).duplicates).toEqual([{ ticket: id, asks: NEW, from: ANNA }]);
    expect((await newest(twin)).warnings.join()).toContain(`answers go to ${NEW} from now on`);
  });

  it('writes on from both, and reads a link where they read', async () => {
    const { id, twin } = await merged();
    await says(id);
    await comes(`From: ${ANNA}\nSubject: Re: [${twin}] more`);
    expect((await newest(twin)).fromOutside).toBeUndefined();
    await comes(`From: ${NEW}\nSubject: Re: [${twin}] more`);
    expect((await newest(twin)).fromOutside).toBeUndefined();
    desk.sent.length = 0;
    await sendLink(desk, { address: ANNA, ticket: twin });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([NEW]);
  });

  it('is still who is told, and whose duplicate opens again there', async () => {
    const { id, twin } = await merged();
    await says(id);
    await expect(removeReader(desk, { ...by(twin), address: NEW })).rejects.toMatchObject({ status: 422 });
    await changeState(desk, { ...by(id), state: 'waiting' });
    expect((await getTicket(desk, id)).requester).toMatchObject({ address: NEW, from: ANNA, verified: true });
  });

  it('does so once, however often that mail comes', async () => {
    const { id, twin } = await merged();
    await says(id);
    mails -= 1;
    await says(id);
    expect(await readers(twin)).toEqual([BEA, NEW]);
    expect((await getTicket(desk, twin)).audit.filter(({ action }) => action === 'reading address')).toHaveLength(1);
  });

  it('is proposed there, where an agent removed that address', async () => {
    const { id, twin } = await merged();
    await addReader(desk, { ...by(twin), address: NEW });
    await removeReader(desk, { ...by(twin), address: NEW });
    await says(id);
    expect(await readers(twin)).toEqual([BEA, ANNA]);
    expect((await getTicket(desk, twin)).proposed?.map(({ address }) => address)).toEqual([NEW]);
  });

  it('is the participant who read there already', async () => {
    const { id, twin } = await merged();
    await addReader(desk, { ...by(twin), address: NEW });
    await says(id);
    expect(await readers(twin)).toEqual([BEA, NEW]);
  });
});

describe('nothing moves, and the agents hear what they ask', () => {
  const isTold = async (twin: string, reading: string, asked: string) =>
    expect((await newest(twin)).warnings.join()).toContain(`its Reply-To is ${asked}: answers go on to ${reading}`);

  it('where they name the requester’s own address', async () => {
    const { id, twin } = await merged();
    await says(id, BEA);
    expect(await readers(twin)).toEqual([BEA, ANNA]);
    expect((await getTicket(desk, twin)).alsoFrom).toBeUndefined();
    await isTold(twin, ANNA, BEA);
  });

  it('where they only write from there', async () => {
    const { id, twin } = await merged(`From: ${ANNA}\nReply-To: ${NEW}`);
    await says(id, 'anna@new.example', { reader: NEW });
    expect(await readers(twin)).toEqual([BEA, NEW]);
    await isTold(twin, NEW, 'anna@new.example');
  });
});

it('who is copied and asked nothing moves nothing', async () => {
  const { twin } = await merged();
  await addReader(desk, { ...by(twin), address: 'carla@rossi.example' });
  await says(twin, NEW, { from: 'carla@rossi.example', reader: 'carla@rossi.example' });
  expect(await readers(twin)).toEqual([BEA, ANNA, 'carla@rossi.example']);
  expect((await newest(twin)).warnings.join()).not.toContain('Reply-To');
});

it('who asks for a link by the address that they write a duplicate’s from gets it where they read', async () => {
  const { twin } = await merged(`From: ${ANNA}\nReply-To: ${NEW}`);
  desk.sent.length = 0;
  await sendLink(desk, { address: ANNA, ticket: twin });
  expect(desk.sent.map(({ recipient }) => recipient)).toEqual([NEW]);
});
