import { describe, expect, it } from 'vitest';
import { tellEscalation } from '../../../shared/notify/escalation-mail.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { Escalation, Ticket } from '../../../shared/ticket/ticket.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

const lead = { address: 'lead@support.example' };
const BREACH: Escalation = {
  level: 'breach',
  clock: 1,
  timer: 1,
  due: '2026-11-30T10:00:00.000Z',
  at: '2026-11-30T10:00:00.000Z',
  notice: { state: 'done' },
};

/** What the lead reads of a breach. */
async function breachMail(desk: MemoryDesk, ticket: Ticket, change: Partial<Message> = {}) {
  const messages = (await messagesOf(desk, ticket.id)).map((message) => ({ ...message, ...change }));
  await tellEscalation(desk, ticket, BREACH, messages, lead);
  const mail = desk.sent.at(-1);
  if (!mail) throw new Error('nobody was told');
  return mail;
}

describe('the mail of an escalation', () => {
  it('says who waits, of which customer, and where the ticket is', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    const { text, tags } = await breachMail(desk, ticket);
    for (const part of [
      'Anna Rossi <anna@rossi.example>',
      'Rossi S.r.l.',
      `https://desk.example/tickets/${ticket.id}`,
    ]) {
      expect(text).toContain(part);
    }
    expect(tags).toMatchObject({ ticket: ticket.id, purpose: 'escalation', to: 'contact', timer: '1' });
  });

  it('has an address where there is no name, and no customer where no record knows the requester', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { requester: { address: 'who@elsewhere.example', verified: true } });
    const { text } = await breachMail(desk, ticket);
    expect(text).toMatch(/: +who@elsewhere\.example$/m);
    expect(text).not.toMatch(/Customer:|undefined/);
  });

  it('shows the thread, and of a note that it is one', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const note = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'Looks like last week.' };
    await addNote(desk, { ...note, at: '2026-11-30T08:10:00.000Z' });
    const { text } = await breachMail(desk, ticket);
    expect(text).toMatch(/--- Anna Rossi <anna@rossi\.example>, .*\nSince this morning nobody gets in\./);
    expect(text).toMatch(/--- Ada \(.*note.*\), .*\nLooks like last week\./i);
  });

  it('shows of a reply what was written, not what was quoted, and an author without a name by address', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const { text } = await breachMail(desk, ticket, { replyText: 'Still locked.', name: undefined });
    expect(text).toMatch(/--- anna@rossi\.example, .*\nStill locked\./);
    expect(text).not.toContain('Since this morning');
  });
});
