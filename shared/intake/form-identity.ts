import { createHash } from 'node:crypto';
import { base32 } from '../base32.ts';
import { pageSource } from '../ticket/page-source.ts';
import type { Desk } from '../ticket/ports.ts';
import { pageEntryId } from './hold-page.ts';
import { isClosedBefore } from './is-closed-before.ts';
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
 * make a new request of an old one that somebody sends again. So beside an id, as each Standard Webhook has one, a key says nothing, and other words
 * under that id are refused whatever the key. `same` is what makes two deliveries the same.
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
 * Where the ticket of a delivery comes from. An id and a key name it for ever; words do for 24 hours and as long as it is open, and are a new request
 * then: their ticket is looked for under the names of the present day (UTC) and the one before. `at` is when the delivery reached the desk (ISO, UTC).
 */
export async function sourceOfForm(
  desk: Pick<Desk, 'tickets'>,
  form: string,
  { by, id }: FormIdentity,
  at: string,
): Promise<string> {
  if (by === 'id') return formSource(form, id);
  if (by === 'key') return formSource(form, `\0key ${id}`);
  const sourceOf = ({ day, nth }: WordsName) => formSource(form, `\0${day}${nth} ${id}`);
  const name = await nameOfWords(at, async (each) => {
    const ticket = await ticketOpenedBy(desk, sourceOf(each));
    return ticket && { at: ticket.createdAt, isOver: await isClosedBefore(desk, ticket, at) };
  });
  return sourceOf(name);
}

/**
 * The submission that words, or a key, are on a page of somebody else's: for 24 hours, since anybody may send any key, as long as their ticket is
 * open, and shaped like a token's (`render-token.ts`). `day` (ISO, UTC) is the beginning of the day that it is known by.
 */
export async function submissionOfWords(
  desk: Pick<Desk, 'tickets' | 'quarantine'>,
  form: string,
  { by, id }: FormIdentity,
  at: string,
): Promise<{ submission: string; day: string }> {
  const known = by === 'key' ? `key ${id}` : id;
  const submissionOf = ({ day, nth }: WordsName) => {
    const hash = createHash('sha256').update(`${form}\n${day}${nth}\n${known}`).digest();
    return { submission: base32(hash.subarray(0, 10)).toLowerCase(), day: `${day}T00:00:00.000Z` };
  };
  const name = await nameOfWords(at, async (each) => {
    const { submission, day } = submissionOf(each);
    const ticket = await ticketOpenedBy(desk, pageSource(submission));
    if (ticket) return { at: ticket.createdAt, isOver: await isClosedBefore(desk, ticket, at) };
    const entry = await desk.quarantine.get(pageEntryId(submission, day));
    return entry && { at: entry.at, isOver: false };
  });
  return submissionOf(name);
}

/** Under which words are known: the day (UTC) when they came, and `''` for the first that they asked for then, ` 2` for the next. */
type WordsName = { day: string; nth: string };

/**
 * The name of words that come at `at` (ISO, UTC): the one under which they came within 24 hours, today or the day before, unless that is over; else the
 * next one of today. `cameAs`: when they came under a name (ISO, UTC).
 */
async function nameOfWords(
  at: string,
  cameAs: (name: WordsName) => Promise<{ at: string; isOver: boolean } | undefined>,
): Promise<WordsName> {
  const now = Date.parse(at);
  const next: WordsName[] = [];
  for (const day of [now, now - SAME_WORDS_MS].map((each) => new Date(each).toISOString().slice(0, 10))) {
    let name: WordsName = { day, nth: '' };
    let came = await cameAs(name);
    for (let nth = 2; came !== undefined; nth += 1) {
      if (!came.isOver && now - Date.parse(came.at) < SAME_WORDS_MS) return name;
      name = { day, nth: ` ${nth}` };
      came = await cameAs(name);
    }
    next.push(name);
  }
  return next[0] ?? { day: at.slice(0, 10), nth: '' };
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
