import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { changeTags } from '../../../shared/use-cases/change-tags.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { correctCustomer, correctPlan } from '../../../shared/use-cases/correct-terms.ts';
import type { ByAgent } from '../../../shared/use-cases/steps/change.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, waitingTicket } from '../../support/stories.ts';

/** What an agent changes on a closed duplicate would change nothing where the clock runs and the answers go (docs/promise.md section 5). */

const ELSA = 'elsa@rossi.example';
const ZOE = 'zoe@rossi.example';

let desk: MemoryDesk;

beforeEach(() => {
  desk = deskOf({ customers: [rossi, { ...rossi, id: 'verdi', name: 'Verdi', contacts: ['verdi.example'] }] });
});

const by = (ticketId: string): ByAgent => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });

/** Carlo's, who copied Zoe, closed as a duplicate of Bea's, which may be closed into a third. */
async function merged({ isFurther = false } = {}) {
  const open = async (address: string) => {
    const asked = {
      source: `mail:${address}`,
      requester: { address, verified: true },
      participants: [{ address: ZOE }],
    };
    const { id } = await waitingTicket(desk, { priority: 3, ...asked });
    desk.pass(60);
    return id;
  };
  const [duplicate, twin] = [await open('carlo@rossi.example'), await open('bea@rossi.example')];
  await close(duplicate, twin);
  if (!isFurther) return { duplicate, twin };
  const third = await open('dora@rossi.example');
  await close(twin, third);
  return { duplicate, twin: third };
}

type Make = (desk: MemoryDesk, by: ByAgent) => Promise<Ticket>;

const CHANGES: [what: string, field: string, make: Make][] = [
  ['the requester', 'requester.address', (on, who) => correctRequester(on, { ...who, requester: { address: ELSA } })],
  ['the priority', 'priority', (on, who) => changePriority(on, { ...who, priority: 1, reason: 'all is down' })],
  ['one reader more', 'address', (on, who) => addReader(on, { ...who, address: ELSA })],
  ['one reader fewer', 'address', (on, who) => removeReader(on, { ...who, address: ZOE })],
  ['the customer', 'customer', (on, who) => correctCustomer(on, { ...who, customer: 'verdi' })],
  ['the plan', 'plan', (on, who) => correctPlan(on, { ...who, plan: 'premium' })],
];

describe.each(CHANGES)('on a closed duplicate, %s', (_, field, make) => {
  it.each([false, true])('is refused with the number that goes on, one further: %s', async (isFurther) => {
    const { duplicate, twin } = await merged({ isFurther });
    const before = [await getTicket(desk, duplicate), await getTicket(desk, twin)];
    const mails = desk.sent.length;
    const message = `${duplicate} is closed as a duplicate of ${twin}: change that one, or re-open this one first`;
    const error = { status: 409, errors: [{ field, message }] };
    await expect(make(desk, by(duplicate))).rejects.toMatchObject(error);
    expect([await getTicket(desk, duplicate), await getTicket(desk, twin)]).toEqual(before);
    expect(desk.sent).toHaveLength(mails);
  });

  it('is made on the ticket that goes on, and here once it is open again', async () => {
    const { duplicate, twin } = await merged();
    await changeState(desk, { ...by(duplicate), state: 'waiting' });
    for (const id of [duplicate, twin]) {
      const { version } = await getTicket(desk, id);
      expect((await make(desk, by(id))).version).toBeGreaterThan(version);
    }
  });

  it('is no error where it is so already, as of a mail that is carried out again', async () => {
    const [duplicate, twin] = [
      (await waitingTicket(desk, { source: 'mail:1', participants: [{ address: ZOE }] })).id,
      (await waitingTicket(desk, { source: 'mail:2' })).id,
    ];
    const who = by(duplicate);
    // Tickets of two customers do not merge.
    if (field === 'customer') await make(desk, by(twin));
    await make(desk, who);
    await close(duplicate, twin);
    const { version } = await getTicket(desk, duplicate);
    expect((await make(desk, who)).version).toBe(version);
  });
});

it('tags and whose it is are changed on a closed duplicate, too', async () => {
  const { duplicate } = await merged();
  await changeTags(desk, { ...by(duplicate), add: ['billing'] });
  await assign(desk, { ...by(duplicate), to: 'ada' });
  expect(await getTicket(desk, duplicate)).toMatchObject({ state: 'closed', tags: ['billing'], assignee: 'ada' });
});

it('what an agent’s mail to the signed address of a duplicate says of it changes not the ticket that goes on: it is told', async () => {
  const { duplicate, twin } = await merged();
  const signed = { ticketId: duplicate, agentId: 'ada' };
  const to = replyAddress('a signing key for tests only', desk.settings.supportAddress, signed);
  const raw = `From: ${ada.addresses[0]}\nTo: ${to}\nMessage-ID: <c1@x.example>\nSubject: Re: [${duplicate}]\n\n#priority 1\n#add ${ELSA}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-c1', recipients: [to], envelopeFrom: `${ada.addresses[0]}` }));
  const after = await getTicket(desk, twin);
  expect(after.priority).not.toBe(1);
  expect(readersOf(after).map(({ address }) => address)).not.toContain(ELSA);
  await desk.team.drain();
  expect(desk.sent.at(-1)?.text).toContain(`${duplicate} is closed as a duplicate of ${twin}`);
  expect((await getTicket(desk, duplicate)).priority).toBe(3);
});
