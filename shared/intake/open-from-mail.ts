import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { readerName } from '../mail/signed/reply-address.ts';
import { mailDoor } from '../ticket/desk-addresses.ts';
import { FLOOD_SILENCE } from '../ticket/flood.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import { LINK } from '../ticket/links.ts';
import { isReader, whoIsLeftOut } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { removedBeside } from '../ticket/removed-beside.ts';
import { wasRemoved } from '../ticket/removed-readers.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { linkBack } from '../use-cases/link-back.ts';
import { openTicket, type TicketRequest } from '../use-cases/open-ticket.ts';
import { peopleIn, whoIsDoubted } from '../use-cases/steps/people-in.ts';
import { noteShown } from './note-shown.ts';
import { isOfOwnAccord } from './of-own-accord.ts';
import type { Following } from './opens-anew.ts';
import type { Refused } from './refusals.ts';
import { releaseOf } from './release-mail.ts';
import { requesterOf } from './requester-of.ts';
import { undoneOf } from './undone-of.ts';
import type { WhoWrote } from './who-wrote.ts';

type Opening = {
  /** The mail's (`sourceOf`). */
  source: string;
  /** Why nobody is acknowledged, or false. */
  silence: false | string;
  who: WhoWrote;
  follows?: Following | undefined;
  isFlood?: boolean;
  /** Why it does not let a held mail out, though it was sent to the address of one. */
  refused?: Refused | undefined;
};

/**
 * Opens a ticket from a mail, or goes on with one that it has opened: for whoever wrote it, or for the customer whose mail an agent passes
 * on. `duplicate`: it was there already, also where a copy of the mail has made it since that was looked for. Throws what a port throws, and `TaskBusy`.
 */
export async function openFromMail(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  { source, silence: otherSilence, who, follows, isFlood: flood = false, refused: notReleased }: Opening,
): Promise<{ ticket: Ticket; duplicate: boolean }> {
  const { settings } = desk;
  const { receivedAt, raw } = received;
  if (follows?.led) await noteShown(desk, follows.led, mail);
  const onBehalf = await requesterOf(desk, received, mail, who);
  // What passes a stranger's mail on keeps whom that copies: nobody reads along on its word.
  const names = onBehalf.isProved && !who.mayBeAnybodys;
  const refused = notReleased ?? onBehalf.refused;
  const undone = refused && undoneOf(refused);
  const silence = flood
    ? FLOOD_SILENCE
    : (onBehalf.silence ?? (otherSilence || (undone !== undefined && TOLD_OTHERWISE)));
  const removedReaders = follows && removedIn(follows, mail);
  const { requester, gone } = withoutGone(onBehalf.requester, { removedReaders });
  const copied = await peopleIn(desk, mail);
  const people = [...copied.named, ...gone];
  // Whom an agent copies in a mail to the requester reads on an agent's word.
  const asCopied = (person: Mailbox) => ({ ...person, ...(onBehalf.writer && { byAgent: true as const }) });
  const conversation = { requester, participants: [], removedReaders };
  const leftOut = whoIsLeftOut(conversation, people);
  const silent = silence === false ? [] : [onBehalf.silence ?? `not acknowledged: ${silence}`];
  const first = onBehalf.silence === undefined ? [] : silent;
  const { ticket, duplicate } = await openTicket(desk, {
    source,
    channel: 'email',
    receivedAt,
    requester,
    writer: onBehalf.writer,
    removedReaders,
    ...(names
      ? { participants: people.map(asCopied), proposed: copied.doubted }
      : { proposed: [...people, ...copied.doubted] }),
    subject: follows ? withoutNumbers(mail.subject) : mail.subject,
    text: mail.text,
    replyText: mail.replyText,
    html: mail.html,
    attachments: mail.attachments,
    // Of a mail about an older ticket only what it newly declares counts.
    priority: follows ? follows.priority : mail.priority,
    ...(follows && olderOf(follows, mail)),
    language: mail.language,
    door: mailDoor(settings, received),
    messageId: mail.messageId,
    raw,
    silent: silence !== false,
    undone,
    flood,
    warnings: [
      ...first,
      ...onBehalf.warnings,
      ...mail.warnings,
      ...leftOut,
      ...(names ? whoIsDoubted(copied, conversation) : []),
      ...(onBehalf.isProved && who.mayBeAnybodys && people.length > 0 ? [onlyProposed(mail)] : []),
      ...(first.length > 0 ? [] : silent),
    ],
    by: onBehalf.by,
    released: releaseOf(received),
  });
  await linkBack(desk, ticket);
  // What it answers is the older ticket's, where others of that conversation belong.
  if (follows?.kind !== LINK.follows) await desk.tickets.noteReferred(ticket.id, threadEnds(mail));
  return { ticket, duplicate };
}

/** Whom agents removed from the older ticket; of a stranger's mail it says nothing, of one in a reader's name it does, proved or not. */
function removedIn({ ticket, isOutside }: Following, { from }: InboundMail): Ticket['removedReaders'] {
  return isOutside ? removedBeside([ticket], from?.address ?? '') : ticket.removedReaders;
}

/** The older ticket, and whose words its writer may quote: of a duplicate, that one's, where the mail came to an address of their own. */
function olderOf(
  { ticket, kind, isOutside, led }: Following,
  { from }: InboundMail,
): Pick<TicketRequest, 'older' | 'readOn'> {
  const { reader, isFormer, signedFor } = led ?? {};
  const isOwn = !isFormer && reader !== undefined && from !== undefined && readerName(from.address) === reader;
  return {
    older: { ticket: ticket.id, kind, ...(isOutside && kind === LINK.follows && { outside: true }) },
    ...(isOwn && signedFor && isReader(signedFor, from.address) && { readOn: signedFor.id }),
  };
}

/** Who asks, and reads where they wrote from when they ask for the answers to go to whom an agent removed from the older ticket. */
function withoutGone(requester: Ticket['requester'], removed: Pick<Ticket, 'removedReaders'>) {
  const { address, from, ...rest } = requester;
  if (from === undefined || !wasRemoved(removed, address)) return { requester, gone: [] };
  return { requester: { ...rest, address: from }, gone: [{ address }] };
}

/** Why whom a mail copies does not read along, in words for the agents. */
function onlyProposed(mail: InboundMail): string {
  const why = isOfOwnAccord(mail)
    ? 'a machine wrote it of its own accord, or passed it on'
    : 'its From says for whom it was sent, so it may be anybody’s words';
  return `whom it copies is only proposed: ${why}`;
}

const TOLD_OTHERWISE = 'its writer is told what was not done';

/** What a mail answers, and the first of its thread: others of that conversation name them too. Few mails that open a ticket do. */
function threadEnds({ inReplyTo, references }: InboundMail): string[] {
  return [...new Set([inReplyTo, references[0]].filter((id) => id !== undefined))];
}
