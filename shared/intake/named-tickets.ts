import { type InboundMail, provedLeads } from '../mail/inbound.ts';
import { readThreadId } from '../mail/signed/thread-id.ts';
import type { Read } from '../ticket/going-on-for.ts';
import { ticketsNamed } from '../ticket/identity.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { MailPlace } from '../ticket/ticket-store.ts';
import { asks } from './drawn-in.ts';
import type { Look } from './look.ts';
import { answeredIn } from './of-own-accord.ts';
import type { Placed } from './place-in.ts';
import type { MailOf, Target } from './target.ts';
import { idLedTo, mailsAt, whoseMail } from './whose-mail.ts';

/** What a search needs: the desk, its signing keys, the mail, and a way to look tickets up. */
export type Search = {
  desk: Look;
  keys: readonly string[];
  mail: InboundMail;
  source: string;
  /** Who sent the mail is proved. */
  isProved: boolean;
  read: Read;
  /** In place of a duplicate, the ticket that goes on for it. */
  place: Place;
};

type Place = (id: string) => Promise<Placed | undefined>;

/** Ids of a mail that are looked up: what it answers, and the ends of its thread. A mail may name thousands. */
const MOST_IDS = 8;

/** A subject may name more tickets. */
const MOST_NAMED = 5;

/** Tickets under one id, of which others may have made any number. */
const MOST_PLACES = 200;

/**
 * The tickets that a mail names of its own: our signed ids in its references; the ids of mails that a ticket came or went with, what it
 * answers first, and of the tickets that one id leads to the oldest, since others can write under an id that they have read; the numbers in
 * its subject; then the ids that others have, too. Where nothing that proves its sender covers what leads there, that is said. Throws what the store throws.
 */
export async function byWhatItNames(search: Search): Promise<Target[]> {
  const named = await byFields(search);
  const leads = provedLeads(search.mail);
  // Of most mails all is covered: nothing is read twice.
  if (named.length === 0 || leads === search.mail) return named;
  const proved = (await byFields({ ...search, mail: leads })).map(({ ticket }) => ticket.id);
  return named.map((target) => ({ ...target, isUnsigned: !proved.includes(target.ticket.id) }));
}

async function byFields(search: Search): Promise<Target[]> {
  const [byOurs, byId, byNumber] = await Promise.all([bySignedId(search), byMailId(search), bySubject(search)]);
  const isAncestor = ({ by }: Target) => by === 'ancestor';
  const mails = byId.filter((target) => !isAncestor(target));
  const outsiders = mails.filter(({ answersOutsider }) => answersOutsider).map(({ ticket }) => ticket.id);
  const answered = byId.filter(({ isAnswered }) => isAnswered).map(({ ticket }) => ticket.id);
  const numbered = byNumber.map(({ ticket }) => ticket.id);
  const goesOnOwn = ({ by, ticket, isAnswered, mailOf }: Target) =>
    by === 'id' ? answered.includes(ticket.id) : isAnswered && mailOf === 'own';
  // Whichever of them leads there first.
  return [...byOurs, ...mails, ...byNumber, ...byId.filter(isAncestor)].map((target) => ({
    ...target,
    ...(outsiders.includes(target.ticket.id) && { answersOutsider: true }),
    ...(goesOnOwn(target) && { goesOnOwn: true }),
    ...(target.by === 'mail' && numbered.includes(target.ticket.id) && { isNumbered: true }),
  }));
}

async function bySignedId({ desk, keys, mail, place }: Search): Promise<Target[]> {
  const ids = [mail.inReplyTo, ...mail.references]
    .map((id) => id && readThreadId(keys, desk.settings.supportAddress, id))
    .filter((id): id is string => id !== undefined && id !== '');
  return targetsOf('id', ids, place);
}

async function byMailId({ desk, mail, isProved, place }: Search): Promise<Target[]> {
  const { inReplyTo, references } = mail;
  const answered = inReplyTo ? [inReplyTo] : [];
  const sought = [...new Set([...answered, ...references.slice(0, 2), ...references.toReversed()])].slice(0, MOST_IDS);
  // Looked up are the ends of the thread; in the order of what is answered.
  const ids = new Set([...answered, ...references.toReversed()].filter((id) => sought.includes(id)));
  const found = await Promise.all([...ids].map((id) => desk.tickets.findByMailId(id)));
  const places = found.map((of) => onceATicket(of).slice(0, MOST_PLACES));
  const mails = await Promise.all(found.map((of) => mailsAt(desk, of.slice(0, MOST_PLACES))));
  const goesOnFrom = await answeredIn(desk, mail, places);
  const targets = async (by: Target['by'], isMeant: (place: MailPlace) => boolean) => {
    const idsOf = (of: readonly MailPlace[]) => of.filter(isMeant).map(({ ticketId }) => ticketId);
    const each = await Promise.all(places.map((of) => targetsOf(by, idsOf(of), place)));
    return each.flatMap((of) => of.toSorted((a, b) => a.ticket.createdAt.localeCompare(b.ticket.createdAt)));
  };
  const byMail = await targets('mail', ({ isReferred }) => !isReferred);
  const agents = byMail.length === 0 ? [] : await desk.agents.list();
  const writing = { from: mail.from?.address, isProved, agents };
  const led = byMail.map((target): Target => {
    const mailOf = whoseMail(mails.flat(), target, writing);
    // Whoever has a mail that others wrote can have put it there: it leads no further than what is answered by both.
    const by = isOnlyAnswered(target, mail.from?.address, mailOf) ? 'ancestor' : 'mail';
    const answered = whoseMail(mails[0] ?? [], target, writing);
    const answers = { isAnswered: answered !== undefined, answersOutsider: answered === "outsiders'" };
    return { ...target, by, mailOf, ...answers, answered: goesOnFrom.get(idLedTo(target)) };
  });
  // Nor does what a stranger has put there lead anybody of the conversation at all.
  const isPutThere = (target: Target) => target.mailOf === "outsiders'" && isOfIt(target, mail.from?.address);
  const ancestors = await targets('ancestor', ({ isReferred = false }) => isReferred);
  return [...led.filter((target) => !isPutThere(target)), ...ancestors];
}

/** Whether the mail under an id is, for this writer, none that they went on from: another one's of the conversation; for who asks, also another asker's. */
function isOnlyAnswered(target: Target, from: string | undefined, mailOf: MailOf | undefined): boolean {
  if (!isOfIt(target, from)) return false;
  return mailOf === "others'" || (mailOf === "askers'" && asks(target, from));
}

function isOfIt(target: Target, from: string | undefined): boolean {
  return asks(target, from) || isInConversation(target.ticket, from);
}

/** One place of each ticket and kind: however many mails somebody writes to their own under an id, it is one ticket. */
function onceATicket(places: readonly MailPlace[]): MailPlace[] {
  return [...new Map(places.map((place) => [`${place.ticketId} ${place.isReferred === true}`, place])).values()];
}

/** Every number in the subject. */
async function bySubject({ mail: { subject }, place }: Search): Promise<Target[]> {
  return targetsOf('subject', ticketsNamed(subject).slice(0, MOST_NAMED), place);
}

/** The tickets of these ids, each id once, as far as they are there. */
export async function targetsOf(by: Target['by'], ids: readonly string[], place: Place): Promise<Target[]> {
  const places = await Promise.all([...new Set(ids)].map(place));
  return places.filter((found) => found !== undefined).map(({ way: _, ...found }) => ({ ...found, by }));
}
