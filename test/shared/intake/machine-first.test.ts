import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import {
  ada,
  bruno,
  deliver,
  deskOf,
  mailed,
  messagesOf,
  sweepLater,
  ticketsOf,
  waitingTicket,
} from '../../support/stories.ts';

/** A copy that a machine sent comes first, to a ticket: nobody hears of it. Then somebody's own mail comes, and is heard. */

const ANNA = 'anna@rossi.example';
const DESK = 'help@support.example';
const TEAM = [...ada.addresses, ...bruno.addresses];
const KEY = 'a signing key for tests only';

let desk: MemoryDesk;
let id: string;
let mails = 0;

/** A ticket that was answered: whose turn it is shows who was heard. */
beforeEach(async () => {
  desk = deskOf();
  id = (await waitingTicket(desk)).id;
  desk.pass(60);
  const answer = { source: 'test:1', text: 'Try it.', tellBy: 'call' } as const;
  await respond(desk, { ticketId: id, agent: ada, ...answer, attachments: [], receivedAt: desk.now().toISOString() });
  await desk.team.drain();
  desk.sent.length = 0;
});

type Copy = { machine?: boolean; proved?: boolean; from?: string; to?: string; text?: string };

const signed = () => replyAddress(KEY, DESK, { ticketId: id, reader: readerName(ANNA) });

async function comes({ machine = false, proved = false, from = ANNA, text = 'Still shut.', ...copy }: Copy) {
  desk.pass(60);
  const to = copy.to === 'signed' ? signed() : (copy.to ?? DESK);
  const raw = [
    'Message-ID: <m2@x.example>',
    `From: ${from}`,
    `To: ${to}`,
    ...(machine ? ['Auto-Submitted: auto-replied'] : []),
    'Date: Mon, 30 Nov 2026 09:00:00 +0100',
    `Subject: Re: [${id}] The door`,
    '',
    text,
    '',
  ].join('\n');
  const mail = arrives(desk, raw, { id: `m${++mails}`, authenticated: proved, envelopeFrom: from, recipients: [to] });
  await deliver(desk, () => receiveMail(desk, mail));
  await desk.team.drain();
}

const ticket = async () => (await ticketsOf(desk)).find((each) => each.id === id);
const silent = async () => {
  expect(mailed(desk)).toEqual([]);
  expect((await ticket())?.lastPublic.by).toBe('agent');
};

describe('a customer’s own mail after a machine’s copy', () => {
  it.each<[string, Copy, Copy]>([
    ['proved, after one that was not', { machine: true }, { proved: true }],
    ['proved, after one that was too', { machine: true, proved: true }, { proved: true }],
    ['unproved, to their signed address', { machine: true, to: 'signed' }, { to: 'signed' }],
    ['unproved, to their signed address, after a proved one', { machine: true, proved: true }, { to: 'signed' }],
  ])('is heard once, however often each comes: %s', async (_, first, second) => {
    await comes(first);
    await silent();
    await comes(second);
    expect(mailed(desk).sort()).toEqual(TEAM);
    expect(await ticket()).toMatchObject({ lastPublic: { by: 'customer' } });
    const heard = await ticket();
    await comes(second);
    await comes(first);
    await sweepLater(desk);
    expect(mailed(desk)).toHaveLength(2);
    expect((await ticket())?.lastPublic).toEqual(heard?.lastPublic);
    const messages = await messagesOf(desk, id);
    expect(messages).toHaveLength(3);
    expect(messages.at(-1)).toMatchObject({ verified: Boolean(second.proved ?? first.proved), text: 'Still shut.\n' });
    expect(messages.at(-1)?.copies).toHaveLength(3);
  });

  it('raises its ticket by what it newly declares', async () => {
    const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<two@x.example>' });
    id = other.id;
    await comes({ machine: true, text: 'Priority: P1' });
    expect((await ticket())?.priority).toBe(3);
    await comes({ proved: true, text: 'Priority: P1' });
    expect((await ticket())?.priority).toBe(1);
  });

  it('from outside stands there as such', async () => {
    await comes({ machine: true, from: 'eve@evil.example' });
    await silent();
    await comes({ proved: true, from: 'eve@evil.example' });
    expect(mailed(desk).sort()).toEqual(TEAM);
    expect((await ticket())?.outside).toMatchObject([{ address: 'eve@evil.example' }]);
    expect((await messagesOf(desk, id)).at(-1)?.fromOutside).toBe(true);
  });

  it('from outside with an urgent priority is a ticket of its own', async () => {
    const one = { from: 'eve@evil.example', text: 'Priority: P1' };
    await comes({ ...one, machine: true });
    await comes({ ...one, proved: true });
    await comes({ ...one, proved: true });
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it.each(['tickets.save', 'tickets.rewriteMessage', 'tickets.saveRelay', 'teamMail.put'])(
    'is heard when %s failed at first',
    async (port) => {
      await comes({ machine: true });
      desk.faults.add({ port, times: 1 });
      await comes({ proved: true });
      await sweepLater(desk);
      expect(mailed(desk).sort()).toEqual(TEAM);
      expect((await ticket())?.lastPublic.by).toBe('customer');
    },
  );
});

it('an agent who is not proved hears by name that it was not done, also after a machine’s copy', async () => {
  const to = replyAddress(KEY, DESK, { ticketId: id, agentId: 'ada' });
  const [from = ''] = ada.addresses;
  await comes({ machine: true, from, to });
  await silent();
  await comes({ from, to });
  expect(desk.sent.find(({ recipient }) => recipient === from)?.text).toContain('What you wrote was not done');
});
