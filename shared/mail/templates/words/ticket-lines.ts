import { LANGUAGES } from '../../../language.ts';
import { PRIORITIES } from '../../../sla/terms.ts';
import { lettersOf } from '../../own-content/letters.ts';
import { wordsFor } from './words.ts';

const TICKET = 'T-[0-9A-HJKMNP-TV-Z]{8}';
const GAP = '[\\s*_]{1,12}';

/** How a mail of many tickets begins each, in text and in what programs make of its HTML; and the subject of every notice. */
const BEGINS_TICKET = [
  new RegExp(`^[\\s>*_|•-]{0,12}(?:${TICKET}${GAP}P[1-4]|P[1-4]${GAP}${TICKET})(?!\\w)`, 'm'),
  new RegExp(`\\[${TICKET}\\]${GAP}P[1-4](?!\\w)`),
];

/** "An answer goes to: …": who reads along is told to the team alone. */
const READERS = LANGUAGES.map(
  (language) =>
    new RegExp(`^[\\s>*_|•-]{0,12}${wordsFor(language).label.readers.replace(/\W/gu, '.')}[*_\\s]{0,4}:`, 'mi'),
);

/** The number of a held mail. */
const HELD_MAIL = /\bQ-[0-9A-HJKMNP-TV-Z]{20}\b/;

/** True if a text has a line that only mails to the team have about a ticket or a held mail. */
export function holdsTeamLine(text: string): boolean {
  return [...BEGINS_TICKET, ...READERS, HELD_MAIL].some((pattern) => pattern.test(text));
}

/** True if a text has a sentence of ours that says the number of another ticket than `ticketId`: it is from a mail to somebody else. */
export function isOfOtherTicket(text: string, ticketId: string): boolean {
  const letters = lettersOf(text);
  const own = lettersOf(ticketId);
  return SENTENCES.some((sentence) => [...letters.matchAll(sentence)].some(([, number]) => number !== own));
}

const HERE = '\u0000';

/** The sentences to a customer that say the number, bare of all but letters. */
const SENTENCES = LANGUAGES.flatMap((language) => {
  const { acknowledgement, promiseChange, follow, answer } = wordsFor(language);
  const said = [
    acknowledgement.received(HERE),
    acknowledgement.receivedCall(HERE),
    acknowledgement.receivedFiled(HERE),
    ...PRIORITIES.flatMap((from) => PRIORITIES.map((to) => promiseChange.priority(HERE, from, to))),
    promiseChange.time(HERE),
    promiseChange.reopened(HERE),
    promiseChange.closed(HERE, true),
    follow.here(HERE),
    answer.footer(HERE),
  ];
  return said.map((sentence) => new RegExp(sentence.split(HERE).map(lettersOf).join('(t[0-9a-hjkmnp-tv-z]{8})'), 'g'));
});
