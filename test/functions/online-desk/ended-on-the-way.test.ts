import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { revokeLinks } from '../../../shared/use-cases/revoke-links.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, requestOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';
import { whileAnswered } from '../../support/while-answered.ts';

/**
 * Links and signed addresses of a duplicate that ended on the ticket that goes on for it stay ended, whatever goes on since, and when the
 * duplicate goes on by itself again (docs/promise.md section 9).
 */

const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';

let desk: MemoryDesk;
let ids: string[];

const word = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

const close = async (ticketId: string, twin: string) => {
  desk.pass(5);
  await changeState(desk, { ...word(ticketId), state: 'closed', reason: 'duplicate', twin });
};

const opensAgain = async (ticketId: string) => {
  desk.pass(5);
  await changeState(desk, { ...word(ticketId), state: 'waiting' });
  desk.pass(5);
};

const ofAnna = (ticketId: string) =>
  desk.sent.findLast(({ recipient, replyTo }) => recipient === ANNA && replyTo?.includes(ticketId.toLowerCase()));

const linkOf = (ticketId: string) => /\/desk\/t\/[^\s"<]+/.exec(ofAnna(ticketId)?.text ?? '')?.[0] ?? '';

const statusOf = async (link: string) => (await visit(createHandler(desk)).get(link)).status;

/** A mail in Anna's name that nothing proves. */
async function comes(id: string, to: string, text: string, head = 'X-Way: none') {
  desk.pass(60);
  const raw = `From: ${ANNA}\nTo: ${to}\n${head}\nMessage-ID: <${id}@x>\nSubject: Re: The door\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id, recipients: [to], authenticated: false }));
  await desk.team.drain();
}

const opens = async (n: number) => {
  const { ticket } = await openTicket(
    desk,
    requestOf(desk, { source: `mail:${n}`, subject: `Door ${n}`, messageId: `<anna-${n}@rossi.example>` }),
  );
  await desk.team.drain();
  return ticket.id;
};

/** T1 is a duplicate of T2. Anna has answered T1's first mail to all, so that Bea knows her link and her address there. */
beforeEach(async () => {
  desk = deskOf();
  ids = [await opens(1), await opens(2), await opens(3)];
  const [one = '', two = ''] = ids;
  await comes('all', ofAnna(one)?.replyTo ?? '', 'See here.', `Cc: ${BEA}`);
  await close(one, two);
});

const removed = async (two: string) => {
  desk.pass(5);
  await addReader(desk, { ...word(two), address: BEA });
  desk.pass(5);
  await removeReader(desk, { ...word(two), address: BEA });
};

describe.each<[string, (two: string) => Promise<unknown>]>([
  ['a reader was removed', removed],
  [
    'the requester was corrected',
    async (two) => {
      const correct = (address: string) => correctRequester(desk, { ...word(two), requester: { address } });
      await whileAnswered(desk, two, () => correct(BEA));
      desk.pass(5);
      await correct(ANNA);
    },
  ],
  ['the links were revoked', (two) => revokeLinks(desk, word(two))],
])('on the twin %s: a link of the duplicate', (_, ends) => {
  it('opens nothing once the duplicate opens again', async () => {
    const [one = '', two = ''] = ids;
    const link = linkOf(one);
    expect(await statusOf(link)).toBe(200);
    desk.pass(5);
    await ends(two);
    expect(await statusOf(link)).toBe(404);
    await opensAgain(one);
    expect(await statusOf(link)).toBe(404);
  });

  it('opens nothing once a third one goes on for the twin, and once the duplicate opens again after that', async () => {
    const [one = '', two = '', three = ''] = ids;
    const link = linkOf(one);
    desk.pass(5);
    await ends(two);
    await close(two, three);
    expect(await statusOf(link)).toBe(404);
    await opensAgain(one);
    expect(await statusOf(link)).toBe(404);
  });
});

describe('a signed address that a reader knew who was removed on the twin', () => {
  it('raises nothing once the duplicate opens again', async () => {
    const [one = '', two = ''] = ids;
    const to = ofAnna(one)?.replyTo ?? '';
    await removed(two);
    await opensAgain(one);
    await comes('forged', to, 'P1\nIt burns.');
    expect(await desk.tickets.get(one)).toMatchObject({ state: 'waiting', priority: 3 });
  });

  it('raises nothing on a third one that goes on for the twin', async () => {
    const [one = '', two = '', three = ''] = ids;
    const to = ofAnna(one)?.replyTo ?? '';
    await removed(two);
    await close(two, three);
    await comes('forged', to, 'P1\nIt burns.');
    expect(await desk.tickets.get(three)).toMatchObject({ state: 'waiting', priority: 3 });
  });
});

it('who was removed on the way reads on no duplicate that opens again, though they read on the last one', async () => {
  const [one = '', two = '', three = ''] = ids;
  await opensAgain(one);
  await addReader(desk, { ...word(one), address: BEA });
  await close(one, two);
  await addReader(desk, { ...word(three), address: BEA });
  await removed(two);
  await close(two, three);
  await opensAgain(one);
  expect((await desk.tickets.get(one))?.participants).toEqual([]);
});

it('who was removed on the duplicate before is proposed on the twin no more, and knows no link of it', async () => {
  const [, two = '', three = ''] = ids;
  await comes('all-3', ofAnna(three)?.replyTo ?? '', 'See here.', `Cc: ${BEA}`);
  expect((await desk.tickets.get(three))?.proposed).toMatchObject([{ address: BEA }]);
  await removed(two);
  const link = linkOf(three);
  await close(two, three);
  expect((await desk.tickets.get(three))?.proposed).toBeUndefined();
  expect(await statusOf(link)).toBe(404);
});

it('nothing ended on the way: the link and the address hold', async () => {
  const [one = '', two = '', three = ''] = ids;
  const link = linkOf(one);
  const to = ofAnna(one)?.replyTo ?? '';
  await close(two, three);
  expect(await statusOf(link)).toBe(200);
  await opensAgain(one);
  expect(await statusOf(link)).toBe(200);
  await comes('own', to, 'P1\nIt burns.');
  expect(await desk.tickets.get(one)).toMatchObject({ priority: 1 });
});
