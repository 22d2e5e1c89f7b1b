import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { readReplyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { acknowledge, tellAgent, tellCommandProblems, tellNotSent } from '../../../shared/notify/notices.ts';
import { mailboxOf } from '../../../shared/notify/post.ts';
import { recipientHash } from '../../../shared/ticket/caps.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';

const lastMail = (desk: MemoryDesk): OutgoingMail => desk.sent.at(-1) as OutgoingMail;

/** What Ada reads of a ticket's first message. */
async function notice(desk: MemoryDesk, ticket: Ticket, change: Partial<Message> = {}) {
  const [message] = await messagesOf(desk, ticket.id);
  await tellAgent(desk, ticket, { ...(message as Message), ...change }, mailboxOf(ada), 'new');
  return lastMail(desk);
}

describe('a notice to an agent', () => {
  it('says who asks, of which customer, by when and why then, and where the ticket is', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    const { text } = await notice(desk, ticket);
    expect(text).toContain('Anna Rossi <anna@rossi.example>');
    expect(text).toContain('Rossi S.r.l.');
    expect(text).toContain('Monday 30 November 2026, 11:00 (Europe/Rome, UTC+1)');
    expect(text).toContain(ticket.clock.why);
    expect(text).toContain(`https://desk.example/tickets/${ticket.id}`);
  });

  it('is answered to an address that is hers alone, and is to her by name', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const { replyTo, to, tags } = await notice(desk, ticket);
    expect(readReplyAddress([KEY], SUPPORT, replyTo)).toMatchObject({ ticketId: ticket.id, agentId: 'ada' });
    expect(to).toEqual([{ address: 'ada@support.example', name: 'Ada' }]);
    expect(tags).toEqual({
      ticket: ticket.id,
      purpose: 'notice',
      to: 'agent',
      reader: recipientHash(ada.addresses[0] ?? ''),
    });
  });

  it('has no deadline when no clock runs', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    const { text } = await notice(desk, { ...ticket, state: 'answered' });
    expect(text).not.toContain('11:00');
    expect(text).not.toContain(ticket.clock.why);
  });

  it('of somebody without a name, a record or a proof has an address and a warning, and no “undefined”', async () => {
    const desk = deskOf();
    const proved = await notice(desk, await waitingTicket(desk));
    const stranger = { requester: { address: 'who@elsewhere.example', verified: false }, source: 'mail:two' };
    const { text } = await notice(desk, await waitingTicket(desk, stranger));
    expect(text).toMatch(/: +who@elsewhere\.example\b/);
    expect(text).not.toMatch(/undefined|Customer:/);
    expect(text).toMatch(/not verified|not proved|unverified/i);
    expect(proved.text).not.toMatch(/not verified|not proved|unverified/i);
  });

  it('shows what was written and not what was quoted, and says when there is more of it', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const whole = await notice(desk, ticket);
    const reply = await notice(desk, ticket, { replyText: 'Still locked.' });
    expect([whole.text.includes('Since this morning'), reply.text.includes('Since this morning')]).toEqual([
      true,
      false,
    ]);
    const cut = await notice(desk, ticket, { wholeText: { key: 'text/1', size: 9_000 } });
    expect(cut.text.length).toBeGreaterThan(whole.text.length);
  });
});

describe('an acknowledgement', () => {
  it('is below the customer’s mail and names its message, so that what comes back is about that one', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await acknowledge(desk, ticket);
    const { inReplyTo, references, returnPath, tags, automatic, to } = lastMail(desk);
    expect([inReplyTo, automatic]).toEqual(['<anna-1@rossi.example>', true]);
    expect(references.at(-1)).toBe('<anna-1@rossi.example>');
    expect(returnPath).toMatch(/^help\+b\.t-/);
    const [message] = await messagesOf(desk, ticket.id);
    expect(tags).toEqual({
      ...{ ticket: ticket.id, purpose: 'acknowledgement', to: 'customer', message: message?.key },
      ...{ reader: recipientHash(ticket.requester.address), as: 'requester' },
    });
    expect(to).toEqual([{ address: 'anna@rossi.example', name: 'Anna Rossi' }]);
  });

  it('of a form, which is no mail, is below our own id of the ticket', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { messageId: undefined });
    await acknowledge(desk, ticket);
    const { inReplyTo, references, replyTo } = lastMail(desk);
    expect(references).toEqual([inReplyTo]);
    expect(inReplyTo).toMatch(new RegExp(`^<${ticket.id.toLowerCase()}\\.`));
    const target = readReplyAddress([KEY], SUPPORT, replyTo);
    expect(target).toMatchObject({ ticketId: ticket.id });
    expect(target).not.toHaveProperty('agentId');
  });
});

describe('an agent is told', () => {
  it('which commands were wrong', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await tellCommandProblems(desk, ticket, ada, { problems: ['#clsoe: no'], answerSent: false });
    const { text, tags, subject } = lastMail(desk);
    expect(text).toContain('- #clsoe: no');
    expect(subject).toContain(ticket.id);
    expect(tags).toEqual({
      ticket: ticket.id,
      purpose: 'notice',
      to: 'agent',
      reader: recipientHash(ada.addresses[0] ?? ''),
    });
  });

  it('that an answer did not leave, why, and what it was', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await tellNotSent(desk, ticket, ada, { text: 'Try the other key.', reason: 'Illegal address' });
    const { text, tags } = lastMail(desk);
    expect(text).toMatch(/Illegal address.*Try the other key\./s);
    expect(tags).toEqual({
      ticket: ticket.id,
      purpose: 'notice',
      to: 'agent',
      reader: recipientHash(ada.addresses[0] ?? ''),
    });
  });
});
