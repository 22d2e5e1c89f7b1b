import { isAskerHere } from '../ticket/duplicates.ts';
import type { Message } from '../ticket/message.ts';
import { isRequester, shortName } from '../ticket/participants.ts';
import { isAskersMove, type ReadingMove, withReadingMoved } from '../ticket/reading-address.ts';
import { wasRemoved } from '../ticket/removed-readers.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isKnownWriter, type Writer } from '../ticket/writer.ts';
import { requesterNamed } from './requester-of.ts';
import type { WhoWrote } from './who-wrote.ts';

/**
 * Where answers go from a mail about a ticket on, when its requester, or who asked a duplicate that it goes on for, proved, asks for it by a usable Reply-To (docs/promise.md section 9);
 * undefined when nothing changes: of anybody else's, and of one that names nobody to answer. `at` is when it came (ISO, UTC).
 */
export function readingMoved(
  ticket: Ticket,
  { writer, who, house }: { writer: Writer; who: WhoWrote; house?: ReadingMove['house'] },
  at: string,
): ReadingMove | undefined {
  const by = who.writer?.address;
  if (writer !== 'proved' || by === undefined || !who.asks) return undefined;
  const isAskers = isAskersMove(ticket, by) && !who.unconfirmed;
  if (!isRequester({ requester: ticket.requester }, by) && !isAskers) return undefined;
  const name = isAskers ? undefined : ticket.requester.name;
  const move = { requester: { ...(name && { name }), ...requesterNamed(who) }, at, by, house };
  return withReadingMoved(ticket, move, at) === ticket ? undefined : move;
}

/** What the agents are to know of it. */
export function readsElsewhere(ticket: Ticket, move: ReadingMove): string {
  const { requester } = ticket;
  const isAskers = isAskersMove(ticket, move.by);
  const whose = isAskers ? `the Reply-To of ${move.by}, who asked a duplicate,` : "the requester's Reply-To";
  const before = isAskers ? move.by : requester.address;
  if (wasRemoved(ticket, move.requester.address)) {
    return `answers do not go to ${move.requester.address}, as ${whose} asks (proved): an agent removed them before`;
  }
  return `answers go to ${move.requester.address} from now on, as ${whose} asks (proved); before they went to ${before}`;
}

/**
 * What the agents are to know of a known writer's Reply-To that moves nothing, though they asked a duplicate, or only write in the requester's place: it is not proved, they only
 * write from there, or it is the requester's own address. None of anybody else's, and of one that names nobody to answer.
 */
export function readsOnThere(ticket: Ticket, { writer, who }: { writer: Writer; who: WhoWrote }): string[] {
  const by = who.writer?.address;
  const asked = who.reading?.address;
  if (!isKnownWriter(writer) || !who.asks || by === undefined || asked === undefined) return [];
  if (isElsewhere(ticket, { by, asked })) return [readsElsewhereStill(ticket, { by, asked })];
  if (asked === by) return [];
  const reading = (ticket.alsoFrom ?? []).find((each) => each.from === by)?.address ?? by;
  if (reading === asked || !isAskerHere(ticket, reading)) return [];
  return [
    `its Reply-To is ${asked}: answers go on to ${reading}, who asked a duplicate; if they read there, add it and remove the other`,
  ];
}

/** Whether who asked by a mail from here had the answers go to another one, who may be somebody else, and asks for them elsewhere now. */
function isElsewhere({ requester }: Ticket, { by, asked }: { by: string; asked: string }): boolean {
  const { address, from, unconfirmed, fromDoubted } = requester;
  return from === by && address !== asked && (unconfirmed !== undefined || fromDoubted === true);
}

function readsElsewhereStill({ requester }: Ticket, { by, asked }: { by: string; asked: string }): string {
  const { address, unconfirmed } = requester;
  const why = unconfirmed
    ? `nobody has confirmed that ${by} reads ${address}`
    : `${address} was confirmed as the requester, and may be somebody else than ${by}`;
  return `its Reply-To is ${asked}, and was not followed: answers go on to ${address}, as a Reply-To of before asked, and ${why}; if they are to go to ${asked}, #requester ${asked} does it`;
}

/** Where the answers to a mail go if it is a ticket of its own; undefined where it is from there. */
export function answersElsewhere({ writer, reading, unconfirmed }: WhoWrote): Message['answersTo'] {
  if (!writer || !reading || reading.address === writer.address) return undefined;
  const name = shortName(reading.name ?? writer.name);
  return { address: reading.address, ...(name && { name }), ...(unconfirmed && { unconfirmed: true as const }) };
}

/** What the agents are to know of that, of a mail from outside. */
export function answeredElsewhere({ address }: NonNullable<Message['answersTo']>): string {
  return `its Reply-To is ${address}: filed as a ticket of its own, it is answered there`;
}

/** The requester as a proved copy of the mail that opened a ticket names them; a Reply-To counts as it does for a later mail. */
export function requesterOfCopy(who: WhoWrote): Ticket['requester'] | undefined {
  return who.asks || who.reading?.address === who.writer?.address ? requesterNamed(who) : undefined;
}
