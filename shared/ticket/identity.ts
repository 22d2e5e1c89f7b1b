import { createHash } from 'node:crypto';
import { base32 } from '../base32.ts';

/** What a ticket id looks like. */
export const TICKET_ID = /^T-[0-9A-HJKMNP-TV-Z]{8}$/;

/** The numbers of tickets in a subject, as our mails have them. */
const TAGS = /\[(T-[0-9A-HJKMNP-TV-Z]{8})\]/gi;

/** The tickets that a subject names, in order. */
export function ticketsNamed(subject: string): string[] {
  return [...subject.matchAll(TAGS)].map(([, id = '']) => id.toUpperCase());
}

/** A subject without the numbers of tickets: they would lead every answer there. */
export function withoutNumbers(subject: string): string {
  return subject.replaceAll(TAGS, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * The id of the ticket for a request: derived, not drawn, so that a second delivery finds the first (architecture.md,
 * decision 1). Forty bits fit a phone call but do collide: `attempt` steps over a ticket of another source.
 */
export function ticketIdFor(source: string, attempt = 0): string {
  return `T-${digest(`ticket:${attempt}:${source}`).slice(0, 8)}`;
}

/** The key of a message below its ticket, derived from where it came from. */
export function messageKeyFor(source: string): string {
  return digest(`message:${source}`).slice(0, 26);
}

function digest(text: string): string {
  return base32(createHash('sha256').update(text).digest());
}
