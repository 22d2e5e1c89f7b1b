import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, messagesOf, sweepLater, ticketsOf } from '../../support/stories.ts';

/** What a machine writes of its own accord is a request (docs/promise.md section 5): no monitor falls silent by the thread that it names. */

const DESK = 'help@support.example';
const TEAM = [...ada.addresses, ...bruno.addresses];
const MONITOR = 'alarm@rossi.example';
const EVE = 'eve@evil.example';
const ISSUE = '<acme/shop/issues/9@github.example>';

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

type Mail = {
  from?: string;
  subject?: string;
  id?: string;
  answers?: string;
  references?: string;
  cc?: string;
  isPerson?: boolean;
  isProved?: boolean;
  text?: string;
};

async function comes({ from = MONITOR, subject = 'ALARM web', id, text = 'Disk 95 %.', ...mail }: Mail) {
  const { answers, references = answers, isPerson = false, isProved = true, cc } = mail;
  desk.pass(60);
  desk.sent.length = 0;
  const lines = [
    `From: ${from}`,
    `To: ${DESK}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Message-ID: ${id ?? `<own-${++mails}@x>`}`,
    `Subject: ${subject}`,
    ...(isPerson ? [] : ['Auto-Submitted: auto-generated']),
    ...(answers ? [`In-Reply-To: ${answers}`] : []),
    ...(references ? [`References: ${references}`] : []),
  ];
  const raw = `${lines.join('\n')}\n\n${text}\n`;
  const delivery = { id: `ses-${++mails}`, envelopeFrom: from, recipients: [DESK], authenticated: isProved };
  const received = arrives(desk, raw, delivery);
  await receiveMail(desk, received);
  await desk.team.drain();
  return received;
}

const first = async (): Promise<Ticket> => {
  const [ticket] = (await ticketsOf(desk)).toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  if (!ticket) throw new Error('no ticket');
  return ticket;
};
const by = { agent: ada, at: '2026-11-30T08:30:00.000Z' } as const;
const answered = async ({ id }: Ticket) => {
  desk.pass(60);
  const answer = { source: 'test:1', text: 'Try it.', tellBy: 'call' } as const;
  const receivedAt = desk.now().toISOString();
  await respond(desk, { ticketId: id, agent: ada, ...answer, attachments: [], receivedAt });
};
const told = () => expect([...new Set(mailed(desk))].sort()).toEqual(TEAM);

describe('an alarm under an id that somebody else asked under', () => {
  it.each([
    ['refers to', { answers: ISSUE }],
    ['has', { id: ISSUE }],
  ])('which the other’s mail %s: it is told, and a P1 has its own clock', async (_, how) => {
    await comes({ from: EVE, isPerson: true, isProved: false, ...how });
    await comes({ subject: '[P1] ALARM shop down', answers: ISSUE });
    const own = (await ticketsOf(desk)).filter(({ requester }) => requester.address === MONITOR);
    expect(own).toMatchObject([{ state: 'waiting', priority: 1 }]);
    told();
  });

  it('and that is no P1: it is told as from outside, or has its own ticket', async () => {
    await comes({ from: EVE, isPerson: true, id: ISSUE, cc: MONITOR });
    await comes({ answers: ISSUE });
    told();
    expect((await first()).outside).toMatchObject([{ address: MONITOR }]);
    expect((await first()).lastPublic.at).toBe((await first()).createdAt);
  });

  it('of another monitor of the same company has its own ticket', async () => {
    await comes({ answers: ISSUE });
    await comes({ from: 'grafana@rossi.example', answers: ISSUE });
    expect(await ticketsOf(desk)).toHaveLength(2);
    told();
  });
});

describe('the next alarms of one monitor', () => {
  it('under one thread id are told, and raise its ticket', async () => {
    await comes({ answers: ISSUE });
    await comes({ answers: ISSUE });
    told();
    await comes({ answers: ISSUE, subject: '[P1] ALARM web' });
    told();
    expect(await ticketsOf(desk)).toMatchObject([{ priority: 1 }]);
  });

  it('that are urgent have a ticket of their own once the first was answered and closed', async () => {
    await comes({ answers: ISSUE });
    const ticket = await first();
    await answered(ticket);
    await changeState(desk, { ticketId: ticket.id, ...by, state: 'closed' });
    await comes({ answers: ISSUE, subject: '[P1] ALARM web' });
    expect((await ticketsOf(desk)).filter(({ state }) => state === 'waiting')).toMatchObject([{ priority: 1 }]);
    told();
  });

  it.each([
    ['that answers the one before', () => ({ answers: '<two@x>', references: '<one@x> <two@x>' })],
    ['that refers to both', () => ({ references: '<one@x> <two@x>' })],
    ['that has the number in its subject', (id: string) => ({ subject: `[P1] ALARM web [${id}]` })],
  ])('%s are told', async (_, how) => {
    await comes({ id: '<one@x>' });
    await comes({ id: '<two@x>', answers: '<one@x>' });
    told();
    await comes({ subject: '[P1] ALARM web', ...how((await first()).id) });
    told();
    expect(await ticketsOf(desk)).toMatchObject([{ priority: 1 }]);
  });

  it('are told where its ticket is a duplicate of another one of its own', async () => {
    await comes({ id: '<one@x>' });
    const duplicate = await first();
    await comes({ id: '<other@x>', subject: 'ALARM db' });
    const twin = (await ticketsOf(desk)).find(({ id }) => id !== duplicate.id);
    const closing = { state: 'closed', reason: 'duplicate', twin: twin?.id ?? '' } as const;
    await changeState(desk, { ticketId: duplicate.id, ...by, ...closing });
    await comes({ answers: '<one@x>', text: 'P1: disk 99 % DOWN' });
    told();
    expect(await desk.tickets.get(twin?.id ?? '')).toMatchObject({ priority: 1 });
  });

  it('are told where an agent has said that a person asks', async () => {
    await comes({ id: '<one@x>' });
    const { id } = await first();
    await correctRequester(desk, { ticketId: id, ...by, requester: { address: 'anna@rossi.example' } });
    await comes({ answers: '<one@x>' });
    told();
    expect((await first()).outside).toMatchObject([{ address: MONITOR }]);
    await comes({ answers: '<one@x>', text: 'P1: disk 99 % DOWN' });
    told();
    expect(await ticketsOf(desk)).toHaveLength(2);
  });
});

it('a person’s mails that a rule passes on are heard, one after the other', async () => {
  const anna = 'anna@rossi.example';
  await comes({ from: anna, id: '<one@x>', subject: 'The shop' });
  await comes({ from: anna, answers: '<one@x>', subject: 'Re: The shop', text: 'P1: now all is down' });
  expect(await ticketsOf(desk)).toMatchObject([{ priority: 1, lastPublic: { by: 'customer' } }]);
  told();
});

describe('what stays as it was', () => {
  it('a machine that answers a customer’s mail moves nothing: it is from outside', async () => {
    const carla = 'carla@rossi.example';
    await comes({ from: carla, isPerson: true, id: '<one@x>', cc: MONITOR });
    await answered(await first());
    await comes({ answers: '<one@x>', cc: carla, subject: 'Re: ALARM web' });
    expect(await first()).toMatchObject({ lastPublic: { by: 'agent' }, outside: [{ address: MONITOR }] });
  });

  it('a machine that answers a subject of ours is silent', async () => {
    await comes({});
    const { id } = await first();
    await comes({ subject: `Re: [${id}] ALARM web` });
    expect(mailed(desk)).toEqual([]);
    expect(await messagesOf(desk, id)).toHaveLength(2);
  });

  it('an alarm that comes again, or whose telling broke off, is told once', async () => {
    await comes({ id: '<one@x>' });
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    const again = await comes({ id: '<two@x>', answers: '<one@x>' }).catch(() => undefined);
    await comes({ id: '<two@x>', answers: '<one@x>' });
    if (again) await receiveMail(desk, again);
    await sweepLater(desk);
    const { id } = await first();
    expect(await messagesOf(desk, id)).toHaveLength(2);
    expect(mailed(desk).sort()).toEqual(TEAM);
  });
});
