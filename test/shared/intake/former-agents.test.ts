import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Customers copy everybody whom they ever wrote with, also who was an agent: who left reads nothing by that (docs/promise.md section 9). */

const SUPPORT = 'help@support.example';
const ANNA = 'anna@rossi.example';
const CARLO = 'carlo@rossi.example';
const ADA = 'ada@support.example';
const HOME = 'ada@home.example';

let desk: MemoryDesk;
let id: string;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  await desk.agents.put({ ...ada, addresses: [ADA, HOME] });
  id = (await waitingTicket(desk, { participants: [{ address: CARLO }], messageId: '<a1@rossi>' })).id;
});

type Mail = { from?: string; fields?: string; to?: string; subject?: string };

async function write(mail: Mail = {}, change: Partial<ReceivedMail> = {}): Promise<void> {
  const { from = ANNA, fields = '', to = SUPPORT, subject = `Re: [${id}]` } = mail;
  desk.pass(60);
  const raw = `From: ${from}\nMessage-ID: <f${++mails}@x>\nSubject: ${subject}\nTo: ${to}\n${fields}\nMore. ${mails}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `f${mails}`, envelopeFrom: from, ...change }));
}

async function readers(ticketId = id): Promise<string[]> {
  desk.sent.length = 0;
  const given = { source: `test:${++mails}`, text: 'The key is 4711.', attachments: [], tellBy: 'call' } as const;
  const at = desk.now().toISOString();
  await respond(desk, { ticketId, agent: bruno, ...given, attachments: [], receivedAt: at });
  return desk.sent.filter(({ text }) => text.includes('4711')).map(({ recipient }) => recipient);
}

const warnings = async (ticketId = id) => (await messagesOf(desk, ticketId)).flatMap((message) => message.warnings);

const COPIED: [string, Mail, string][] = [
  ['in Cc', { fields: `Cc: ${ADA}\n` }, ADA],
  ['in Cc at the second address', { fields: `Cc: ${HOME}\n` }, HOME],
  ['in To', { to: `${SUPPORT}, Ada <${ADA}>` }, ADA],
  ['in other letters', { fields: 'Cc: "Ada L." <Ada@Support.Example>\n' }, ADA],
  ['by a participant', { from: CARLO, fields: `Cc: ${ADA}\n` }, ADA],
];

describe.each(COPIED)('an agent who was removed, copied %s', (_, mail, address) => {
  beforeEach(() => desk.agents.remove('ada'));

  it('is proposed only, and the agents read why', async () => {
    await write(mail);
    const ticket = await getTicket(desk, id);
    expect(ticket.participants).toEqual([{ address: CARLO }]);
    expect(ticket.proposed).toMatchObject([{ address }]);
    expect(await warnings()).toContain(`only proposed, they were agents of this desk: ${address}`);
    expect(await readers()).toEqual([ANNA, CARLO]);
  });

  it('reads once an agent adds them, and no mail doubts that', async () => {
    await write(mail);
    await addReader(desk, { ticketId: id, agent: bruno, at: desk.now().toISOString(), address });
    const before = (await warnings()).length;
    await write(mail);
    expect(await readers()).toContain(address);
    expect(await warnings()).toHaveLength(before);
  });
});

describe('also', () => {
  beforeEach(() => desk.agents.remove('ada'));
  const opened = async () => (await ticketsOf(desk)).find((each) => each.id !== id) as Ticket;

  it('of a mail that opens a ticket', async () => {
    await write({ subject: 'Another thing', fields: `Cc: ${ADA}, dora@rossi.example\n` });
    const ticket = await opened();
    expect(ticket).toMatchObject({ participants: [{ address: 'dora@rossi.example' }], proposed: [{ address: ADA }] });
    expect(await warnings(ticket.id)).toContain(`only proposed, they were agents of this desk: ${ADA}`);
    expect(await readers(ticket.id)).toEqual([ANNA, 'dora@rossi.example']);
  });

  it('of the proved copy of a mail that opened a ticket', async () => {
    const raw = `From: ${ANNA}\nMessage-ID: <o@x>\nDate: Mon, 30 Nov 2026 09:00:00 +0100\nSubject: Gate\nTo: ${SUPPORT}\nCc: ${ADA}\n\nShut.\n`;
    await receiveMail(desk, arrives(desk, raw, { id: 'list', authenticated: false }));
    await receiveMail(desk, arrives(desk, raw, { id: 'direct' }));
    const ticket = await opened();
    expect(ticket.requester.verified).toBe(true);
    expect(ticket).toMatchObject({ participants: [], proposed: [{ address: ADA }] });
  });

  it('after an agent of that id came back with another address, and left again', async () => {
    await desk.agents.put({ ...ada, addresses: ['ada.l@support.example'] });
    await write({ fields: `Cc: ${ADA}\n` });
    await desk.agents.remove('ada');
    await write({ fields: `Cc: ${HOME}, ada.l@support.example\n` });
    const { participants, proposed } = await getTicket(desk, id);
    expect(participants).toEqual([{ address: CARLO }]);
    expect(proposed?.map(({ address }) => address)).toEqual([ADA, HOME, 'ada.l@support.example']);
  });
});

it.each(['ada', 'carla'])(
  'an address that is an agent’s again, %s’s, is neither proposed nor a reader',
  async (agentId) => {
    await desk.agents.remove('ada');
    await desk.agents.put({ ...ada, id: agentId });
    await write({ fields: `Cc: ${ADA}\n` });
    expect((await getTicket(desk, id)).proposed).toBeUndefined();
    expect(await readers()).toEqual([ANNA, CARLO]);
    expect(await warnings()).toEqual([]);
  },
);

it('whoever never was an agent joins as ever', async () => {
  await desk.agents.remove('ada');
  await write({ fields: 'Cc: ada@rossi.example\n' });
  expect(await readers()).toEqual([ANNA, CARLO, 'ada@rossi.example']);
});
