import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** The opening mail comes again, proved, after an agent has said who asks and who reads: the agent's word stays (docs/promise.md section 9). */

const EVE = 'eve@evil.example';
const BOSS = 'boss@rossi.example';
const MALLORY = 'mallory@evil.example';

let desk: MemoryDesk;
let id: string;
let mails = 0;

type Copy = { proved: boolean; cc?: string; head?: string };

async function comes({ proved, cc, head }: Copy) {
  desk.pass(60);
  const lines = [
    `From: Eve <${EVE}>`,
    'To: help@support.example',
    ...(cc ? [`Cc: ${cc}`] : []),
    ...(head ? [head] : []),
  ];
  const raw = `Message-ID: <o@evil.example>\n${lines.join('\n')}\nSubject: Boss cannot log in\n\nPlease help.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-${++mails}`, authenticated: proved, envelopeFrom: EVE }));
  id = (await ticketsOf(desk))[0]?.id ?? '';
  await desk.team.drain();
}

const now = async () => {
  const [ticket, ...others] = await ticketsOf(desk);
  expect(others).toEqual([]);
  return ticket;
};
const word = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const isBoss = () => correctRequester(desk, { ...word(), requester: { address: BOSS } });

/** Who gets an answer that is given now. */
async function readers() {
  desk.sent.length = 0;
  desk.pass(60);
  const answer = { source: 'api:1', text: 'It is swordfish.', attachments: [], tellBy: 'call' as const };
  await respond(desk, { ...answer, ticketId: id, agent: ada, receivedAt: desk.now().toISOString() });
  return desk.sent.filter(({ text }) => text.includes('swordfish')).map(({ recipient }) => recipient);
}

beforeEach(() => {
  desk = deskOf();
});

describe('the ticket is somebody else’s by now', () => {
  it.each<[string, Partial<Copy>]>([
    ['a new Cc', { cc: MALLORY }],
    ['itself and others in Cc', { cc: `${EVE}, ${MALLORY}` }],
    ['a Reply-To', { head: `Reply-To: ${MALLORY}`, cc: MALLORY }],
    ['a Reply-To to its writer', { head: `Reply-To: ${EVE}` }],
    ['nothing new', {}],
  ])('and a copy with %s lets nobody read', async (_, copy) => {
    await comes({ proved: false });
    await isBoss();
    await comes({ ...copy, proved: true });
    await comes({ ...copy, proved: true });
    expect((await now())?.participants).toEqual([]);
    expect((await now())?.requester.address).toBe(BOSS);
    expect(await readers()).toEqual([BOSS]);
    expect((await messagesOf(desk, id))[0]?.verified).toBe(true);
  });

  it('and whom the copy names is proposed', async () => {
    await comes({ proved: false, cc: 'bea@rossi.example' });
    await isBoss();
    await comes({ proved: true, cc: `bea@rossi.example, ${MALLORY}` });
    expect((await now())?.proposed?.map(({ address }) => address)).toEqual(['bea@rossi.example', MALLORY]);
  });

  it('also where its reading address was another than its From', async () => {
    await comes({ proved: false, head: 'Reply-To: eve@private.example' });
    await isBoss();
    await comes({ proved: true, head: 'Reply-To: eve@private.example', cc: MALLORY });
    expect(await readers()).toEqual([BOSS]);
  });
});

describe('the writer reads still', () => {
  it('as one whom an agent added, and says who reads along', async () => {
    await comes({ proved: false });
    await isBoss();
    await addReader(desk, { ...word(), address: EVE });
    await comes({ proved: true, cc: MALLORY });
    expect(await readers()).toEqual([BOSS, EVE, MALLORY]);
  });

  it.each(['a person proposed', 'a person who had read'])('and whom an agent removed stays out: %s', async (kind) => {
    await comes({ proved: false, cc: MALLORY });
    if (kind === 'a person who had read') await addReader(desk, { ...word(), address: MALLORY });
    await removeReader(desk, { ...word(), address: MALLORY });
    await comes({ proved: true, cc: `${MALLORY}, bea@rossi.example` });
    expect((await now())?.proposed).toEqual([{ address: MALLORY }]);
    expect(await readers()).toEqual([EVE, 'bea@rossi.example']);
  });
});

it('whom other mails proposed stays proposed', async () => {
  await comes({ proved: false, cc: 'bea@rossi.example' });
  const own = replyAddress('a signing key for tests only', 'help@support.example', {
    ticketId: id,
    reader: readerName(EVE),
  });
  const raw = `Message-ID: <more@evil.example>\nFrom: Eve <${EVE}>\nTo: ${own}\nCc: ${BOSS}\nIn-Reply-To: <o@evil.example>\nSubject: Re: Boss cannot log in\n\nBoss knows more.\n`;
  await receiveMail(
    desk,
    arrives(desk, raw, { id: 'more', authenticated: false, envelopeFrom: EVE, recipients: [own] }),
  );
  expect((await now())?.proposed).toMatchObject([{ address: 'bea@rossi.example' }, { address: BOSS }]);
  await comes({ proved: true, cc: MALLORY });
  expect((await now())?.proposed).toMatchObject([{ address: BOSS }]);
  expect(await readers()).toEqual([EVE, MALLORY]);
});
