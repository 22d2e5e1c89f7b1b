import { createHash } from 'node:crypto';
import { audited } from '../ticket/clock.ts';
import { heardSince, isBehind } from '../ticket/heard.ts';
import type { Message } from '../ticket/message.ts';
import { isSurplus, withoutOutside } from '../ticket/outside.ts';
import { whoIsLeftOut } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isKnownWriter, leastSure } from '../ticket/writer.ts';
import type { Addition } from './addition.ts';
import { fileAlone, isFiledAlone, isToFileAlone } from './filed-alone.ts';
import { asJudged } from './steps/as-judged.ts';
import { changePromise } from './steps/change-promise.ts';
import { elsewhereSince, leaveTo, takeBack } from './steps/changed-meanwhile.ts';
import { joining } from './steps/joining.ts';
import { isLiftable, liftMessage } from './steps/lift-message.ts';
import { printOf } from './steps/message-files.ts';
import { noteCopy } from './steps/note-copy.ts';
import { NOBODY_IN, peopleIn, whoIsDoubted } from './steps/people-in.ts';
import { claimed } from './steps/relay.ts';
import { filesNotIn, newMessage, storeMessage } from './steps/store-message.ts';
import { tellOfMessage } from './steps/tell-of-message.ts';
import { update } from './steps/update.ts';
import { isWoken, wakeMessage } from './steps/wake-message.ts';

/**
 * A mail joins its ticket. It never moves the clock, save one by which the requester newly declares a higher priority; one by a known
 * writer re-opens the ticket (promise.md section 5), and ends the watch (section 7). The agents are told, but not of what a machine
 * wrote: two robots would keep each other awake. What an agent said while it came in holds: its writer is who they are on the ticket as it is written, and where
 * that was changed so that it is heard elsewhere (`elsewhereSince`), nobody is told, and `ChangedMeanwhile` is thrown: it is to be placed again. From
 * outside, on one that was closed meanwhile, it is a ticket of its own.
 */
export async function appendMessage(desk: Desk, addition: Addition): Promise<Message> {
  const { ticket, mail } = addition;
  const { writer } = addition;
  const isKnown = isKnownWriter(writer);
  const people = isKnown ? await peopleIn(desk, mail) : NOBODY_IN;
  const message = newMessage({
    ticketId: ticket.id,
    source: addition.source,
    author: addition.author,
    by: mail.from?.address ?? 'unknown',
    name: mail.from?.name,
    ...(addition.answersTo && { answersTo: addition.answersTo }),
    verified: addition.verified,
    kind: 'public',
    at: addition.receivedAt,
    ...(isBehind(ticket, addition.receivedAt, desk.now()) && { heardAt: desk.now().toISOString() }),
    subject: mail.subject,
    text: mail.text,
    replyText: mail.replyText,
    messageId: mail.messageId,
    raw: addition.raw,
    ...(addition.undone && { undone: addition.undone }),
    warnings: [
      ...(addition.moveSaid ? [addition.moveSaid] : []),
      ...addition.warnings,
      ...(writer === 'proved' ? [...whoIsLeftOut(ticket, people.named), ...whoIsDoubted(people, ticket)] : []),
    ],
    ...(addition.declares && { declares: addition.declares }),
    ...(addition.returned && { returned: addition.returned }),
    ...(addition.wakes && !isKnown && { fromOutside: true }),
    ...(addition.byEnvelope && { byEnvelope: true as const }),
    ...(addition.atAddress && { atAddress: true as const }),
    ...(addition.byAncestor && { byAncestor: true as const }),
    ...((writer === 'known' || addition.mayBeAnybodys) && { byHolder: true as const }),
    ...(mail.unanswerable && { unanswerable: true as const }),
  });
  // Without a relay when nobody is to hear of it: the sweep then has nothing to finish.
  const { existed, ...stored } = await storeMessage(
    desk,
    addition.wakes ? claimed(desk, message) : message,
    { html: mail.html, files: mail.attachments },
    ticket,
  );
  const before = existed ? await desk.tickets.getMessage(ticket.id, message.key) : undefined;
  // Of another delivery, from when that could be read.
  const heard = heardSince(before && !isCopy(before, addition) ? before : message);
  // What was split off or filed as a ticket of its own is dealt with, whoever reads here since.
  const isFiled = existed && (await isFiledAlone(desk, message));
  const { joined, heardAs } = joining(desk, addition, { message, heard, people, existed, isFiled });
  if (before && isCopy(before, addition)) {
    const isProved = isLiftable(before, addition);
    const isHeard = isWoken(before, addition);
    // The ticket first: a delivery that breaks off is repeated as long as the message is not proved, and nobody is told.
    const settled = (current: Ticket) => {
      const heard = joined(current);
      return isProved && isKnownWriter(heardAs()) ? withLifted(heard, before, addition.receivedAt) : heard;
    };
    const noted = isHeard || (isProved && isKnown) ? await changePromise(desk, ticket, settled) : ticket;
    const isOutside = !isKnownWriter(heardAs());
    if (isProved)
      await liftMessage(desk, ticket, before, {
        mail,
        isOutside,
        isMeant: heardAs() === 'proved' && !addition.mayBeAnybodys,
        answersTo: addition.answersTo,
      });
    const fresh = isOutside ? { ...message, fromOutside: true } : message;
    if (isHeard) {
      const woken = await wakeMessage(desk, before, fresh);
      const isAlone = isSurplus(noted, before.key);
      await (isAlone ? fileAlone(desk, noted, woken, desk.now().toISOString()) : tellOfMessage(desk, noted, woken));
    }
    return appendCopy(desk, addition, before);
  }
  // What was left to others stands nowhere else, or it would have come there.
  const isUntold = (before?.relay?.state !== 'done' || before.isElsewhere === true) && isHeardHere(addition);
  const { writerOn = () => writer, isRequestOn = () => false, isNoSpam = false } = addition;
  const coming = { at: message.at, from: message.by, isNoSpam, isRequestOn };
  let elsewhere: Awaited<ReturnType<typeof elsewhereSince>>;
  const placed = async (current: Ticket) => {
    const as = { ...coming, writer: leastSure(writer, writerOn(current)) };
    elsewhere = isUntold ? await elsewhereSince(desk, current, as) : undefined;
    return elsewhere ? current : joined(current);
  };
  // Before anybody is told, when it changes the promise or whose turn it is: that must not wait for the mail service.
  // Before the team is told: what tells them reads the ticket in a function of its own, and names who reads an answer.
  const isMoving = ticket.state !== 'waiting' || addition.declares !== undefined;
  const quiet = (current: Ticket) => (current.state === 'waiting' ? placed(current) : current);
  const waiting = isMoving ? ticket : await update(desk, ticket, quiet);
  const isQuiet = !isMoving && waiting.state === 'waiting';
  const noted = isQuiet ? waiting : await changePromise(desk, waiting, placed);
  if (elsewhere) return leaveTo(desk, ticket, { stored, existed }, elsewhere);
  if (!isUntold) return tellOfMessage(desk, noted, { stored, existed });
  const back = before?.isElsewhere ? await takeBack(desk, before) : undefined;
  const here = back ?? { stored, existed };
  const judging = { ...addition, before: back?.stored ?? before, writer: heardAs() };
  const judged = { ...here, stored: await asJudged(desk, noted, here.stored, judging) };
  const isAlone = await isToFileAlone(desk, noted, judged.stored, ticket);
  if (isAlone) return fileAlone(desk, noted, judged, desk.now().toISOString());
  return tellOfMessage(desk, noted, judged);
}

/** Whether a message is heard on its ticket, as somebody's words. */
function isHeardHere({ author, wakes, isCopy = false }: Addition): boolean {
  return author === 'customer' && wakes && !isCopy;
}

/** Whether a mail is not the delivery that stored the message, come again, but another one with its words. */
export function isCopy(before: Message, { raw }: Pick<Addition, 'raw'>): boolean {
  return before.raw !== undefined && before.raw !== raw;
}

/**
 * A mail that the ticket has, from another delivery: an alias, a list, or somebody who has read it. It changes nothing that the first
 * one did not; files that the first one lacks are a message of their own (docs/promise.md section 9).
 */
export async function appendCopy(desk: Desk, addition: Addition, before: Message): Promise<Message> {
  const files = filesNotIn(before, addition.mail.attachments);
  const { id } = addition.ticket;
  desk.log.info('a mail came again', { ticket: id, messageKey: before.key, raw: addition.raw, newFiles: files.length });
  await noteCopy(desk, before, addition.raw);
  if (files.length === 0 || before.redaction?.whole) return before;
  const which = createHash('sha256')
    .update(Buffer.concat(files.map(printOf)))
    .digest('hex')
    .slice(0, 16);
  return appendMessage(desk, {
    ...addition,
    source: `${addition.source}:files ${which}`,
    mail: { ...addition.mail, attachments: files },
    isCopy: true,
    declares: undefined,
    warnings: [...addition.warnings, `message ${before.key} came again with other files: those are here`],
  });
}

/** The ticket on which a message is proved now, which had come from outside: it waits for nobody's word any more. `at`: ISO, UTC. */
function withLifted(ticket: Ticket, { key, by }: Message, at: string): Ticket {
  const entries = (ticket.outside ?? []).filter(({ message }) => message === key);
  const line = { at, by: `customer:${by}`, action: 'proved', detail: key };
  return audited(entries.length > 0 ? withoutOutside(ticket, entries) : ticket, line, { once: true });
}
