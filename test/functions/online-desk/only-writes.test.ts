import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { followLinkFor } from '../../../shared/ticket/link-access.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { mailLink } from '../../../shared/use-cases/mail-link.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** Who asked and named another address to read at is heard as the requester, and reads nothing (docs/promise.md section 9). */

const ANNA = 'anna@rossi.example';
const HOME = 'anna@home.example';
const BOB = 'bob@unknown.example';
const DESK = 'help@support.example';
const KEY = 'a signing key for tests only';

let desk: MemoryDesk;
let id: string;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

async function comes(head: string, { to = DESK, authenticated = true } = {}) {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <o${mails}@x.example>\nTo: ${to}\n${head}\n\nMail ${mails}.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `o${mails}`, recipients: [to], authenticated }));
  await desk.team.drain();
}

/** A request of Bob's that is answered at Anna's, and the answer. */
async function asked({ from = BOB, replyTo = ANNA, authenticated = true, head = '' } = {}) {
  await comes(`From: ${from}\nReply-To: ${replyTo}\nSubject: The door${head}`, { authenticated });
  const [ticket] = await ticketsOf(desk);
  id = ticket?.id ?? '';
  expect(ticket?.requester).toMatchObject({ address: replyTo, from });
  await answers();
}

async function answers(): Promise<string[]> {
  desk.pass(60);
  const sent = desk.sent.length;
  const one = { source: `test:${++mails}`, text: 'The code is 4711.', attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ...byAda(), ...one, attachments: [], receivedAt: desk.now().toISOString() });
  return desk.sent.slice(sent).map(({ recipient }) => recipient);
}

const byAda = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const page = () => visit(createHandler(desk));

/** Whom the page mails a link to this ticket when somebody asks for it at this address. */
async function mailedTo(email: string): Promise<string[]> {
  const sent = desk.sent.length;
  await page().post('/desk/link?lang=en', { number: id, email });
  await desk.team.drain();
  return desk.sent.slice(sent).map(({ recipient }) => recipient);
}

/** A link as a mail to this address has it, wherever it comes from. */
async function linkOf(address: string): Promise<string> {
  const now = desk.now().toISOString();
  return new URL(followLinkFor(KEY, desk.settings, await getTicket(desk, id), { address, now })).pathname;
}

const statusOf = async (address: string) => (await page().get(await linkOf(address))).status;
const read = async () => readersOf(await getTicket(desk, id)).map(({ address }) => address);

const WAYS: [string, Parameters<typeof asked>[0]][] = [
  ['whom nothing proves', { authenticated: false }],
  ['who is proved', {}],
  ['who is proved, of another customer', { from: 'rita@bianchi.example' }],
  ['who copies themself', { head: `\nCc: ${BOB}` }],
];

describe('who names a customer in Reply-To', () => {
  it.each(WAYS)('%s, is mailed no link, opens none and closes nothing', async (_, mail) => {
    await asked(mail);
    const by = mail?.from ?? BOB;
    expect(await mailedTo(by)).toEqual([ANNA]);
    expect([await statusOf(by), await statusOf(ANNA)]).toEqual([404, 200]);
    expect((await page().post(`${await linkOf(by)}/solved`, {})).status).toBe(404);
    expect((await getTicket(desk, id)).state).toBe('answered');
    await expect(mailLink(desk, { ...byAda(), address: by })).rejects.toMatchObject({ status: 422 });
    expect(await read()).toEqual([ANNA]);
  });

  it('is heard as before, also once the person at the reading address is confirmed', async () => {
    await asked();
    await confirmRequester(desk, byAda());
    await comes(`From: ${BOB}\nSubject: Re: [${id}] The door`);
    const newest = (await messagesOf(desk, id)).at(-1);
    expect([newest?.by, newest?.fromOutside]).toEqual([BOB, undefined]);
    expect(await statusOf(BOB)).toBe(404);
  });

  it('reads along once an agent says so, as one who is copied', async () => {
    await asked();
    await addReader(desk, { ...byAda(), address: BOB });
    expect(await answers()).toEqual([ANNA, BOB]);
    expect(await mailedTo(BOB)).toEqual([BOB]);
    await page().post(`${await linkOf(BOB)}/solved`, {});
    expect((await getTicket(desk, id)).state).toBe('answered');
  });

  it('who has the signed address of whoever reads cannot write in their name after a correction', async () => {
    await asked();
    const to = replyAddress(KEY, DESK, { ticketId: id, reader: readerName(ANNA) });
    await comes(`From: ${BOB}\nSubject: Re: The door`, { to });
    await correctRequester(desk, { ...byAda(), requester: { address: ANNA, name: 'Anna' } });
    await comes(`From: ${ANNA}\nSubject: Re: The door`, { to, authenticated: false });
    expect((await messagesOf(desk, id)).at(-1)).toMatchObject({ by: ANNA, fromOutside: true });
  });
});

describe('who only writes for a requester is shut out', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['by removing them', () => removeReader(desk, { ...byAda(), address: BOB })],
    [
      'by removing them after they were added',
      async () => {
        await addReader(desk, { ...byAda(), address: BOB });
        await removeReader(desk, { ...byAda(), address: BOB });
      },
    ],
    ['by saying who asks', () => correctRequester(desk, { ...byAda(), requester: { address: ANNA } })],
    ['by naming who asks', () => correctRequester(desk, { ...byAda(), requester: { address: ANNA, name: 'Anna R' } })],
    [
      'by saying that another one asks, whoever copied them',
      async () => {
        await addReader(desk, { ...byAda(), address: BOB });
        await correctRequester(desk, { ...byAda(), requester: { address: 'zoe@rossi.example' } });
      },
    ],
  ])('%s, for good', async (_, shutOut) => {
    await asked();
    await shutOut();
    const { requester } = await getTicket(desk, id);
    expect([requester.from, requester.fromProved, requester.fromDoubted]).toEqual([undefined, undefined, undefined]);
    await comes(`From: ${BOB}\nSubject: Re: [${id}] The door`);
    expect((await messagesOf(desk, id)).at(-1)).toMatchObject({ by: BOB, fromOutside: true });
    await comes(`From: ${requester.address}\nCc: ${BOB}\nSubject: Re: [${id}] The door`);
    expect(await read()).toEqual([requester.address]);
    expect([await mailedTo(BOB), await statusOf(BOB)]).toEqual([[], 404]);
  });

  it('once: asked again, it changes nothing, and the requester stays', async () => {
    await asked();
    const removal = { ...byAda(), address: BOB };
    const removed = await removeReader(desk, removal);
    expect(await removeReader(desk, removal)).toEqual(removed);
    await expect(removeReader(desk, { ...byAda(), address: ANNA })).rejects.toMatchObject({ status: 422 });
    const corrected = await correctRequester(desk, { ...byAda(), requester: { address: ANNA } });
    expect(await correctRequester(desk, { ...byAda(), requester: { address: ANNA } })).toEqual(corrected);
  });
});

it('a customer who reads elsewhere than they write follows it where they read, whichever address they type', async () => {
  await asked({ from: ANNA, replyTo: HOME });
  expect([await mailedTo(ANNA), await mailedTo(HOME)]).toEqual([[HOME], [HOME]]);
  expect([await statusOf(ANNA), await statusOf(HOME)]).toEqual([404, 200]);
  await comes(`From: ${ANNA}\nSubject: [P2] Re: [${id}] The door`);
  expect((await messagesOf(desk, id)).at(-1)).not.toHaveProperty('fromOutside');
});
