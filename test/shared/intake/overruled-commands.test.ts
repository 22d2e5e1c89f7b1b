import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctCustomer, correctPlan } from '../../../shared/use-cases/correct-terms.ts';
import type { ByAgent } from '../../../shared/use-cases/steps/change.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, rossi, waitingTicket } from '../../support/stories.ts';

/** Of two words of the team's the newer one stands, also where the older is carried out after it (docs/promise.md section 5). */

const SUPPORT = 'help@support.example';
const ADA = 'ada@support.example';
const MARCO = 'marco@rossi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
let desk: MemoryDesk;
let id: string;
let mails = 0;
beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  ({ id } = await waitingTicket(desk, { priority: 3, participants: [{ address: MARCO }] }));
  desk.pass(60);
});

const now = () => desk.now().toISOString();
const by = (agent = bruno, ticketId = id): ByAgent => ({ ticketId, agent, at: now() });
const told = () => desk.sent.flatMap(({ recipient, text }) => (recipient === ADA ? text.replace(/\s+/g, ' ') : []));

/** Ada's command, which reached the desk at `receivedAt` and is carried out now. */
async function command(body: string, receivedAt: string) {
  desk.pass(60);
  const address = replyAddress('a signing key for tests only', SUPPORT, { ticketId: id, agentId: 'ada' });
  const raw = `Message-ID: <o${++mails}@x.example>\nFrom: ${ADA}\nTo: ${address}\nSubject: Re: x\n\n${body}\n`;
  const how = { id: `ses-o${mails}`, recipients: [address], receivedAt, envelopeFrom: ADA };
  await receiveMail(desk, arrives(desk, raw, how));
  await desk.team.drain();
}

type Say = () => Promise<unknown>;
const remove = () => removeReader(desk, { ...by(), address: MARCO });
const add = () => addReader(desk, { ...by(), address: MARCO });
const customer = (of: string) => () => correctCustomer(desk, { ...by(), customer: of });
const plan = (of: 'basic' | 'premium') => () => correctPlan(desk, { ...by(), plan: of });
const priority = (of: 1 | 2 | 3) => () =>
  changePriority(desk, { ...by(), priority: of, reason: 'the whole shop stands' });
async function merge() {
  const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<anna-2@rossi.example>', priority: 1 });
  await changeState(desk, { ...by(bruno, other.id), state: 'closed', reason: 'duplicate', twin: id });
}

const OVERRULED: [line: string, what: string, since: Say[], why: string][] = [
  [`#remove ${MARCO}`, 'let in again', [remove, add], `${MARCO} was let in since you wrote`],
  ['#customer bianchi', 'moved there and back', [customer('bianchi'), customer('rossi')], 'and is rossi now'],
  ['#customer none', 'moved', [customer('bianchi')], 'and is bianchi now'],
  ['#plan premium', 'changed and changed back', [plan('premium'), plan('basic')], 'and is basic now'],
  ['#plan premium', 'of another customer', [customer('bianchi')], 'its customer was changed since you wrote'],
  ['#priority 4', 'raised', [priority(1)], 'it was made priority 1 since you wrote'],
  ['#priority 1', 'set otherwise', [priority(2)], 'it was made priority 2 since you wrote'],
  ['#priority 4', 'raised by a duplicate of a higher one', [merge], 'it was made priority 1 since you wrote'],
];
/** What these commands change. */
const kept = ({ priority, customer, participants, terms }: Ticket) => ({ priority, customer, participants, terms });

describe.each(OVERRULED)('%s, of what a colleague has %s since', (line, _, since, why) => {
  it.each(['', '\n\nTurn the key twice.'])('is not done, and its writer is told: "%s" below', async (below) => {
    const at = now();
    for (const say of since) {
      desk.pass(60);
      await say();
    }
    const before = kept(await getTicket(desk, id));
    desk.sent.length = 0;
    await command(`${line}${below}`, at);
    expect(kept(await getTicket(desk, id))).toEqual(before);
    expect(told()).toContainEqual(expect.stringContaining(why));
  });

  it('is done where it was written after that', async () => {
    for (const say of since) {
      desk.pass(60);
      await say();
    }
    desk.pass(60);
    const before = kept(await getTicket(desk, id));
    await command(line, now());
    expect(kept(await getTicket(desk, id))).not.toEqual(before);
    expect(told()).not.toContainEqual(expect.stringContaining('since you wrote'));
  });
});

it.each([`#remove ${MARCO}`, '#customer bianchi', '#plan premium', '#priority 4'])(
  '%s that is carried out late is done where nobody has said otherwise',
  async (line) => {
    const at = now();
    const before = kept(await getTicket(desk, id));
    desk.pass(3600);
    await addReader(desk, { ...by(), address: 'elsa@rossi.example' });
    await command(line, at);
    expect(kept(await getTicket(desk, id))).not.toEqual(before);
    expect(told()).not.toContainEqual(expect.stringContaining('since you wrote'));
  },
);

it('of an agent’s own two mails the newer one stands, whichever comes first', async () => {
  const at = now();
  desk.pass(60);
  await command('#priority 2', now());
  await command('#priority 4', at);
  expect((await getTicket(desk, id)).priority).toBe(2);
});
