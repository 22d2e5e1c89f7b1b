import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { otherRequest } from '../../shared/intake/keep-request.ts';
import { ticketOpenedBy } from '../../shared/intake/opened-by.ts';
import { PublicError } from '../../shared/public-error.ts';
import { messageKeyFor } from '../../shared/ticket/identity.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { idempotencyKey } from '../http/idempotency-key.ts';
import type { ApiEnv } from './agent.ts';

/** The same from the same agent within so long is asked back: a finger that slipped, or a program that sends without a key. In ms. */
const ASKED_BACK_MS = 60_000;

/** A request that writes: where it comes from, so that a repetition finds what it wrote, and a hash of what it says. */
export type Writing = { source: string; request: string; isKeyed: boolean };

/** What a request wrote, as an agent would call it, and when (ISO, UTC). */
type Written = { what: string; at: string };

/**
 * Of a request that writes a message of a ticket. With an Idempotency-Key the same request finds what it wrote; refuses (422) a
 * key that brought another. Without one asks back (409) when the agent wrote just the same within a minute.
 */
export async function writingOfMessage(
  c: Context<ApiEnv>,
  desk: Desk,
  { kind, ticketId, content }: { kind: string; ticketId: string; content: unknown },
): Promise<Writing> {
  const find = (source: string) => desk.tickets.getMessage(ticketId, messageKeyFor(source));
  const writing = await writingOf(c, desk, { kind, content: [ticketId, content] }, async (source) => {
    const message = await find(source);
    return message && { what: `message ${message.key}`, at: message.at };
  });
  const before = writing.isKeyed ? (await find(writing.source))?.request : undefined;
  if (before !== undefined && before !== writing.request) throw otherRequest('Idempotency-Key');
  return writing;
}

/** Likewise, of a request that files a ticket; whether a key brought another is for `fileByAgent`, which keeps the filing. */
export function writingOfTicket(c: Context<ApiEnv>, desk: Desk, content: unknown): Promise<Writing> {
  return writingOf(c, desk, { kind: 'api', content }, async (source) => {
    const ticket = await ticketOpenedBy(desk, source);
    // Not when it was opened: a call may be filed hours later.
    return ticket && { what: `ticket ${ticket.id}`, at: ticket.timer.setAt };
  });
}

/** The answer to a request that wrote nothing, since the same was written just before and nothing says that it is meant twice. */
export function askedBack(what: string): PublicError {
  const mend = 'If it is meant twice, send it with an Idempotency-Key of its own.';
  return new PublicError(409, `You wrote just the same within the last minute: ${what}. ${mend}`);
}

async function writingOf(
  c: Context<ApiEnv>,
  desk: Desk,
  { kind, content }: { kind: string; content: unknown },
  find: (source: string) => Promise<Written | undefined>,
): Promise<Writing> {
  const agent = c.get('agent').id;
  const request = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
  const key = idempotencyKey(c.req.header('idempotency-key'));
  if (key !== undefined) return { source: `${kind}:${agent}:${key}`, request, isKeyed: true };

  const now = desk.now().getTime();
  const minute = Math.floor(now / ASKED_BACK_MS);
  // No key of an agent's: those have no NUL.
  const sourceIn = (which: number) => `${kind}:${agent}:\0${request} ${which}`;
  for (const which of [minute - 1, minute]) {
    const written = await find(sourceIn(which));
    if (written && now - Date.parse(written.at) < ASKED_BACK_MS) throw askedBack(written.what);
  }
  return { source: sourceIn(minute), request, isKeyed: false };
}
