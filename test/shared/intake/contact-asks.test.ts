import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, LATE_LEVELS, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Who is told of escalations and asks something for themself is heard there as whoever asks (docs/promise.md section 9). */

const LEAD = 'lead@support.example';
const MANAGER = 'manager@support.example';
const DESK = 'help@support.example';
const DAY = 86_400;

let desk: MemoryDesk;
let ticket: Ticket;
beforeEach(async () => {
  desk = deskOf({ settings: LATE_LEVELS });
  ticket = await asked(LEAD);
});

async function asked(from: string): Promise<Ticket> {
  const raw = `Message-ID: <${from}>\nFrom: ${from}\nTo: ${DESK}\nSubject: My laptop\n\nIt is broken.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `asked-${from}`, envelopeFrom: from }));
  await desk.team.drain();
  const [opened] = await ticketsOf(desk);
  if (!opened) throw new Error('there is no ticket');
  return opened;
}

async function answered(state?: 'closed'): Promise<void> {
  const at = desk.now().toISOString();
  const answer = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'Which model?', attachments: [] };
  await respond(desk, { ...answer, receivedAt: at, tellBy: 'call' });
  if (state) await changeState(desk, { ticketId: ticket.id, agent: ada, at, state });
  await desk.team.drain();
}

async function replies(from: string, text: string, change: Partial<ReceivedMail> = {}): Promise<void> {
  desk.pass(60);
  const address = replyAddress('a signing key for tests only', DESK, { ticketId: ticket.id, reader: readerName(from) });
  const raw = `Message-ID: <reply@x>\nFrom: ${from}\nTo: ${address}\nSubject: Re: My laptop\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'reply', recipients: [address], envelopeFrom: from, ...change }));
  await desk.team.drain();
}

const last = async () => (await messagesOf(desk, ticket.id)).at(-1);
const newer = async () => (await ticketsOf(desk)).filter(({ id }) => id !== ticket.id);

describe('an escalation contact who asked', () => {
  it('is heard, and the agents are awaited', async () => {
    await answered();
    await replies(LEAD, 'It is a T14.');
    expect(await last()).toMatchObject({ author: 'customer', by: LEAD, verified: true });
    expect((await last())?.undone).toBeUndefined();
    expect((await getTicket(desk, ticket.id)).lastPublic?.by).toBe('customer');
  });

  it('as one who is told of the last level is', async () => {
    await asked(MANAGER);
    const [managers = ticket] = await newer();
    ticket = managers;
    await answered();
    await replies(MANAGER, 'It is a T14.');
    expect(await last()).toMatchObject({ author: 'customer', by: MANAGER });
  });

  it('re-opens what was just closed', async () => {
    await answered('closed');
    desk.pass(DAY);
    await replies(LEAD, 'It is broken again.');
    expect(await getTicket(desk, ticket.id)).toMatchObject({ state: 'answered', lastPublic: { by: 'customer' } });
  });

  it.each([
    ['a P1 newly declared', 0, 'P1\nIt burns.', 1],
    ['what was long closed', 8 * DAY, 'It is broken again.', 3],
  ])('opens anew: %s', async (_, seconds, text, priority) => {
    await answered('closed');
    desk.pass(seconds);
    await replies(LEAD, text);
    expect(await newer()).toMatchObject([
      { priority, state: 'waiting', requester: { address: LEAD }, links: [{ ticket: ticket.id, kind: 'follows' }] },
    ]);
  });

  it('raises their own waiting ticket', async () => {
    await replies(LEAD, 'P1\nIt burns.');
    expect((await getTicket(desk, ticket.id)).priority).toBe(1);
  });
});

describe('an escalation contact who asked nothing', () => {
  it.each(['Please hurry.', 'P1\nPlease hurry.'])('is no customer of a customer’s ticket: %s', async (text) => {
    ticket = await waitingTicket(desk);
    await answered('closed');
    await replies(LEAD, text);
    expect(await last()).toMatchObject({ author: 'unverified', undone: { why: 'contact' } });
    expect((await ticketsOf(desk)).filter(({ links }) => links.length > 0)).toEqual([]);
    expect((await getTicket(desk, ticket.id)).state).toBe('closed');
  });
});
