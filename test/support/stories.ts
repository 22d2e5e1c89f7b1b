import type { Agent } from '../../shared/customer/agent.ts';
import type { Customer } from '../../shared/customer/customer.ts';
import { receiveMail } from '../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../shared/intake/take-in-again.ts';
import type { ReceivedMail } from '../../shared/mail/received-mail.ts';
import { NOTICE_DIGEST_WORDS } from '../../shared/mail/templates/words/notice-digest.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { openTicket, type TicketRequest } from '../../shared/use-cases/open-ticket.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import { type Given, type MemoryDesk, memoryDesk } from './memory-desk.ts';

/** People and requests that many tests are about. */

export const ada: Agent = { id: 'ada', name: 'Ada', addresses: ['ada@support.example'] };
export const bruno: Agent = { id: 'bruno', name: 'Bruno', addresses: ['bruno@support.example'] };

export const rossi: Customer = {
  id: 'rossi',
  name: 'Rossi S.r.l.',
  contacts: ['rossi.example'],
  plan: 'basic',
  calendar: 'global',
  timeZone: 'Europe/Rome',
  language: 'it',
  holidays: ['2026-12-08'],
};

/** A desk with two agents and one customer, on a Monday at 09:00 in Rome. */
export function deskOf(given: Given = {}): MemoryDesk {
  return memoryDesk({ now: '2026-11-30T08:00:00.000Z', agents: [ada, bruno], customers: [rossi], ...given });
}

/** The same desk, which learns from other servers' mails alone that a mail of ours did not arrive (setting `feedback`). */
export function deskByMail({ settings, ...given }: Given = {}): MemoryDesk {
  return deskOf({ ...given, settings: { ...settings, feedback: 'mail' } });
}

/** A request of Anna Rossi's, by mail, now. */
export function requestOf(desk: MemoryDesk, change: Partial<TicketRequest> = {}): TicketRequest {
  return {
    source: 'mail:one',
    channel: 'email',
    receivedAt: desk.now().toISOString(),
    requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: true },
    subject: 'The door does not open',
    text: 'Since this morning nobody gets in.',
    attachments: [],
    messageId: '<anna-1@rossi.example>',
    silent: false,
    warnings: [],
    by: 'customer:anna@rossi.example',
    ...change,
  };
}

/**
 * Settings whose levels are all reached at the deadline or later, half an hour apart of a Basic P1: those are mailed where they arise, and
 * not by the team's mail. A P1 of 09:00 in Rome has them at 11:00, 11:30 and 12:00.
 */
export const LATE_LEVELS: Pick<Settings, 'escalation'> = {
  escalation: {
    levels: [
      { name: 'first', share: 1, to: ['agents'] },
      { name: 'second', share: 1.25, to: ['agents', 'lead'] },
      { name: 'third', share: 1.5, to: ['manager'] },
    ],
    lead: ['lead@support.example'],
    manager: ['manager@support.example'],
  },
};

/** A ticket that waits for its first response, all its opening mails sent and out of the way. */
export async function waitingTicket(desk: MemoryDesk, change: Partial<TicketRequest> = {}): Promise<Ticket> {
  const { ticket } = await openTicket(desk, requestOf(desk, change));
  await desk.team.drain();
  desk.sent.length = 0;
  return ticket;
}

/** Lets so much time pass that the queue is empty and the sweep looks at what was parked, and sweeps. */
export async function sweepLater(desk: MemoryDesk): Promise<void> {
  desk.pass(6 * 60);
  await desk.team.drain().catch(() => {});
  await sweep(desk, takeInAgain);
}

/** Whom the desk mailed, in order, save quiet word that colleagues have answered. */
export function mailed(desk: MemoryDesk): string[] {
  return aloud(desk).map(({ recipient }) => recipient);
}

/** What the desk mailed, in order, save digests of nothing but colleagues' answers. */
export function aloud({ sent }: MemoryDesk): MemoryDesk['sent'] {
  return sent.filter(({ text }) => {
    const answers = text.split('\n').filter((line) => line.startsWith('A colleague answered: ')).length;
    return answers === 0 || !text.split('\n\n').includes(NOTICE_DIGEST_WORDS.en.title(answers));
  });
}

/**
 * Delivers the same event again and again, as a queue does, until it goes through; a claim that a crash left runs out in
 * between. Gives how many deliveries it took.
 */
export async function deliver(desk: MemoryDesk, event: () => Promise<unknown>, most = 5): Promise<number> {
  for (let delivery = 1; ; delivery += 1) {
    try {
      await event();
      return delivery;
    } catch (error) {
      if (delivery === most) throw error;
      desk.pass(91);
    }
  }
}

/** All tickets, by deadline, whole: a list shows cards. */
export async function ticketsOf({ tickets }: Pick<Desk, 'tickets'>): Promise<Ticket[]> {
  const { cards } = await tickets.list({ limit: 100 });
  const read = await Promise.all(cards.map(({ id }) => tickets.get(id)));
  return read.filter((ticket) => ticket !== undefined);
}

/** Does something once, just after the next message is stored, and before its ticket is written. */
export function during(desk: Pick<Desk, 'tickets'>, act: () => Promise<unknown>): void {
  const { addMessage } = desk.tickets;
  let isDone = false;
  desk.tickets.addMessage = async (...args: Parameters<typeof addMessage>) => {
    const result = await addMessage(...args);
    if (isDone) return result;
    isDone = true;
    await act();
    return result;
  };
}

/** Takes a mail in as often as it takes, where a function dies on the way. */
export async function takesInAgain(desk: MemoryDesk, delivery: ReceivedMail): Promise<void> {
  for (let tried = 0; tried < 4; tried += 1) {
    const isDone = await receiveMail(desk, delivery).then(
      () => true,
      () => false,
    );
    desk.faults.clear();
    if (isDone) break;
    desk.pass(91);
  }
  await desk.team.drain();
  await sweepLater(desk);
}

/** The id of the ticket that something opens; empty when it opens none. */
export async function openedBy(desk: Pick<Desk, 'tickets'>, act: () => Promise<unknown>): Promise<string> {
  const before = (await ticketsOf(desk)).map(({ id }) => id);
  await act();
  return (await ticketsOf(desk)).find(({ id }) => !before.includes(id))?.id ?? '';
}

/** The messages of a ticket, in order of time. */
export async function messagesOf({ tickets }: Pick<Desk, 'tickets'>, ticketId: string): Promise<Message[]> {
  return (await tickets.messages(ticketId)).messages;
}

/** How many notices of a ticket an agent was told of, by the desk's own records. */
export async function toldOf({ notices }: Pick<Desk, 'notices'>, reader: string, ticketId: string): Promise<number> {
  return (await notices.ofTicket(reader, ticketId, '')).filter(({ told }) => told === 'alone' || told === 'digest')
    .length;
}
