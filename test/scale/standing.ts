import { DONE } from '../../shared/outcome.ts';
import { ladderTimer, nextTimer } from '../../shared/ticket/clock.ts';
import { ticketIdFor } from '../../shared/ticket/identity.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { openTicket } from '../../shared/use-cases/open-ticket.ts';

/** Tickets that nobody has answered, all due at the same instant: what the end of a night, or of a day, brings. */
export type Standing = {
  count: number;
  /** When their requests came (ISO, UTC); of nobody that a record knows, so the desk's defaults hold. */
  receivedAt: string;
};

/** Opens them as the desk does, without a word to anybody, their warnings behind them; gives them as they wait for the breach. */
export async function openStanding(desk: Desk, { count, receivedAt }: Standing): Promise<Ticket[]> {
  const silent: Desk = {
    ...desk,
    mailer: { send: async () => ({ ...DONE, messageId: '<standing@mail.example>' }) },
    teamMail: { put: async () => DONE },
    timers: { register: async () => DONE, cancel: async () => DONE },
  };
  const { ticket: first } = await openTicket(silent, {
    source: 'mail:standing',
    channel: 'email',
    receivedAt,
    requester: { address: 'somebody@elsewhere.example', verified: true },
    subject: 'The printer on the second floor is out of paper',
    text: 'It has been since Thursday.',
    attachments: [],
    silent: true,
    warnings: [],
    by: 'customer:somebody@elsewhere.example',
  });
  const {
    messages: [message],
  } = await desk.tickets.messages(first.id);
  const [, breach] = first.clock.levels;
  const tickets: Ticket[] = [];
  for (let number = 0; number < count; number += 1) {
    const source = `mail:standing-${number}`;
    const id = ticketIdFor(source);
    const timer = { ...nextTimer(first, ladderTimer(breach), receivedAt), registered: true };
    const created = await desk.tickets.create({ ...first, id, source, timer, version: 1 });
    if (message) await desk.tickets.addMessage({ ...message, ticketId: id });
    if (created) tickets.push(created);
  }
  return tickets;
}
