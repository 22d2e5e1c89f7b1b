import { type InboundAttachment, type InboundMail, writtenText } from './inbound.ts';
import { isNoReply } from './no-reply.ts';
import type { Mailbox } from './outgoing.ts';
import { seemsCertified } from './reading/certified.ts';
import { isMail } from './reading/file-name.ts';
import { readHeaders } from './reading/headers.ts';
import { readMailboxes } from './reading/mailboxes.ts';
import { headerLines } from './reading/raw-mail.ts';
import { readSender } from './reading/sender.ts';
import { attributionAt, isLongAttribution } from './reply/attribution.ts';
import { headerBlockAt, shownHeaderAt } from './reply/header-block.ts';
import { isForwardLine, isForwardSubject, isOriginalMessageLine } from './reply/separator.ts';
import { DOUBTFUL, shownMailbox } from './shown-mailbox.ts';

/**
 * Who wrote the mails that a mail passes on, the outermost first; some are named without an address that can be read. None stands behind
 * one who is doubtful: what that one wrote may name anybody.
 */
export type Forwarded = { senders: Mailbox[] };

/** Lines that are looked at for the header of what is passed on. */
const MOST_LINES = 2_000;

/** `----- Forwarded Message ----- From: Susan <susan@hudson.example>To: …`, as some programs lose their line ends. */
const FORWARDED_ON_ONE_LINE = /^[>\s]*-{3,}[^-@]{3,60}-{3,}\s*\p{L}[^:]{0,30}:(.*)$/u;
/** Its sender ends with the bracket behind which the next field begins, or with the line. */
const FIRST_OF_LINE = /^([^>]*)(?:>\s*\p{L}[\p{L} ]{0,30}:|>?\s*$)/u;

const ANSWER = /^\s*(?:re|aw|r|sv|rif|res|antw)\s?:/i;

type Named = Mailbox | typeof DOUBTFUL;

/**
 * What a mail passes on, below a header block or as an attached mail; undefined when it passes on nothing. Beside a block an attached mail
 * is a file of whoever is passed on: it may be anybody's, as may be what is only named like a mail.
 */
export function readForwarded(
  mail: Pick<InboundMail, 'subject' | 'text' | 'added' | 'attachments'>,
): Forwarded | undefined {
  const attached = mail.attachments.filter(isAttachedMail);
  const lines = writtenText(mail).split('\n').slice(0, MOST_LINES);
  const isForward = isForwardSubject(mail.subject) || lines.some(isForwardLine);
  const isAnswer = ANSWER.test(mail.subject);
  const isOriginal = lines.some(isOriginalMessageLine) && !isAnswer;
  if (attached.length === 0 && !isForward && !isOriginal) return undefined;
  const inside = sendersShown(lines);
  const isInside = isForward ? showsSender(lines) || inside.length > 0 : isOriginal || (!isAnswer && hasBlock(lines));
  return { senders: sureOf(attached.length > 0 && !isInside ? attached.flatMap(senderOfAttached) : inside) };
}

/**
 * Whether a mail may pass on what others wrote, though it was sent as if to answer: it says so itself, or is a mail of its own with a mail
 * attached. `text` is what of it would be its writer's: what is quoted may have been passed on before.
 */
export function seemsForwarded(
  { subject, inReplyTo, attachments }: Pick<InboundMail, 'subject' | 'inReplyTo' | 'attachments'>,
  text: string,
): boolean {
  if (isForwardSubject(subject)) return true;
  if (ANSWER.test(subject)) return false;
  const isOwn = inReplyTo === undefined && attachments.some(isAttachedMail);
  return isOwn || text.split('\n').some((line) => !line.startsWith('>') && isForwardLine(line));
}

/** Whether what is passed on is in the text, also where its sender cannot be read there. */
function showsSender(lines: readonly string[]): boolean {
  return lines.some(
    (line, at) => isForwardLine(line) || isOriginalMessageLine(line) || attributionAt(lines, at) !== undefined,
  );
}

function hasBlock(lines: readonly string[]): boolean {
  return lines.some((_, at) => headerBlockAt(lines, at) > 0);
}

function sureOf(named: readonly Named[]): Mailbox[] {
  const doubt = named.indexOf(DOUBTFUL);
  return named.slice(0, doubt < 0 ? named.length : doubt).filter((each) => each !== DOUBTFUL);
}

/** Some programs attach a mail as nothing but bytes, by its name. */
function isAttachedMail({ contentType, filename, itself }: InboundAttachment): boolean {
  return !itself && (isMail(contentType) || (/\.eml$/i.test(filename) && !contentType.startsWith('text/')));
}

/** Where an attached mail is answered. */
function senderOfAttached({ content }: Pick<InboundAttachment, 'content'>): Named[] {
  const headers = readHeaders(headerLines(content), undefined);
  const { from, isDoubtful } = readSender(headers.get('from') ?? []);
  if (from && isDoubtful) return [DOUBTFUL];
  const [replyTo] = readMailboxes(headers.get('reply-to'));
  // The provider wrote to nobody: filed for it, an answer would reach no customer.
  if (seemsCertified(headers)) {
    const certified = mailInside(content);
    // One that is certified twice is none that a provider makes.
    const isInside = certified && !seemsCertified(readHeaders(headerLines(certified), undefined));
    const named = isInside ? senderOfAttached({ content: certified }) : [];
    return named.length > 0 ? named : [replyTo ?? DOUBTFUL];
  }
  const isRead = from !== undefined && !(replyTo && isNoReply(from.address));
  return [isRead ? from : undefined, replyTo].filter((mailbox) => mailbox !== undefined);
}

/** The first mail that is attached to a mail, from its header on: `postacert.eml` is all that a certified mail has of that kind. */
function mailInside(content: Buffer): Buffer | undefined {
  const raw = content.toString('latin1');
  const part = /^content-type:[ \t]*message\/rfc822\b.{0,500}(?:\r?\n[ \t\w].{0,500}){0,10}\r?\n\r?\n/im.exec(raw);
  return part ? content.subarray(part.index + part[0].length) : undefined;
}

/** Who is shown above each mail that is passed on, in order: what stands below the first of them is that one's to write. */
function sendersShown(lines: readonly string[]): Named[] {
  const named: Named[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const header = shownHeaderAt(lines, at);
    if (header?.from !== undefined) named.push(shownMailbox(header.from) ?? DOUBTFUL);
    else if (!header) named.push(...senderInLine(lines, at));
    at += (header?.lines ?? 1) - 1;
  }
  return named;
}

/** In "On Monday Susan <susan@hudson.example> wrote:", or on the very line that says that it was forwarded. */
function senderInLine(lines: readonly string[], at: number): Named[] {
  const wrote = attributionAt(lines, at);
  if (wrote) {
    const shown = shownMailbox(lines.slice(at, at + wrote.lines).join(' '));
    if (shown) return [withoutName(shown)];
    // Without an address it may be a sentence of the agent's own.
    return wrote.certain ? [DOUBTFUL] : [];
  }
  if (isLongAttribution(lines[at] ?? '')) return [DOUBTFUL];
  const [, fields] = FORWARDED_ON_ONE_LINE.exec(lines[at] ?? '') ?? [];
  if (fields === undefined) return [];
  const [, first = ''] = FIRST_OF_LINE.exec(fields) ?? [];
  return [withoutName(shownMailbox(first) ?? DOUBTFUL)];
}

/** What stands before such an address is a sentence, and not a name. */
function withoutName(named: Named): Named {
  return named === DOUBTFUL ? DOUBTFUL : { address: named.address };
}
