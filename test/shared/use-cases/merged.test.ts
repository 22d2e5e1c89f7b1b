import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { awaitsOf, snoozedUntil } from '../../../shared/ticket/view.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { snooze } from '../../../shared/use-cases/snooze.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** Merging tickets that were answered, snoozed or closed (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const UNTIL = '2026-12-03T08:00:00.000Z';

let desk: MemoryDesk;
let twin: string;
let id: string;
let count = 0;

beforeEach(async () => {
  desk = deskOf();
  ({ id: twin } = await waitingTicket(desk, { source: 'mail:twin', messageId: '<twin@rossi.example>' }));
  desk.pass(600);
  ({ id } = await waitingTicket(desk, { source: 'mail:two', messageId: '<two@rossi.example>' }));
  desk.pass(600);
});

const at = () => desk.now().toISOString();
const merge = (ticketId = id, into = twin) =>
  changeState(desk, { ticketId, agent: ada, at: at(), state: 'closed', reason: 'duplicate', twin: into });
const sleep = (ticketId: string) => snooze(desk, { ticketId, agent: ada, at: at(), until: UNTIL });

async function answer(ticketId: string) {
  desk.pass(60);
  const one = { ticketId, agent: ada, source: `api:m${++count}`, text: 'Try it.', tellBy: 'call' } as const;
  await respond(desk, { ...one, attachments: [], receivedAt: at() });
  desk.pass(60);
}

async function arrivesAt(ticketId: string, from: string, text: string, agentId?: string) {
  desk.pass(60);
  const to = replyAddress(KEY, 'help@support.example', { ticketId, ...(agentId && { agentId }) });
  const raw = `Message-ID: <m${++count}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: x\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-m${count}`, recipients: [to] }));
  desk.pass(60);
}
const annaWrites = (ticketId: string) => arrivesAt(ticketId, 'anna@rossi.example', 'It does not work.');

describe('an answered ticket that is merged', () => {
  it('moves no clock of the one that goes on', async () => {
    await answer(id);
    const { clock, timer } = await getTicket(desk, twin);
    await merge();
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'waiting', clock, timer: { version: timer.version } });
  });

  it('leaves what its customer wrote last to be answered there, in sight', async () => {
    await answer(id);
    await answer(twin);
    await sleep(twin);
    await annaWrites(id);
    await merge();
    const goesOn = await getTicket(desk, twin);
    expect([awaitsOf(goesOn), snoozedUntil(goesOn), goesOn.state]).toEqual(['agent', undefined, 'answered']);
    expect([...desk.scheduled.keys()]).toEqual([]);
  });

  it('leaves nothing there that was answered since', async () => {
    await answer(id);
    await annaWrites(id);
    await answer(twin);
    await sleep(twin);
    await merge();
    const goesOn = await getTicket(desk, twin);
    expect([awaitsOf(goesOn), snoozedUntil(goesOn)]).toEqual(['customer', UNTIL]);
  });

  it('is snoozed no more itself', async () => {
    await answer(id);
    await sleep(id);
    await merge();
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', mergedInto: twin });
    expect([...desk.scheduled.keys()]).toEqual([`${twin}.1`]);
  });
});

it('a snoozed ticket that goes on for one that waits is in sight, with that clock', async () => {
  await answer(twin);
  await sleep(twin);
  const { clock } = await getTicket(desk, id);
  await merge();
  const goesOn = await getTicket(desk, twin);
  expect(goesOn).toMatchObject({
    state: 'waiting',
    clock: { deadline: clock.deadline },
    timer: { next: { kind: 'ladder' } },
  });
  expect([...desk.scheduled.keys()]).toEqual([`${twin}.${goesOn.timer.version}`]);
});

describe('a closed ticket', () => {
  it('is not merged any more, and says the mend; the same merging again is none', async () => {
    await answer(id);
    await changeState(desk, { ticketId: id, agent: ada, at: at(), state: 'closed' });
    const message = `cannot go on for ${id}, which is closed: open that again first`;
    await expect(merge()).rejects.toMatchObject({ status: 422, errors: [{ field: 'twin', message }] });
    await changeState(desk, { ticketId: id, agent: ada, at: at(), state: 'answered' });
    const once = await merge();
    expect(await merge()).toEqual(once);
  });
});

describe('#merge', () => {
  it('does what closing as a duplicate does: both numbers and addresses lead to the one that goes on', async () => {
    await arrivesAt(id, 'ada@support.example', `#merge ${twin.toLowerCase()}`, 'ada');
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', cancelled: 'duplicate', mergedInto: twin });
    await annaWrites(id);
    const { messages } = await desk.tickets.messages(twin);
    expect(messages.at(-1)?.text.trim()).toBe('It does not work.');
  });

  it.each([
    ['#merge T-00000000', '#merge: T-00000000 is no ticket of this desk'],
    ['#merge', '#merge: it is written otherwise, see the list below'],
    ['#merge that one', '#merge that one: it is written otherwise, see the list below'],
  ])('that cannot be done changes nothing, and its writer hears why: %s', async (command, why) => {
    desk.sent.length = 0;
    await arrivesAt(id, 'ada@support.example', command, 'ada');
    expect((await getTicket(desk, id)).state).toBe('waiting');
    expect(desk.sent.find(({ recipient }) => recipient === 'ada@support.example')?.text).toContain(why);
  });
});
