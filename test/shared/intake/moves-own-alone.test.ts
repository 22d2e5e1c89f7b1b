import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/**
 * Who named another's address of the same customer as where they read, proved, writes on where an agent merged both: they move no reading address but
 * of what they asked themself, and let nobody in (docs/promise.md sections 5 and 9).
 */

const SUSAN = 'susan@rossi.example';
const CARLA = 'carla@rossi.example';
const EVE = 'eve@evil.example';

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

async function comes(from: string, head: string, to = 'help@support.example'): Promise<string> {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <m${mails}@x.example>\nFrom: ${from}\nTo: ${to}\n${head}\n\nMail ${mails}.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `m${mails}`, envelopeFrom: from, recipients: [to] }));
  await desk.team.drain();
  return `<m${mails}@x.example>`;
}

async function opens(from: string, head: string): Promise<{ id: string; mail: string }> {
  const before = (await ticketsOf(desk)).map(({ id }) => id);
  const mail = await comes(from, `${head}Subject: Case ${mails}`);
  return { mail, id: (await ticketsOf(desk)).find(({ id }) => !before.includes(id))?.id ?? '' };
}

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const opensAgain = (id: string) => changeState(desk, { ...by(id), state: 'waiting' });
const requester = async (id: string) => (await getTicket(desk, id)).requester.address;
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);

/** To whom an answer leaves. */
async function isAnswered(ticketId: string): Promise<string[]> {
  desk.sent.length = 0;
  const answer = { source: `api:${ticketId}`, text: 'Try it.', tellBy: 'call', attachments: [] } as const;
  await respond(desk, { ...by(ticketId), ...answer, attachments: [], receivedAt: desk.now().toISOString() });
  return desk.sent.filter(({ text }) => text.includes('Try it.')).map(({ recipient }) => recipient);
}

async function both() {
  const susans = (await opens(SUSAN, '')).id;
  const { id: carlas, mail } = await opens(CARLA, `Reply-To: ${SUSAN}\n`);
  expect((await getTicket(desk, carlas)).requester).toMatchObject({ address: SUSAN, from: CARLA });
  return { susans, carlas, goesOn: (head: string) => comes(CARLA, `${head}In-Reply-To: ${mail}\nSubject: Re: Case`) };
}

describe('theirs is closed into that of whom they named', () => {
  it.each([
    ['by their Reply-To', async () => {}],
    ['also once an agent has added them', (susans: string) => addReader(desk, { ...by(susans), address: CARLA })],
  ])('where that one reads is not moved %s', async (_, first) => {
    const { susans, carlas, goesOn } = await both();
    await close(carlas, susans);
    await first(susans);
    await goesOn(`Reply-To: ${CARLA}\n`);
    expect(await requester(susans)).toBe(SUSAN);
    expect(await isAnswered(susans)).toContain(SUSAN);
    expect((await messagesOf(desk, susans)).filter(({ by: writer }) => writer === CARLA)).toHaveLength(1);
  });

  it('whom they copy is proposed, there and on a third ticket', async () => {
    const { susans, carlas, goesOn } = await both();
    const third = (await opens('bob@rossi.example', '')).id;
    await close(carlas, susans);
    await goesOn(`Cc: ${EVE}\n`);
    expect(await readers(susans)).toEqual([SUSAN]);
    expect((await getTicket(desk, susans)).proposed).toMatchObject([{ address: EVE }]);
    await close(susans, third);
    await goesOn(`Cc: ${EVE}, mallory@evil.example\n`);
    expect(await isAnswered(third)).toEqual(['bob@rossi.example', SUSAN]);
  });
});

describe('that of whom they named is closed into theirs', () => {
  it('theirs moves, and the other’s does not: they read on, and have their own back', async () => {
    const { susans, carlas, goesOn } = await both();
    await close(susans, carlas);
    await goesOn(`Reply-To: ${CARLA}\n`);
    expect(await isAnswered(carlas)).toEqual([CARLA, SUSAN]);
    expect((await getTicket(desk, carlas)).goesOnForOthers).toBe(true);
    await opensAgain(susans);
    expect(await requester(susans)).toBe(SUSAN);
    expect(await readers(susans)).toEqual([SUSAN]);
  });

  it('so it is on the way through another one of theirs, when that opens again', async () => {
    const { susans, carlas, goesOn } = await both();
    const last = (await opens(CARLA, `Reply-To: ${SUSAN}\n`)).id;
    await close(susans, carlas);
    await close(carlas, last);
    await goesOn(`Reply-To: ${CARLA}\n`);
    expect(await readers(last)).toEqual([CARLA, SUSAN]);
    await opensAgain(carlas);
    expect(await readers(carlas)).toEqual([CARLA, SUSAN]);
    await opensAgain(susans);
    expect(await readers(susans)).toEqual([SUSAN]);
  });

  it('nothing moves where the other one could not read on', async () => {
    const { susans, carlas, goesOn } = await both();
    await close(susans, carlas);
    for (let each = 0; each < 20; each += 1)
      await addReader(desk, { ...by(carlas), address: `p${each}@rossi.example` });
    await goesOn(`Reply-To: ${CARLA}\n`);
    expect(await requester(carlas)).toBe(SUSAN);
  });
});

it('who asked both from elsewhere than they read moves both, and again', async () => {
  const first = (await opens(CARLA, 'Reply-To: carla@home.example\n')).id;
  const { id: second } = await opens(CARLA, 'Reply-To: carla@home.example\n');
  await close(first, second);
  for (const address of ['carla@new.example', 'carla@newest.example']) {
    const reader = readerName(await requester(second));
    const signed = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: second, reader });
    await comes(CARLA, `Reply-To: ${address}\nSubject: Re: Case`, signed);
    expect(await readers(second)).toEqual([address]);
  }
  await opensAgain(first);
  expect(await readers(first)).toEqual(['carla@newest.example']);
});
