import { causeOf } from '../../notify/notice-of.ts';
import type { Recipient } from '../../notify/post.ts';
import { readerOf } from '../../notify/recipients-of.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Step } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/**
 * The step that tells who wrote a message which was not done, by name, why and how to do it right (docs/promise.md section 9): at the
 * address that the desk has of them, never at the one that the message came from. `at`: when it came about (ISO, UTC).
 */
export function tellWriter(desk: Desk, ticket: Ticket, message: Message, at: string): Step[] {
  const { key: messageKey, undone } = message;
  const reader = undone?.reader;
  if (reader === undefined || undone?.isMute) return [];
  const cause = causeOf(message, ticket, { isOfTeam: true });
  const notice = { reader, ticketId: ticket.id, at, about: { kind: 'undone' as const, messageKey, cause } };
  return [['tell the writer', () => desk.teamMail.put([notice])]];
}

/** These people without who wrote the message, who hears of it by name. */
export function withoutWriter(people: readonly Recipient[], { undone }: Message): Recipient[] {
  return people.filter((person) => readerOf(person) !== undone?.reader);
}
