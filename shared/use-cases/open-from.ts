import { toAddress } from '../address.ts';
import { shownSubject } from '../ticket/asked-before.ts';
import { FLOOD_SILENCE, isOneTooMany } from '../ticket/flood.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import { LINK } from '../ticket/links.ts';
import type { Message } from '../ticket/message.ts';
import { sourceOfFiled } from '../ticket/outside.ts';
import { isReader, isRequester } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { removedBeside } from '../ticket/removed-beside.ts';
import { wasRemoved } from '../ticket/removed-readers.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { linkBack } from './link-back.ts';
import { openTicket } from './open-ticket.ts';
import { hideInCopies } from './steps/hide-in-copies.ts';
import { keptContent } from './steps/kept-content.ts';
import type { MessageFile } from './steps/message-files.ts';

/**
 * Opens a ticket of its own from a message of another one, linked with that: its clock runs from the message's arrival on the terms of its
 * writer's customer, and its writer alone reads it (docs/promise.md section 5). Its identity is the message's, so that doing it again finds the ticket
 * (`duplicate`). From outside it is acknowledged to nobody, as a mail of its own would not be, nor where no agent files it and it is one of a flood.
 * `by`: `agent:<id>`, or `desk`. Throws as `openTicket`.
 */
export async function openFrom(
  desk: Desk,
  other: Ticket,
  message: Message,
  by: string,
): Promise<{ ticket: Ticket; duplicate: boolean }> {
  const { text, html, files } = await keptContent(desk, message);
  const attachments: MessageFile[] = [];
  // One by one: forty megabytes are enough at a time.
  for (const { cid, index: _, read, ...file } of files) {
    attachments.push({ ...file, content: await read(), ...(cid && { cid }) });
  }
  const source = sourceOfFiled({ ticketId: other.id, key: message.key });
  const removedReaders = removedBeside([other], message.by);
  const flood = by === 'desk' && (await isOfFlood(desk, message, source));
  const silence = whySilent(message, flood);
  const opened = await openTicket(desk, {
    source,
    channel: other.channel === 'phone' ? 'agent' : other.channel,
    receivedAt: message.at,
    requester: requesterFrom(other, message, removedReaders),
    removedReaders,
    // By link nothing is said of it: the ticket's own is not for whoever is from outside there.
    subject: withoutNumbers(message.subject ?? (message.fromOutside ? '' : shownSubject(other))),
    text,
    replyText: message.replyText,
    html,
    attachments,
    priority: message.declares,
    language: other.language,
    messageId: message.messageId,
    raw: message.raw,
    older: { ticket: other.id, kind: LINK.follows, ...(message.fromOutside && { outside: true }) },
    silent: silence !== false,
    flood,
    warnings: silence ? [`not acknowledged: ${silence}`, ...message.warnings] : message.warnings,
    by,
  });
  const { ticket } = opened;
  // What of it was hidden before is hidden here in what comes later, too.
  const hidden = (other.redactions ?? []).filter((redaction) => redaction.message === message.key);
  for (const redaction of hidden) await hideInCopies(desk, message, redaction);
  await linkBack(desk, ticket);
  return opened;
}

/** Why nobody is acknowledged; undefined where there is nothing to say of it, false where somebody is. */
function whySilent({ by, relay, fromOutside, unanswerable }: Message, flood: boolean): false | string | undefined {
  if (flood) return FLOOD_SILENCE;
  if (fromOutside && unanswerable) return 'it was to be acknowledged to nobody as it came';
  // Whoever wrote without an address can be told nothing, and a machine, of which nobody was told, is told nothing.
  return toAddress(by) === undefined || relay === undefined ? undefined : false;
}

/** Whether it is one too many of what nobody proves, as a mail of its own would be. */
async function isOfFlood(
  desk: Desk,
  { by: from, at, verified, fromOutside }: Message,
  source: string,
): Promise<boolean> {
  return !verified && fromOutside === true && (await isOneTooMany(desk, { from, source, at }));
}

/** Who asks by a message: its writer, verified as it was; on that ticket's word, where they read, if they write from elsewhere. From outside on their own. */
function requesterFrom(other: Ticket, message: Message, removedReaders: Ticket['removedReaders']): Ticket['requester'] {
  const { requester, alsoFrom = [] } = other;
  const { by: from, name, verified } = message;
  if (message.fromOutside) return requesterOutside(message, removedReaders);
  // Who named them asked this neither.
  if (from === requester.address)
    return named({ address: from, verified: requester.verified && verified }, requester.name);
  if (isRequester(other, from)) return { ...requester, verified: requester.verified && verified };
  const reads = alsoFrom.find((each) => each.from === from && isReader(other, each.address));
  return named(reads ? { address: reads.address, from, verified } : { address: from, verified }, name);
}

/** Who asks by a message from outside, as by a mail of its own: whoever reads where it asks for answers, unless an agent took them out beside. */
function requesterOutside(
  { by: from, name, verified, answersTo, byHolder }: Message,
  removedReaders: Ticket['removedReaders'],
): Ticket['requester'] {
  if (!answersTo || wasRemoved({ removedReaders }, answersTo.address)) return named({ address: from, verified }, name);
  const { address, unconfirmed } = answersTo;
  const proof = { verified: verified && !unconfirmed, ...(verified && !byHolder && { fromProved: true as const }) };
  return named(
    { address, from, ...proof, ...(unconfirmed && { unconfirmed: 'reply-to' as const }) },
    answersTo.name ?? name,
  );
}

function named(requester: Ticket['requester'], name: string | undefined): Ticket['requester'] {
  return { ...requester, ...(name && { name }) };
}
