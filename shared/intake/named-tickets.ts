import type { InboundMail } from '../mail/inbound.ts';
import { readThreadId } from '../mail/signed/thread-id.ts';
import { ticketsNamed } from '../ticket/identity.ts';
import type { Read } from './going-on-for.ts';
import type { Look } from './look.ts';
import type { Target } from './target.ts';

/** What a search needs: the desk, its signing keys, the mail, and a way to look tickets up. */
export type Search = {
  desk: Look;
  keys: readonly string[];
  mail: InboundMail;
  source: string;
  read: Read;
  /** In place of a duplicate, the ticket that goes on for it. */
  get: Read;
};

/** Ids of a mail that are looked up: what it answers, and the ends of its thread. A mail may name thousands. */
const MOST_IDS = 8;

/** A subject may name more tickets. */
export const MOST_NAMED = 5;

/**
 * The tickets that a mail names of its own: our signed ids in its references; the ids of mails that a ticket came or went with, the newest
 * ticket first; the numbers in its subject. Throws what the store throws.
 */
export async function byWhatItNames(search: Search): Promise<Target[]> {
  return [...(await bySignedId(search)), ...(await byMailId(search)), ...(await bySubject(search))];
}

async function bySignedId({ desk, keys, mail, get }: Search): Promise<Target[]> {
  const ids = [mail.inReplyTo, ...mail.references]
    .map((id) => id && readThreadId(keys, desk.settings.supportAddress, id))
    .filter((id): id is string => id !== undefined && id !== '');
  return targetsOf('id', ids, get);
}

async function byMailId({ desk, mail, get }: Search): Promise<Target[]> {
  const { inReplyTo, references } = mail;
  const ids = new Set([...(inReplyTo ? [inReplyTo] : []), ...references.slice(0, 2), ...references.toReversed()]);
  const hits = (await Promise.all([...ids].slice(0, MOST_IDS).map((id) => desk.tickets.findByMailId(id)))).flat();
  const newest = async (by: Target['by'], of: typeof hits) => {
    const tickets = await targetsOf(
      by,
      of.map(({ ticketId }) => ticketId),
      get,
    );
    return tickets.sort((a, b) => (a.ticket.createdAt < b.ticket.createdAt ? 1 : -1));
  };
  const ancestors = hits.filter(({ isReferred }) => isReferred);
  const own = hits.filter(({ isReferred }) => !isReferred);
  return [...(await newest('mail', own)), ...(await newest('ancestor', ancestors))];
}

/** Every number in the subject. */
async function bySubject({ mail: { subject }, get }: Search): Promise<Target[]> {
  return targetsOf('subject', ticketsNamed(subject).slice(0, MOST_NAMED), get);
}

/** The tickets of these ids, each once, as far as they are there. */
export async function targetsOf(by: Target['by'], ids: readonly string[], get: Search['get']): Promise<Target[]> {
  const tickets = await Promise.all([...new Set(ids)].map(get));
  return tickets.filter((ticket) => ticket !== undefined).map((ticket) => ({ ticket, by }));
}
