import { shows } from '../mail/redaction/hide.ts';
import type { Needle } from '../mail/redaction/needle.ts';
import { readerName } from '../mail/signed/reply-address.ts';
import { isOfBefore } from './asked-before.ts';
import { deliveryOf } from './delivery.ts';
import { withTextsHidden } from './hidden-texts.ts';
import { messageKeyFor } from './identity.ts';
import { isShown } from './is-shown.ts';
import type { Message } from './message.ts';
import { isPassedOn } from './passed-on.ts';
import { needlesIn, type Redaction, type Sought } from './redaction.ts';
import type { Ticket } from './ticket.ts';

/**
 * In whose texts the words of a message are hidden: in those of whoever could have had that message, its writer, its readers and the team, and in
 * nobody else's. By what is hidden of a text its writer learns words by guessing, and loses their own (docs/promise.md section 9).
 */

/** Whoever asks on the ticket, wherever they read, until an agent says that another one does. No name of an address has so many letters. */
const REQUESTER = 'requester';

type People = Pick<Ticket, 'requester' | 'participants'>;
type Home = People & Pick<Ticket, 'asksSince'>;
type Hidden = Pick<Redaction, 'at' | 'had'>;

/** Where something is looked for, and the ticket (`home`) whose redactions are. */
type Where = { place: Ticket; home: Ticket };

/**
 * Who beside the team could have had a message, as its redaction keeps it: those who read the ticket when it is one that they see, and its
 * writer. Of what came from outside, a machine's mail, a note, and an answer that will not leave, no reader has anything; of what they see, and nobody
 * proved, its From may be anybody. Undefined: the message that opened it, which is not stored yet.
 */
export function hadOf(ticket: Ticket, message: Message | undefined): string[] {
  const state = message && deliveryOf(message)?.state;
  const isRead = !message || isShown(ticket, message) || state === 'sending' || state === 'parked';
  const isTheirs = message?.author === 'customer' && (message.verified || !isRead);
  const readers = isRead ? [REQUESTER, ...readerNames(ticket)] : [];
  return [...new Set([...readers, ...(isTheirs ? [readerName(message.by)] : [])])];
}

/** Whether those who read the ticket could have had what was hidden; else it concerns no other ticket. */
export function isOfReaders({ had }: Pick<Redaction, 'had'>): boolean {
  return !had || had.includes(REQUESTER);
}

/** The names of those who could have had what was hidden on this ticket. */
function namesOf(home: Home, { at, had }: Hidden): string[] {
  if (!had) return readerNames(home);
  const asks = had.includes(REQUESTER) && !isOfBefore(home, at) ? [readerName(home.requester.address)] : [];
  return [...had.filter((name) => name !== REQUESTER), ...asks];
}

/** Whether all who read a ticket now could have had what was hidden on this other one, or on itself. */
export function isHadByAllOf(place: People, home: Home, hidden: Hidden): boolean {
  const names = namesOf(home, hidden);
  return readerNames(place).every((name) => names.includes(name));
}

/** Whether this person could have had what was hidden on a ticket. */
export function isHadBy(home: Home, hidden: Hidden, address: string): boolean {
  return namesOf(home, hidden).includes(readerName(address));
}

/** Who could have had all of this, as one redaction keeps it on a ticket whose readers are among them. */
export function hadInCommon(home: Home, all: readonly Hidden[]): string[] {
  const [first = [], ...others] = all.map((each) => namesOf(home, each));
  return [REQUESTER, ...first.filter((name) => others.every((names) => names.includes(name)))];
}

/** What is to be hidden of a message on `place`. */
export function needlesFor(message: Message, where: Where, sought: Sought): Needle[] {
  const { place, home } = where;
  const isHidden = (redaction: Redaction) => isHiddenIn(message, where, redaction);
  const { author, kind, text, replyText = text } = message;
  const isAnswer = author === 'agent' && kind === 'public';
  if (!isAnswer && !isShown(place, message)) return needlesIn(sought, isHidden);
  const isTheirs = (redaction: Redaction) =>
    isOf(place, home, redaction, message.key) || isHadByAllOf(place, home, redaction);
  // What stands as a quote between somebody's words, and its readers are sent or shown, is another one's, who may guess.
  const said = isAnswer ? text : replyText;
  const others = needlesIn(sought, (redaction) => !isTheirs(redaction) && isHidden(redaction));
  return [
    ...needlesIn(sought, (redaction) => isTheirs(redaction) && isHidden(redaction)),
    ...others.filter((needle) => !isQuoted(said, needle)),
  ];
}

/** Whether the words stand in what a text quotes alone. */
function isQuoted(text: string, needle: Needle): boolean {
  const [quoted, own] = [true, false].map((isQuote) =>
    text.split('\n').filter((line) => /^\s*>/.test(line) === isQuote),
  );
  const isIn = (lines: string[] = []) => shows(lines.join('\n'), [needle]);
  return isIn(quoted) && !isIn(own);
}

/**
 * Whether the words of a redaction are hidden in this message. Where somebody reads it who could not have had them, its writer must be proved: they may
 * have written it in the name of one who could, whose signed address stands in each mail that was answered to all.
 */
function isHiddenIn(message: Message, { place, home }: Where, redaction: Redaction): boolean {
  const { author, atAddress, by, fromOutside, key, returned, verified } = message;
  if (isOf(place, home, redaction, key)) return true;
  // The team's own words, what an agent passed on, and a report, which quotes an answer.
  if (author !== 'customer' || returned !== undefined || isPassedOn(message)) return true;
  if (isShown(place, message) && isHadByAllOf(place, home, redaction)) return true;
  // Whoever was handed a mail of the conversation has its signed address, and may quote what stands below.
  if (fromOutside && atAddress && place.id === home.id && isOfReaders(redaction)) return true;
  return verified && isHadBy(home, redaction, by);
}

/** The ticket without what is looked for: the trail, reasons, and names of whoever is outside are the team's to see, subject and names its readers'. */
export function withHidden(place: Ticket, sought: Sought, home: Ticket = place): Ticket {
  const opening = messageKeyFor(place.source);
  const isShownBy = (each: Redaction) =>
    isOf(place, home, each, opening) || (place.id === home.id && isOfReaders(each)) || isHadByAllOf(place, home, each);
  return withTextsHidden(place, { team: needlesIn(sought, () => true), shown: needlesIn(sought, isShownBy) });
}

/** Whether it is this message, of its own ticket, of which something was hidden. */
function isOf(place: Ticket, home: Ticket, { from, message }: Redaction, key: string): boolean {
  return place.id === home.id && from === undefined && message === key;
}

function readerNames({ requester, participants }: People): string[] {
  return [requester, ...participants].map(({ address }) => readerName(address));
}
