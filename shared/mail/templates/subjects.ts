import type { Priority } from '../../sla/terms.ts';
import { cleanLine } from '../clean.ts';
import type { Words } from './words/shape.ts';

const MAX_SUBJECT = 300;

/** Marks of a reply that mail programs put before a subject, in the languages our customers write. */
const REPLY_MARKS = /^((re|r|rif|aw|sv|vs|antw|odp|res)(\[\d+\])?\s*:\s*)+/i;

/** Subject of every mail to the customer about a ticket: always the same, so that mail programs keep one thread. */
export function customerSubject(subject: string, ticketId: string, words: Words): string {
  return `Re: ${bareSubject(subject, ticketId).replace(REPLY_MARKS, '') || words.noSubject} [${ticketId}]`;
}

/**
 * Subject of every notice about a ticket; the number comes first because agents sort and search by it. `about` says what the notice is,
 * where it is none of a message.
 */
export function agentSubject(
  subject: string,
  ticketId: string,
  priority: Priority,
  words: Words,
  about?: string,
): string {
  // The ticket's priority is there already; what the customer tagged may be another one.
  const bare = bareSubject(subject, ticketId)
    .replace(new RegExp(`\\[\\s*p\\s*${priority}\\s*\\]\\s*`, 'gi'), '')
    .trim();
  return `[${ticketId}] P${priority} ${about === undefined ? '' : `${about}: `}${bare || words.noSubject}`;
}

/** What a message is called that joined the ticket under another name; undefined when marks, numbers and priorities are all that differs. */
export function ownSubject(message: string, ticket: string, ticketId: string): string | undefined {
  const nameOf = (subject: string) =>
    bareSubject(subject, ticketId)
      .replace(REPLY_MARKS, '')
      .replace(/\[\s*p\s*[1-4]\s*\]/gi, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
  const name = nameOf(message);
  return name === '' || name === nameOf(ticket) ? undefined : bareSubject(message, ticketId);
}

function bareSubject(subject: string, ticketId: string): string {
  return cleanLine(subject.replaceAll(`[${ticketId}]`, ''), MAX_SUBJECT);
}
