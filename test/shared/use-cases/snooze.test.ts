import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { snooze } from '../../../shared/use-cases/snooze.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, aloud, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** What ends a snooze (docs/promise.md section 5). */

const UNTIL = '2026-12-03T08:00:00.000Z';
const BOTH = ['ada@support.example', 'bruno@support.example'];

let desk: MemoryDesk;
let id: string;

beforeEach(async () => {
  desk = deskOf();
  ({ id } = await waitingTicket(desk));
  await answer('api:1');
  desk.pass(60);
  await snooze(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), until: UNTIL });
  await desk.team.drain();
  desk.sent.length = 0;
});

function answer(source: string, asks = false) {
  const given = { ticketId: id, agent: ada, source, text: 'Try the other key.', tellBy: 'call' } as const;
  return respond(desk, { ...given, attachments: [], receivedAt: desk.now().toISOString(), asks });
}

const now = () => getTicket(desk, id);
const trail = async () => (await now()).audit.map(({ action, detail }) => `${action} ${detail}`);

/** What somebody writes to the ticket's address. */
async function writes(from: string, { at, ...change }: { authenticated?: boolean; at?: string } = {}) {
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id });
  const raw = `Message-ID: <w${from}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: door\n\nIt works, thank you.\n`;
  const received = arrives(desk, raw, { recipients: [to], ...(at && { receivedAt: at }) });
  await receiveMail(desk, { ...received, ...change });
}

describe('a snoozed ticket', () => {
  it('is in sight again at its instant, and the agents hear so once', async () => {
    const { timer } = await now();
    desk.setNow(UNTIL);
    await escalate(desk, { ticketId: id, version: timer.version });
    await escalate(desk, { ticketId: id, version: timer.version });
    expect(mailed(desk)).toEqual(BOTH);
    expect(aloud(desk)[0]?.text).toContain(`A snoozed ticket is awake: ${id}`);
    expect((await now()).timer.next).toBe(undefined);
    expect((await trail()).at(-1)).toBe(`snooze ended until ${UNTIL}`);
    expect(await now()).toMatchObject({ state: 'answered', firstResponse: { met: true } });
  });

  it('is told of to its assignee alone', async () => {
    await assign(desk, { ticketId: id, agent: ada, to: 'me', at: desk.now().toISOString() });
    desk.setNow(UNTIL);
    await escalate(desk, { ticketId: id, version: (await now()).timer.version });
    expect(mailed(desk)).toEqual(['ada@support.example']);
  });

  it('is swept into sight when its timer was lost', async () => {
    desk.scheduled.clear();
    desk.setNow(UNTIL);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(BOTH);
    expect((await now()).timer.next).toBe(undefined);
  });

  it('stays out of sight as long as nobody could be told that it is over', async () => {
    desk.setNow(UNTIL);
    const { version } = (await now()).timer;
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    await expect(escalate(desk, { ticketId: id, version })).rejects.toThrow();
    expect((await now()).timer.next?.kind).toBe('snooze');
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(BOTH);
  });

  it('is in sight as soon as a known writer writes, with the usual notice alone', async () => {
    await desk.team.drain();
    desk.pass(60);
    await writes('anna@rossi.example');
    expect((await now()).timer.next).toBe(undefined);
    expect(await trail()).toContain('snooze ended the customer wrote');
    expect([...desk.scheduled.keys()]).toEqual([]);
    expect(aloud(desk).map(({ text }) => /The customer wrote again|awake/.exec(text)?.[0])).toEqual([
      'The customer wrote again',
      'The customer wrote again',
    ]);
  });

  it('stays asleep for what comes from outside, and wakes for what was written before and is heard of since', async () => {
    desk.pass(60);
    await writes('eve@elsewhere.example', { authenticated: false });
    expect((await now()).timer.next?.kind).toBe('snooze');
    await writes('anna@rossi.example', { at: '2026-11-30T08:00:30.000Z' });
    expect((await now()).timer.next).toBeUndefined();
  });

  it('is not put to sleep by what an agent wrote before the customer did', async () => {
    desk.pass(60);
    const at = desk.now().toISOString();
    desk.pass(60);
    await writes('anna@rossi.example');
    const late = snooze(desk, { ticketId: id, agent: ada, at, until: UNTIL });
    await expect(late).rejects.toMatchObject({
      errors: [{ message: 'the customer has written since: read that first' }],
    });
  });

  it('that is closed sleeps no more, and is in sight when it is opened again', async () => {
    const by = { ticketId: id, agent: ada, at: desk.now().toISOString() };
    await changeState(desk, { ...by, state: 'closed' });
    expect((await now()).timer.next).toBe(undefined);
    expect([...desk.scheduled.keys()]).toEqual([]);
    expect((await changeState(desk, { ...by, state: 'answered' })).timer.next).toBe(undefined);
  });

  it('whose answer comes back waits with its ladder, and is in sight', async () => {
    const [, answered] = await messagesOf(desk, id);
    if (!answered) throw new Error('no answer');
    const failure = { reason: '550 no such user', at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: id, messageKey: answered.key }, failure);
    expect(await now()).toMatchObject({ state: 'waiting', timer: { next: { kind: 'ladder', level: 'warning' } } });
  });

  it('whose customer is asked something is watched, and in sight', async () => {
    desk = deskOf();
    ({ id } = await waitingTicket(desk, { priority: 1 }));
    await answer('api:p1');
    await snooze(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), until: UNTIL });
    await answer('api:ask', true);
    expect((await now()).timer.next?.kind).toBe('watch');
    expect([...desk.scheduled.keys()]).toEqual([`${id}.${(await now()).timer.version}`]);
  });
});
