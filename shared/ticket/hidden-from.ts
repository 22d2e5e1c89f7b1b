import { shows } from '../mail/redaction/hide.ts';
import { ownWords } from '../mail/redaction/own-words.ts';
import { readerName } from '../mail/signed/reply-address.ts';
import { isOfBefore } from './asked-before.ts';
import { deliveryOf } from './delivery.ts';
import type { Hides } from './hidden-parts.ts';
import { withTextsHidden } from './hidden-texts.ts';
import { messageKeyFor } from './identity.ts';
import { isShown } from './is-shown.ts';
import type { Message } from './message.ts';
import { isReader } from './participants.ts';
import { hasAgentsWords } from './passed-on.ts';
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

/**
 * What is to be hidden of a message on `place`. In what a customer wrote, and its readers are shown, a quote and a file are another one's, who may guess:
 * of these only what all who read there could have had. The team's words are hidden whoever reads them, and what an answer of theirs quotes goes,
 * whatever it has, where something is hidden that not all who read it could have had.
 */
export function hidesIn(message: Message, where: Where, sought: Sought): Hides {
  const { place, home } = where;
  const { author, key, kind, text, replyText = text } = message;
  const isOwn = (redaction: Redaction) => isOf(place, home, redaction, key);
  const isHadByAll = (redaction: Redaction) => isOwn(redaction) || isHadByAllOf(place, home, redaction);
  const isHidden = (redaction: Redaction) => isOwn(redaction) || isHiddenIn(message, where, redaction);
  const needles = needlesIn(sought, isHidden);
  if (author === 'customer' && isShown(place, message)) {
    const files = needlesIn(sought, isHadByAll);
    const isTheirs = (redaction: Redaction) =>
      message.verified && !isHadByAll(redaction) && isHadBy(home, redaction, message.by);
    const said = ownWords(replyText);
    const others = needlesIn(sought, isTheirs).filter((needle) => shows(said, [needle]));
    return { needles, shown: { text: [...files, ...others], files } };
  }
  const isAnswer = author === 'agent' && kind === 'public';
  return { needles, hidesQuotes: isAnswer && needlesIn(sought, (redaction) => !isHadByAll(redaction)).length > 0 };
}

/** Whether the words of another message's redaction are hidden in this one, where its readers are not shown them. */
function isHiddenIn(message: Message, { place, home }: Where, redaction: Redaction): boolean {
  const { author, atAddress, by, fromOutside, key, returned, verified } = message;
  // The team's own words, and a report, which quotes an answer.
  if (author !== 'customer' || returned !== undefined) return true;
  // What an agent passed on, or wrote to a customer, opens a ticket: elsewhere a stranger's words stand in a warning.
  if (key === messageKeyFor(place.source) && hasAgentsWords(message)) return true;
  const isTheirs = isHadBy(home, redaction, by);
  if (!fromOutside) return isTheirs || isHadByAllOf(place, home, redaction);
  // Whoever was handed a mail of the conversation has its signed address, and may quote what stands below.
  return (verified && isTheirs) || (atAddress === true && place.id === home.id && isOfReaders(redaction));
}

/**
 * The ticket without what is looked for: its trail and reasons are the team's to see, its subject its readers', and a name is hidden with what its person
 * could have had. Who reads along since, and could not, has no name here: what were left of it would tell them, and the agents are to see none of it.
 */
export function withHidden(place: Ticket, sought: Sought, home: Ticket = place): Ticket {
  const isHome = place.id === home.id;
  const opening = messageKeyFor(place.source);
  const isOfSubject = (each: Redaction) =>
    isOf(place, home, each, opening) || (isHome && isOfReaders(each)) || isHadByAllOf(place, home, each);
  const isOfName = (address: string) => (each: Redaction) => {
    // On another ticket, who reads there may have named the others.
    if (!isHome) return isHadBy(home, each, address) && isHadByAllOf(place, home, each);
    return isHadBy(home, each, address) || (isOfReaders(each) && !isReader(place, address));
  };
  const hidden = withTextsHidden(place, {
    team: needlesIn(sought, () => true),
    subject: needlesIn(sought, isOfSubject),
    nameOf: (address) => needlesIn(sought, isOfName(address)),
  });
  if (!isHome) return hidden;
  const all = [...sought.redactions, ...(sought.fresh ? [sought.fresh.redaction] : [])].filter(isOfReaders);
  const participants = hidden.participants.map((person) => {
    const { name: _, ...nameless } = person;
    return all.every((each) => isHadBy(home, each, person.address)) ? person : nameless;
  });
  return { ...hidden, participants };
}

/** Whether it is this message, of its own ticket, of which something was hidden. */
function isOf(place: Ticket, home: Ticket, { from, message }: Redaction, key: string): boolean {
  return place.id === home.id && from === undefined && message === key;
}

function readerNames({ requester, participants }: People): string[] {
  return [requester, ...participants].map(({ address }) => readerName(address));
}
