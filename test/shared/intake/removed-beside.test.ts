import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { writeByLink } from '../../../shared/intake/write-by-link.ts';
import { wasRemoved } from '../../../shared/ticket/removed-readers.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Whoever was removed from a ticket stays removed on the one that its people open beside it (docs/promise.md section 9). */

const SUPPORT = 'help@support.example';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const CARLO = 'carlo@rossi.example';

let desk: MemoryDesk;
let old: Ticket;
let made: string;
let mails = 0;

/** A ticket of Anna's that Bea reads, and that Carlo has read. */
beforeEach(async () => {
  desk = deskOf();
  made = desk.now().toISOString();
  old = await waitingTicket(desk, { participants: [{ address: BEA }, { address: CARLO }], messageId: '<a1@rossi>' });
  desk.pass(60);
  await removeReader(desk, { ...by(), address: CARLO });
});

const by = (ticketId = old.id) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function answer(ticketId: string, text: string): Promise<void> {
  const given = { source: `api:${++mails}`, text, attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ...by(ticketId), ...given, attachments: [], receivedAt: desk.now().toISOString() });
}

async function close(days = 0, ticketId = old.id): Promise<void> {
  await answer(ticketId, 'It is the lock.');
  desk.pass(60);
  await changeState(desk, { ...by(ticketId), state: 'closed' });
  desk.pass(60 + days * 86_400);
}

type Mail = { from?: string; fields?: string; subject?: string; proved?: boolean; text?: string };

async function mail({ from = ANNA, fields = '', subject = 'The gate', proved = true, text = 'Another thing.' }: Mail) {
  desk.pass(60);
  const raw = `From: ${from}\nMessage-ID: <b${++mails}@x>\nSubject: ${subject}\nTo: ${SUPPORT}\n${fields}\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `b${mails}`, envelopeFrom: from, authenticated: proved }));
  await desk.team.drain();
}

async function byLink(ticketId: string, reader: string): Promise<void> {
  const said = { reader, text: 'Another thing.', files: [], submission: `s${++mails}`, made };
  await writeByLink(desk, { ticket: await getTicket(desk, ticketId), ...said, at: desk.now().toISOString() });
}

/** The newest ticket beside the older one. */
async function beside(...others: string[]): Promise<Ticket> {
  const found = (await ticketsOf(desk)).filter(({ id }) => id !== old.id && !others.includes(id));
  expect(found).toHaveLength(1);
  return found[0] as Ticket;
}

const OPENED: [string, () => Promise<string[] | undefined>, writer?: string][] = [
  [
    'by a link, of a ticket closed for long',
    async () => {
      await close(8);
      await byLink(old.id, ANNA);
      return undefined;
    },
  ],
  [
    'by a participant’s link',
    async () => {
      await close(8);
      await byLink(old.id, BEA);
      return undefined;
    },
    BEA,
  ],
  [
    'by the link of a duplicate, whose twin is closed for long',
    async () => {
      const twin = await waitingTicket(desk, { source: 'mail:twin', messageId: '<twin@rossi>' });
      await changeState(desk, { ...by(), state: 'closed', reason: 'duplicate', twin: twin.id });
      desk.pass(60);
      await close(8, twin.id);
      await byLink(old.id, ANNA);
      return [twin.id];
    },
  ],
  [
    'by an agent, who files what came in Anna’s name from outside',
    async () => {
      await mail({ proved: false, fields: 'In-Reply-To: <a1@rossi>\n' });
      await fileOutside(desk, by());
      return undefined;
    },
  ],
  [
    'by an agent, of what came in a participant’s name',
    async () => {
      await mail({ from: BEA, proved: false, fields: 'In-Reply-To: <a1@rossi>\n' });
      await fileOutside(desk, by());
      return undefined;
    },
    BEA,
  ],
  [
    'by an unproved mail in Anna’s name about a closed ticket',
    async () => {
      await close();
      await mail({ proved: false, fields: 'In-Reply-To: <a1@rossi>\n' });
      return undefined;
    },
  ],
  [
    'by an unproved mail in Anna’s name that declares a P1',
    async () => {
      await mail({ proved: false, fields: 'In-Reply-To: <a1@rossi>\n', subject: '[P1] The gate' });
      return undefined;
    },
  ],
  [
    'by a proved mail about a ticket closed for long',
    async () => {
      await close(8);
      await mail({ fields: 'In-Reply-To: <a1@rossi>\n' });
      return undefined;
    },
  ],
];

it.each(OPENED)(
  'a ticket opened beside an older one keeps out whoever was removed there: %s',
  async (_, open, writer) => {
    const others = (await open()) ?? [];
    const { id } = await beside(...others);
    await mail({ from: writer ?? ANNA, fields: `Cc: ${CARLO}, dora@rossi.example\n`, subject: `Re: [${id}]` });
    const ticket = await getTicket(desk, id);
    expect(ticket.participants).toMatchObject([{ address: 'dora@rossi.example' }]);
    expect(ticket.proposed).toMatchObject([{ address: CARLO }]);
    desk.sent.length = 0;
    await answer(id, 'The key is 4711.');
    const got = desk.sent.filter(({ text }) => text.includes('4711')).map(({ recipient }) => recipient);
    expect(got).toEqual([writer ?? ANNA, 'dora@rossi.example']);
  },
);

it('an agent lets them read there', async () => {
  await close(8);
  await byLink(old.id, ANNA);
  const { id } = await beside();
  expect((await addReader(desk, { ...by(id), address: CARLO })).participants).toMatchObject([{ address: CARLO }]);
});

it('a chain of tickets forgets nobody', async () => {
  await close(8);
  await byLink(old.id, ANNA);
  const { id } = await beside();
  await close(8, id);
  await byLink(id, ANNA);
  expect(wasRemoved(await beside(id), CARLO)).toBe(true);
});

it('a stranger’s ticket has its own readers', async () => {
  await mail({ from: 'eve@other.example', fields: 'In-Reply-To: <a1@rossi>\n' });
  await fileOutside(desk, by());
  const { id } = await beside();
  await mail({ from: 'eve@other.example', fields: `Cc: ${CARLO}\n`, subject: `Re: [${id}]` });
  expect((await getTicket(desk, id)).participants).toMatchObject([{ address: CARLO }]);
});

it('whoever was removed themself is gone from no ticket of their own', async () => {
  await mail({ from: CARLO, fields: `In-Reply-To: <a1@rossi>\nCc: ${BEA}\n` });
  await fileOutside(desk, by());
  expect(wasRemoved(await beside(), CARLO)).toBe(false);
});

it('a ticket that a crash kept from being opened by link knows them too', async () => {
  await close(8);
  const { addMessage } = desk.tickets;
  desk.tickets.addMessage = async () => {
    throw new Error('the table is away');
  };
  await byLink(old.id, ANNA).catch(() => {});
  desk.tickets.addMessage = addMessage;
  desk.pass(600);
  await sweep(desk, takeInAgain);
  expect(wasRemoved(await beside(), CARLO)).toBe(true);
});
