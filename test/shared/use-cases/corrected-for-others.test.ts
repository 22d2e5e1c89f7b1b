import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, rossi, waitingTicket } from '../../support/stories.ts';

/** What goes on for somebody's duplicate is made no other customer's: each would read what the other wrote (docs/promise.md section 5). */

const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const LUCA = 'luca@rossi.example';
const BEA = 'bea@bianchi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], plan: 'premium' as const };

let desk: MemoryDesk;

beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
});

const asks = async (address: string) =>
  (await waitingTicket(desk, { source: `mail:${address} ${desk.items.size}`, requester: { address, verified: true } }))
    .id;
const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const answer = (ticketId: string) =>
  respond(desk, {
    ...by(ticketId),
    source: `api:${ticketId}`,
    text: 'Done.',
    attachments: [],
    receivedAt: by('').at,
    tellBy: 'call',
  });
const toRequester = (address: string) => (id: string) => correctRequester(desk, { ...by(id), requester: { address } });
const toCustomer = (customer: string | null) => (id: string) => correctCustomer(desk, { ...by(id), customer });

/** Anna's, closed into Tom's, which goes on. */
async function merged() {
  const duplicate = await asks(ANNA);
  const twin = await asks(TOM);
  desk.pass(1);
  await close(duplicate, twin);
  desk.pass(1);
  return { duplicate, twin };
}

describe.each([
  ['its requester', toRequester(BEA), 'requester.address'],
  ['its customer', toCustomer('bianchi'), 'customer'],
] as const)('what goes on for another’s duplicate is made no other customer’s, by %s', (_, change, field) => {
  const refused = (duplicate: string) => ({
    status: 422,
    errors: [
      { field, message: expect.stringMatching(new RegExp(`goes on for ${duplicate}, too, which ${ANNA} asked`)) },
    ],
  });

  it('while it waits', async () => {
    const { duplicate, twin } = await merged();
    const before = await getTicket(desk, twin);
    await expect(change(twin)).rejects.toMatchObject(refused(duplicate));
    expect(await getTicket(desk, twin)).toEqual(before);
  });

  it('once it is answered', async () => {
    const { duplicate, twin } = await merged();
    await answer(twin);
    desk.pass(1);
    await expect(change(twin)).rejects.toMatchObject(refused(duplicate));
  });

  it('also by way of a third', async () => {
    const { duplicate, twin } = await merged();
    const last = await asks(LUCA);
    await close(twin, last);
    await expect(change(last)).rejects.toThrow();
    await expect(change(last)).rejects.toMatchObject({
      errors: [{ field, message: expect.stringMatching(new RegExp(duplicate)) }],
    });
  });

  it('by nobody’s customer on the way', async () => {
    const { duplicate, twin } = await merged();
    await toCustomer(null)(twin);
    await expect(change(twin)).rejects.toMatchObject(refused(duplicate));
  });

  it('where no record knows who asked, and the customer that it had is another', async () => {
    const duplicate = await asks('anna@home.example');
    const twin = await asks(TOM);
    await addReader(desk, { ...by(twin), address: 'anna@home.example' });
    await toCustomer('rossi')(duplicate);
    await close(duplicate, twin);
    await expect(change(twin)).rejects.toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('until that is open again', async () => {
    const { duplicate, twin } = await merged();
    await changeState(desk, { ...by(duplicate), state: 'waiting' });
    await removeReader(desk, { ...by(twin), address: ANNA });
    await change(twin);
    expect((await getTicket(desk, twin)).customer?.id).toBe('bianchi');
    expect(readersOf(await getTicket(desk, duplicate)).map(({ address }) => address)).toEqual([ANNA]);
  });

  it('once the records say that who asked is that one’s, too', async () => {
    const { twin } = await merged();
    await desk.customers.put({ ...bianchi, contacts: ['bianchi.example', ANNA] });
    await change(twin);
    expect((await getTicket(desk, twin)).customer?.id).toBe('bianchi');
  });
});

it('is corrected to a colleague, to whom no record knows, and of a duplicate of the requester’s own', async () => {
  const { twin } = await merged();
  await toRequester(LUCA)(twin);
  await toRequester('luca@home.example')(twin);
  expect(await getTicket(desk, twin)).toMatchObject({ customer: { id: 'rossi' } });
  const own = await asks(LUCA);
  const second = await asks(LUCA);
  await close(own, second);
  await toCustomer('bianchi')(second);
  expect(await getTicket(desk, second)).toMatchObject({ customer: { id: 'bianchi' } });
});

it('is not corrected by mail either, and the answer beside it is held back', async () => {
  const { duplicate, twin } = await merged();
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: twin, agentId: 'ada' });
  const raw = `Message-ID: <m1@x.example>\nFrom: Ada <ada@support.example>\nTo: ${to}\nSubject: Re: [${twin}]\n\n#requester ${BEA}\n\nBea, your code is 0815.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'm1', recipients: [to], envelopeFrom: 'ada@support.example' }));
  await desk.team.drain();
  expect((await getTicket(desk, twin)).requester.address).toBe(TOM);
  expect((await messagesOf(desk, twin)).every(({ kind, text }) => kind === 'note' || !text.includes('0815'))).toBe(
    true,
  );
  const told = desk.sent.filter(({ recipient }) => recipient === 'ada@support.example').map(({ text }) => text);
  expect(told.join('\n')).toContain(duplicate);
  expect(desk.sent.some(({ recipient, text }) => recipient !== 'ada@support.example' && text.includes('0815'))).toBe(
    false,
  );
});
