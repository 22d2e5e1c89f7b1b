import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import {
  ada,
  deskOf,
  LATE_LEVELS,
  mailed,
  messagesOf,
  rossi,
  ticketsOf,
  waitingTicket,
} from '../../support/stories.ts';

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

async function asked(from: string, change: Partial<ReceivedMail> = {}): Promise<Ticket> {
  const raw = `Message-ID: <${from}>\nFrom: ${from}\nTo: ${DESK}\nSubject: My laptop\n\nIt is broken.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `asked-${from}`, envelopeFrom: from, ...change }));
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

describe('an escalation contact in whose name somebody asked, unproved', () => {
  const UNPROVED = { authenticated: false };
  const ofTicket = () => replyAddress('a signing key for tests only', DESK, { ticketId: ticket.id });
  const ofAda = () => replyAddress('a signing key for tests only', DESK, { ticketId: ticket.id, agentId: 'ada' });

  beforeEach(async () => {
    desk = deskOf({ settings: LATE_LEVELS });
    ticket = await asked(LEAD, UNPROVED);
    desk.sent.length = 0;
  });

  /** A mail from the lead that leads to the ticket by this. */
  async function writes(
    by: 'its number' | 'what it answers' | 'the ticket’s address' | 'an agent’s address',
    proved = true,
  ) {
    desk.pass(60);
    const to = by === 'the ticket’s address' ? ofTicket() : by === 'an agent’s address' ? ofAda() : DESK;
    const subject = by === 'its number' ? `Re: [${ticket.id}] My laptop` : 'Re: My laptop';
    const answers = by === 'what it answers' ? `In-Reply-To: <${LEAD}>\n` : '';
    const raw = `Message-ID: <by-${by.length}@x>\nFrom: ${LEAD}\nTo: ${to}\nSubject: ${subject}\n${answers}\nStill broken.\n`;
    const how = { id: `by-${by.length}`, recipients: [to], envelopeFrom: LEAD, authenticated: proved };
    await receiveMail(desk, arrives(desk, raw, how));
    await desk.team.drain();
  }

  const toldLead = () => desk.sent.findLast(({ recipient }) => recipient === LEAD);
  const WAYS = ['its number', 'the ticket’s address', 'an agent’s address'] as const;

  it.each(WAYS)(
    'hears why it is not theirs yet, and how it becomes so, when they write, proved, by %s',
    async (way) => {
      await writes(way);
      expect(await last()).toMatchObject({
        author: 'unverified',
        undone: { why: 'asked in their name', reader: LEAD },
      });
      const { text = '' } = toldLead() ?? {};
      expect(text).toContain('nothing proves that you asked');
      expect(text).toContain('If you asked, reply to this mail');
      for (const { text: each } of desk.sent) {
        expect(each).not.toContain('you cannot answer a customer');
        expect(each).not.toContain('an escalation contact is not an agent');
      }
      expect(desk.sent.find(({ recipient }) => recipient === 'ada@support.example')?.text).toContain('#confirm');
    },
  );

  it('has a ticket of their own, proved, where they answer a mail that others may have had first', async () => {
    await writes('what it answers');
    const links = [{ ticket: ticket.id, kind: 'same thread' }];
    expect(await newer()).toMatchObject([{ state: 'waiting', requester: { address: LEAD, verified: true }, links }]);
    expect(mailed(desk)).toContain(LEAD);
  });

  it('is heard by replying to that mail, as it says, and in any way from then on', async () => {
    await writes('its number');
    const address = toldLead()?.replyTo ?? '';
    desk.pass(60);
    const raw = `Message-ID: <that@x>\nFrom: ${LEAD}\nTo: ${address}\nSubject: Re: My laptop\n\nIt was me.\n`;
    await receiveMail(desk, arrives(desk, raw, { id: 'that', recipients: [address], envelopeFrom: LEAD }));
    expect(await last()).toMatchObject({ author: 'customer', by: LEAD });
    await writes('what it answers');
    expect(await last()).toMatchObject({ author: 'customer', by: LEAD });
    expect((await last())?.undone).toBeUndefined();
  });

  it('is heard once an agent has confirmed, as the agents read', async () => {
    await writes('its number');
    await confirmRequester(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString() });
    await writes('what it answers');
    expect(await last()).toMatchObject({ author: 'customer', by: LEAD });
  });

  it('is one who claims to be a reader, unproved, and nobody is told that something was not sent on', async () => {
    await writes('its number', false);
    expect(await last()).toMatchObject({ fromOutside: true });
    expect((await last())?.undone).toBeUndefined();
    expect(toldLead()).toBeUndefined();
  });

  it('is the same where the settings name them and a customer’s record does, too', async () => {
    desk = deskOf({ settings: LATE_LEVELS, customers: [{ ...rossi, contacts: ['rossi.example', LEAD] }] });
    ticket = await asked(LEAD, UNPROVED);
    await writes('its number');
    expect(await last()).toMatchObject({ undone: { why: 'asked in their name' } });
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
