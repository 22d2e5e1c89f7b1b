import { createHash } from 'node:crypto';
import type { Desk } from '../ticket/ports.ts';
import { formSource } from './open-from-form.ts';
import { ticketOpenedBy } from './opened-by.ts';

/** How long the same words are the same request, where nothing else tells two apart. In ms. */
const SAME_WORDS_MS = 24 * 60 * 60_000;

/** What a ticket's key can hold, and no control character: those mark the ids that are none of a sender's. */
const PLAIN_ID = /^[\x21-\x7e]{1,256}$/;

/** By what a delivery is known when it comes again: its sender's own id of it, an Idempotency-Key, or its words. */
export type FormIdentity = { by: 'id' | 'key' | 'words'; id: string };

/**
 * By what a delivery is known. What is signed with it, or stands in it, comes first: an `Idempotency-Key` is seldom signed, and would
 * make a new request of an old one that somebody sends again. `same` is what makes two deliveries the same.
 */
export function formIdentity({
  id,
  key,
  same,
}: {
  id: string | undefined;
  key: string | undefined;
  same: Buffer;
}): FormIdentity {
  if (id) return { by: 'id', id: PLAIN_ID.test(id) ? id : `sha256:${hashOf(Buffer.from(id))}` };
  return key === undefined ? { by: 'words', id: hashOf(same) } : { by: 'key', id: key };
}

/**
 * Where the ticket of a delivery comes from. An id and a key name it for ever; words do for 24 hours, and later are a new request: their
 * ticket is looked for under the present day (UTC) and the one before. `at` is when the delivery reached the desk (ISO, UTC).
 */
export async function sourceOfForm(
  desk: Pick<Desk, 'tickets'>,
  form: string,
  { by, id }: FormIdentity,
  at: string,
): Promise<string> {
  if (by === 'id') return formSource(form, id);
  if (by === 'key') return formSource(form, `\0key ${id}`);
  const now = Date.parse(at);
  const sourceOn = (instant: number) => formSource(form, `\0${new Date(instant).toISOString().slice(0, 10)} ${id}`);
  for (const source of [sourceOn(now), sourceOn(now - SAME_WORDS_MS)]) {
    const ticket = await ticketOpenedBy(desk, source);
    if (ticket && now - Date.parse(ticket.createdAt) < SAME_WORDS_MS) return source;
  }
  return sourceOn(now);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
