import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** Whoever was told that their request goes on here is not taken from those who read it as long as it waits (docs/promise.md section 5). */

const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const CARLO = 'carlo@rossi.example';

let desk: MemoryDesk;

beforeEach(() => {
  desk = deskOf();
});

const asks = async (address: string) =>
  (await waitingTicket(desk, { source: `mail:${address} ${desk.items.size}`, requester: { address, verified: true } }))
    .id;
const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const correct = (id: string) => correctRequester(desk, { ...by(id), requester: { address: CARLO } });
const remove = (id: string) => removeReader(desk, { ...by(id), address: BEA });

/** A duplicate of each, closed into the next; the last is Anna's. */
async function merged(...askers: string[]) {
  const ids: string[] = [];
  for (const each of [...askers, ANNA]) ids.push(await asks(each));
  for (const [at, id] of ids.slice(0, -1).entries()) await close(id, ids[at + 1] ?? '');
  return { duplicate: ids[0] ?? '', twin: ids.at(-1) ?? '' };
}

describe.each([
  ['the requester is not corrected', ANNA, correct, 'requester.address'],
  ['who is copied is not removed', BEA, remove, 'address'],
] as const)('where it waits for a duplicate of theirs, %s', (_, asker, change, field) => {
  it.each([[[asker]], [[asker, ANNA]]])('whoever it goes on by: %j', async (askers) => {
    const { duplicate, twin } = await merged(...askers);
    const before = await getTicket(desk, twin);
    const message = expect.stringMatching(
      new RegExp(`goes on for .*${duplicate}.*, too, which ${asker} asked.*re-open that first`),
    );
    await expect(change(twin)).rejects.toMatchObject({ status: 422, errors: [{ field, message }] });
    expect(await getTicket(desk, twin)).toEqual(before);
  });

  it('until that is open again, with its clock', async () => {
    const { duplicate, twin } = await merged(asker);
    await changeState(desk, { ...by(duplicate), state: 'waiting' });
    await change(twin);
    expect(await readers(twin)).not.toContain(asker);
    expect(await getTicket(desk, duplicate)).toMatchObject({ state: 'waiting', requester: { address: asker } });
  });

  it('nor after it is answered is anybody kept', async () => {
    const { twin } = await merged(asker);
    desk.pass(60);
    const said = { source: 'answer', text: 'It is done.', attachments: [], tellBy: 'call' as const };
    await respond(desk, { ...by(twin), ...said, receivedAt: desk.now().toISOString() });
    await change(twin);
    expect(await readers(twin)).not.toContain(asker);
  });
});

it('a requester is corrected where nobody’s duplicate goes with them', async () => {
  const { twin } = await merged(BEA);
  await correct(twin);
  expect(await readers(twin)).toEqual([CARLO, BEA]);
  await addReader(desk, { ...by(twin), address: ANNA });
  await removeReader(desk, { ...by(twin), address: ANNA });
  expect(await readers(twin)).toEqual([CARLO, BEA]);
});

it('a machine’s duplicate, of which nobody was told, keeps nothing', async () => {
  const robot = { silent: true, requester: { address: 'no-reply@rossi.example', verified: true } };
  const { id } = await waitingTicket(desk, { source: 'mail:r1', ...robot });
  const { id: twin } = await waitingTicket(desk, { source: 'mail:r2', ...robot });
  await close(id, twin);
  await correct(twin);
  expect(await readers(twin)).toEqual([CARLO]);
});

it.each([
  [`#requester ${CARLO}`, ANNA],
  [`#remove ${BEA}`, BEA],
])('the agent who says so by mail hears why: %s', async (command, asker) => {
  const { duplicate, twin } = await merged(asker);
  const to = replyAddress('a signing key for tests only', desk.settings.supportAddress, {
    ticketId: twin,
    agentId: 'ada',
  });
  const raw = `From: ${ada.addresses[0]}\nTo: ${to}\nMessage-ID: <c1@x.example>\nSubject: Re: [${twin}]\n\n${command}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-c1', recipients: [to], envelopeFrom: `${ada.addresses[0]}` }));
  await desk.team.drain();
  const told = desk.sent.filter(({ recipient }) => recipient === ada.addresses[0]).map(({ text }) => text);
  expect(told.join(' ').replaceAll('\n', ' ')).toContain(`it goes on for ${duplicate}, too`);
  expect(await readers(twin)).toContain(asker);
});
