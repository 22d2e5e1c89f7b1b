import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { serialOf } from '../../../shared/ticket/reader-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Carla, taken from a ticket, has old proved mails of its requester's, and puts envelopes around them (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const CARLA = 'carla@rossi.example';

let desk: MemoryDesk;
let older: Ticket;
let id: string;
let carlas: string;
let mails = 0;

const addressOf = (ticket: Ticket, reader: string) => {
  const name = readerName(reader);
  return replyAddress(KEY, DESK, { ticketId: ticket.id, reader: name, serial: serialOf(ticket, name) });
};
const word = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const answer = async () => {
  desk.pass(60);
  desk.sent.length = 0;
  const said = { source: `api:${++mails}`, text: 'Secret.', attachments: [], tellBy: 'call' as const };
  await respond(desk, { ...said, ticketId: id, agent: ada, receivedAt: desk.now().toISOString() });
  const readers = desk.sent.filter(({ text }) => text.includes('Secret.')).map(({ recipient }) => recipient);
  return readers.filter((reader) => !reader.endsWith('@support.example'));
};
const now = async () => (await desk.tickets.get(id)) as Ticket;

beforeEach(async () => {
  desk = deskOf();
  const participants = [{ address: CARLA }];
  older = await waitingTicket(desk, { participants });
  const next = { source: 'mail:two', subject: 'Salaries', messageId: '<salaries@rossi.example>', participants };
  const ticket = await waitingTicket(desk, next);
  id = ticket.id;
  carlas = addressOf(ticket, CARLA);
  await removeReader(desk, { ...word(), address: CARLA });
  desk.pass(60);
});

type Mail = {
  to: string;
  envelope: string[];
  subject?: string;
  head?: string;
  text?: string;
  proved?: boolean;
  n?: number;
};

async function comes({
  to,
  envelope,
  subject = 'Re: lunch',
  head = '',
  text = 'Urgent.\nPriority: 1',
  proved = true,
  n,
}: Mail) {
  desk.pass(60);
  const raw = `Message-ID: <old-${n ?? ++mails}@rossi.example>\nFrom: Anna <${ANNA}>\nTo: ${to}\nCc: ${CARLA}, eve@evil.example\nReply-To: anna@private.example\n${head}Date: Mon, 23 Nov 2026 08:00:00 +0000\nSubject: ${subject}\n\n${text}\n`;
  const delivery = { id: `ses-${++mails}`, recipients: envelope, envelopeFrom: CARLA, authenticated: proved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

/** Nothing moved but that the team sees it. */
async function isUntouched(before: Ticket) {
  const after = await now();
  const moving = ({ state, priority, clock, requester, participants, proposed, lastPublic }: Ticket) => {
    return { state, priority, clock, requester, participants, proposed, lastPublic };
  };
  expect(moving(after)).toEqual(moving(before));
  expect(await answer()).toEqual([ANNA]);
}

const OLDER = 'In-Reply-To: <anna-1@rossi.example>\n';
const toAnna = () => addressOf({ ...older, id }, ANNA);

/** `isHad`: it was sent to the desk when it was written, about the other ticket. */
const WAYS: [string, () => Mail, { isHad?: boolean }?][] = [
  ['to another ticket, and new to the desk', () => ({ to: addressOf(older, ANNA), envelope: [carlas] })],
  ['to another ticket, which has it', () => ({ to: addressOf(older, ANNA), envelope: [carlas] }), { isHad: true }],
  ['to the desk, which has it', () => ({ to: DESK, envelope: [carlas], head: OLDER }), { isHad: true }],
  [
    'to the desk, with both in the envelope',
    () => ({ to: DESK, envelope: [DESK, toAnna()], head: OLDER }),
    { isHad: true },
  ],
  ['to the desk, unproved', () => ({ to: DESK, envelope: [toAnna()], head: OLDER, proved: false }), { isHad: true }],
  ['to Carla alone', () => ({ to: CARLA, envelope: [carlas] })],
  ['to Carla alone, unproved', () => ({ to: CARLA, envelope: [toAnna()], proved: false })],
  ['by the return path', () => ({ to: DESK, envelope: [bounceAddress(KEY, DESK, { ticketId: id, messageKey: 'x' })] })],
];

describe.each(WAYS)('an old mail of the requester’s %s, in an envelope to the ticket', (_, mailOf, { isHad } = {}) => {
  const replayed = async () => {
    const mail = { ...mailOf(), text: 'Hello.', n: 1 };
    if (isHad) await comes({ ...mail, envelope: [mail.to], proved: true });
    await comes(mail);
  };

  it('is from outside there and moves nothing, before an answer and after it', async () => {
    const before = await now();
    await replayed();
    const kept = (await messagesOf(desk, id)).find(({ fromOutside }) => fromOutside);
    expect(kept).toMatchObject({ author: 'customer', by: ANNA });
    expect(kept?.warnings.join()).toContain('whoever has the mail could have sent it here');
    await isUntouched(before);
    const answered = await now();
    await replayed();
    await isUntouched({ ...answered });
  });

  it('re-opens nothing', async () => {
    await answer();
    await changeState(desk, { ...word(), state: 'closed' });
    await replayed();
    expect(await now()).toMatchObject({ state: 'closed', participants: [] });
  });
});

it('a follow-up that the other ticket has stays there, and opens nothing by its P1', async () => {
  const mail = { to: addressOf(older, ANNA), n: 1 };
  await comes({ ...mail, envelope: [mail.to] });
  const before = await now();
  for (let round = 0; round < 2; round += 1) await comes({ ...mail, envelope: [carlas] });
  expect(await ticketsOf(desk)).toHaveLength(2);
  await isUntouched(before);
});

describe('it is the requester’s word as ever', () => {
  it.each<[string, () => Partial<Mail>]>([
    ['where it is to the desk, as an alias passes it on', () => ({ envelope: [toAnna()] })],
    [
      'where it is to a mailbox that forwards to the desk',
      () => ({ to: 'support@company.example', envelope: [toAnna()] }),
    ],
    ['where the address is in To', () => ({ to: addressOf({ ...older, id }, ANNA) })],
    ['where that of a former reader is in To', () => ({ to: carlas })],
    [
      'where it answers a mail of the ticket',
      () => ({ to: 'bea@rossi.example', head: 'In-Reply-To: <salaries@rossi.example>\n' }),
    ],
    ['where its subject has the number', () => ({ to: 'bea@rossi.example', subject: `Re: Salaries [${id}]` })],
  ])('%s', async (_, way) => {
    desk.settings = { ...desk.settings, forwardedFrom: [{ address: 'support@company.example' }] };
    await comes({ to: DESK, envelope: [carlas], text: 'It is urgent.', ...way() });
    expect((await messagesOf(desk, id)).some(({ fromOutside }) => fromOutside)).toBe(false);
    expect((await now()).lastPublic?.by).toBe('customer');
  });

  it('and delivered twice, is there once', async () => {
    const mail = { to: DESK, envelope: [toAnna()], text: 'It is urgent.', n: 1 };
    for (let round = 0; round < 2; round += 1) await comes(mail);
    expect((await now()).outside).toBeUndefined();
    expect(await messagesOf(desk, id)).toHaveLength(2);
  });
});

it('what came from outside by an envelope stays outside when its proved copy comes by another way', async () => {
  const before = await now();
  const mail = { to: DESK, head: OLDER, text: 'Hello.', n: 1 };
  await comes({ ...mail, envelope: [toAnna()], to: CARLA, proved: false });
  await comes({ ...mail, envelope: [DESK], to: CARLA });
  await isUntouched(before);
});

it('a new request that a former reader sent here first is a ticket of its own when it comes from its writer', async () => {
  const mail = { to: DESK, subject: 'Till', text: 'The till burns.', n: 1 };
  for (const envelope of [[carlas], [carlas], [DESK], [DESK]]) await comes({ ...mail, envelope });
  const opened = (await ticketsOf(desk)).find(({ subject }) => subject === 'Till');
  expect(opened).toMatchObject({ state: 'waiting', requester: { from: ANNA } });
  expect(await ticketsOf(desk)).toHaveLength(3);
  expect((await messagesOf(desk, id)).filter(({ fromOutside }) => fromOutside)).toHaveLength(1);
});

it.each([
  ['once', 1],
  ['again and again', 3],
])(
  'a new request that a reader’s address brought here first, %s, is a ticket of its own when it comes from its writer',
  async (_, times) => {
    // The requester's own address, which whoever was copied has seen.
    const annas = addressOf(await now(), ANNA);
    const mail = { to: DESK, subject: 'Till', text: 'The till burns.', n: 1 };
    for (let time = 0; time < times; time += 1) await comes({ ...mail, envelope: [annas] });
    for (const envelope of [[DESK], [DESK]]) await comes({ ...mail, envelope });
    const opened = (await ticketsOf(desk)).filter(({ subject }) => subject === 'Till');
    expect(opened).toMatchObject([{ state: 'waiting', requester: { from: ANNA } }]);
    // What it brought here stays, and what comes so again is there.
    await comes({ ...mail, envelope: [annas] });
    expect((await messagesOf(desk, id)).filter(({ text }) => text.includes('till burns'))).toHaveLength(1);
    expect(await ticketsOf(desk)).toHaveLength(3);
  },
);
