import { beforeEach, describe, expect, it } from 'vitest';
import type { Customer } from '../../../shared/customer/customer.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, waitingTicket } from '../../support/stories.ts';

/** Who asked a duplicate reads the ticket that goes on only where its customer's record knows them today (docs/promise.md section 5). */

const HUDSON: Customer = { ...rossi, id: 'hudson', name: 'Hudson', contacts: ['hudson.example', 'tina@moved.example'] };
const SUSAN = 'susan@hudson.example';
const MARCO = 'marco@rossi.example';
const PAOLA = 'paola@rossi.example';
const TINA = 'tina@moved.example';

let desk: MemoryDesk;

beforeEach(() => {
  desk = deskOf({ customers: [rossi, HUDSON] });
});

const asks = async (address: string, writes: { from?: string; fromProved?: true } = {}) =>
  (await waitingTicket(desk, { source: `mail:${address}`, requester: { address, verified: true, ...writes } })).id;
const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);

/** Corrects a ticket to Rossi's Paola, whose customer Susan, too, is that day, and no more since. */
async function correctedWhileTheirs(id: string): Promise<void> {
  await desk.customers.put({ ...rossi, contacts: ['rossi.example', SUSAN] });
  await correctRequester(desk, { ...by(id), requester: { address: PAOLA } });
  await desk.customers.put(rossi);
}

async function isRefused(id: string, twin: string, message: string): Promise<void> {
  await expect(close(id, twin)).rejects.toMatchObject({
    status: 422,
    errors: [{ field: 'twin', message: `${twin} ${message}` }],
  });
  expect((await getTicket(desk, id)).state).toBe('waiting');
}

describe('who asked a duplicate of a ticket that an agent then corrected to a customer who they are no more', () => {
  const corrected = async () => {
    const first = await asks(SUSAN);
    const second = await asks('bob@hudson.example');
    await close(first, second);
    await correctedWhileTheirs(second);
    return { second, third: await asks(MARCO) };
  };

  it('reads nothing of a third of that customer: it is refused, with what to do', async () => {
    const { second, third } = await corrected();
    const why = 'the record of its customer rossi does not know them; add them there first, or answer here';
    await isRefused(second, third, `cannot be read by ${SUSAN}, who asked here: ${why}`);
    expect(await readers(third)).toEqual([MARCO]);
  });

  it('reads it once an agent has added them there', async () => {
    const { second, third } = await corrected();
    await addReader(desk, { ...by(third), address: SUSAN });
    await close(second, third);
    expect(await readers(third)).toEqual([MARCO, SUSAN, PAOLA]);
  });
});

it('who asked, and whom another one named on both, reads the twin once an agent says there that they are who asks', async () => {
  const EVE = 'eve@home.example';
  const named = { from: MARCO, unconfirmed: 'reply-to', verified: false } as const;
  const opens = async (n: number) =>
    (await waitingTicket(desk, { source: `mail:${n}`, requester: { address: EVE, ...named } })).id;
  const [first, second] = [await opens(1), await opens(2)];
  const why = 'another one named them there: say with #requester there that they are who asks, or answer here';
  const whose = 'the record of its customer rossi does not know them';
  await isRefused(first, second, `cannot be read by ${EVE}, who asked here: ${whose}; ${why}`);
  await addReader(desk, { ...by(second), address: EVE });
  await isRefused(first, second, `cannot be read by ${EVE}, who asked here: ${whose}; ${why}`);
  await correctRequester(desk, { ...by(second), requester: { address: EVE } });
  await close(first, second);
  expect(await readers(second)).toEqual([EVE]);
});

it.each<[string, Customer[]]>([
  [
    'of another customer',
    [
      { ...rossi, contacts: ['rossi.example', TINA] },
      { ...HUDSON, contacts: ['hudson.example'] },
    ],
  ],
  ['of none', [rossi, { ...HUDSON, contacts: ['hudson.example'] }]],
])('who asked, and is a contact %s since, reads nothing of a former colleague’s', async (_, records) => {
  const first = await asks(TINA);
  const second = await asks(SUSAN);
  for (const each of records) await desk.customers.put(each);
  const why = 'the record of its customer hudson does not know them; add them there first, or answer here';
  await isRefused(first, second, `cannot be read by ${TINA}, who asked here: ${why}`);
  expect(await readers(second)).toEqual([SUSAN]);
});

describe('who asked at a domain of the twin’s customer, where another’s record names the very address', () => {
  const HAL = 'hal@hudson.example';
  const why = 'the record of its customer hudson does not know them; add them there first, or answer here';

  it('reads nothing there since the record does', async () => {
    const [first, second] = [await asks(HAL), await asks(SUSAN)];
    await desk.customers.put({ ...rossi, contacts: ['rossi.example', HAL] });
    await isRefused(first, second, `cannot be read by ${HAL}, who asked here: ${why}`);
    expect(await readers(second)).toEqual([SUSAN]);
  });

  it('reads nothing there either where an agent said that the ticket is of the domain’s', async () => {
    await desk.customers.put({ ...rossi, contacts: ['rossi.example', HAL] });
    const [first, second] = [await asks(HAL), await asks(SUSAN)];
    await correctCustomer(desk, { ...by(first), customer: 'hudson' });
    await isRefused(first, second, `cannot be read by ${HAL}, who asked here: ${why}`);
  });

  it('writes from there for nobody', async () => {
    const [first, second] = [await asks('hal@private.example', { from: HAL, fromProved: true }), await asks(SUSAN)];
    await desk.customers.put({ ...rossi, contacts: ['rossi.example', HAL] });
    await isRefused(first, second, `cannot be read by hal@private.example, who asked here: ${why}`);
  });
});

it('who asked there, a colleague of today, is one of its readers', async () => {
  const second = await asks(SUSAN);
  await close(await asks(TINA), second);
  expect(await readers(second)).toEqual([SUSAN, TINA]);
});

describe('who asks on the twin, and is another customer’s than it', () => {
  const NICK = 'nick@hudson.example';
  const refusal = (asks: string, customer: string) =>
    `${asks}, who asked there, is of the customer ${customer} today; correct its customer first, add them there, or answer here`;

  it('is read by no former colleague who asked a duplicate, since a record says so', async () => {
    const [twin, own] = [await asks(TINA), await asks(SUSAN)];
    await desk.customers.put({ ...rossi, contacts: ['rossi.example', TINA] });
    await isRefused(own, twin, `cannot be read by ${SUSAN}, who asked here: ${refusal(TINA, 'rossi')}`);
    expect(await readers(twin)).toEqual([TINA]);
    await addReader(desk, { ...by(twin), address: SUSAN });
    await close(own, twin);
    expect(await readers(twin)).toEqual([TINA, SUSAN]);
  });

  it('is read by none where an agent’s correction was a slip, until that is mended', async () => {
    const [twin, own] = [await asks(MARCO), await asks(SUSAN)];
    await correctCustomer(desk, { ...by(twin), customer: 'hudson' });
    await isRefused(own, twin, `cannot be read by ${SUSAN}, who asked here: ${refusal(MARCO, 'rossi')}`);
    const colleague = await asks(PAOLA);
    await correctCustomer(desk, { ...by(twin), customer: 'rossi' });
    await close(colleague, twin);
    expect(await readers(twin)).toEqual([MARCO, PAOLA]);
  });

  it('is read by none where it was a duplicate’s requester who asked', async () => {
    const [first, twin] = [await asks(SUSAN), await asks(NICK)];
    await close(first, twin);
    await correctedWhileTheirs(twin);
    await isRefused(await asks(MARCO), twin, `cannot be read by ${MARCO}, who asked here: ${refusal(SUSAN, 'hudson')}`);
  });

  it('is read by none where they write from there, and read where nobody is known', async () => {
    const twin = await asks('tina@private.example', { from: TINA, fromProved: true });
    await correctCustomer(desk, { ...by(twin), customer: 'hudson' });
    await desk.customers.put({ ...rossi, contacts: ['rossi.example', TINA] });
    const why = refusal('tina@private.example', 'rossi');
    await isRefused(await asks(SUSAN), twin, `cannot be read by ${SUSAN}, who asked here: ${why}`);
  });

  it('is read by the customer’s others where no record knows who asked', async () => {
    const twin = await asks('guest@elsewhere.example');
    await correctCustomer(desk, { ...by(twin), customer: 'hudson' });
    await close(await asks(SUSAN), twin);
    expect(await readers(twin)).toEqual(['guest@elsewhere.example', SUSAN]);
  });
});
