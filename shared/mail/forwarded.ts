import { toAddress } from '../address.ts';
import { cleanLine } from './clean.ts';
import { type InboundAttachment, type InboundMail, writtenText } from './inbound.ts';
import type { Mailbox } from './outgoing.ts';
import { readHeaders } from './reading/headers.ts';
import { readMailboxes } from './reading/mailboxes.ts';
import { headerLines } from './reading/raw-mail.ts';
import { attributionAt } from './reply/attribution.ts';
import { sendersInBlocks } from './reply/header-block.ts';
import { isForwardLine, isForwardSubject, isOriginalMessageLine } from './reply/separator.ts';

/** Who wrote the mails that a mail passes on, the outermost first; some are named without an address that can be read. */
export type Forwarded = { senders: Mailbox[] };

/** Lines that are looked at for the header of what is passed on. */
const MOST_LINES = 2_000;

/** `----- Forwarded Message ----- From: Susan <susan@hudson.example>To: …`, as some programs lose their line ends. */
const FORWARDED_ON_ONE_LINE = /^[>\s]*-{3,}[^-@]{3,60}-{3,}\s*\p{L}[^:]{0,30}:/u;

const ADDRESS = /(?:mailto:)?([^\s<>()[\]\\,;:"'*|]{1,64}@[^\s<>()[\]\\,;:"'*|]{1,255})/i;

/** What a mail passes on, as an attached mail or below a header block; undefined when it passes on nothing. */
export function readForwarded(
  mail: Pick<InboundMail, 'subject' | 'text' | 'added' | 'attachments'>,
): Forwarded | undefined {
  const attached = mail.attachments.filter(isMail);
  const lines = writtenText(mail).split('\n').slice(0, MOST_LINES);
  const isForward = isForwardSubject(mail.subject) || lines.some(isForwardLine);
  const isOriginal = lines.some(isOriginalMessageLine) && !/^\s*(?:re|aw|r|sv|rif|res|antw)\s?:/i.test(mail.subject);
  if (attached.length === 0 && !isForward && !isOriginal) return undefined;
  const named = [
    ...attached.flatMap(senderOfAttached),
    ...sendersInBlocks(lines).flatMap((value) => shownMailbox(value) ?? []),
  ];
  return { senders: named.length > 0 ? named : sendersInLines(lines) };
}

function isMail({ contentType, filename, itself }: InboundAttachment): boolean {
  return !itself && (contentType === 'message/rfc822' || /\.eml$/i.test(filename));
}

/** Where an attached mail is answered. */
function senderOfAttached({ content }: InboundAttachment): Mailbox[] {
  const headers = readHeaders(headerLines(content), undefined);
  const [from] = readMailboxes(headers.get('from'));
  const [replyTo] = readMailboxes(headers.get('reply-to'));
  return [from, replyTo].filter((mailbox) => mailbox !== undefined);
}

/** Where no block names them: in "On Monday Susan <susan@hudson.example> wrote:", or on the very line that says that it was forwarded. */
function sendersInLines(lines: readonly string[]): Mailbox[] {
  return lines.flatMap((line, at) => {
    const wrote = attributionAt(lines, at);
    if (wrote) return withoutName(shownMailbox(lines.slice(at, at + wrote.lines).join(' ')));
    return FORWARDED_ON_ONE_LINE.test(line) ? withoutName(shownMailbox(line)) : [];
  });
}

/** What stands before such an address is a sentence, and not a name. */
function withoutName(mailbox: Mailbox | undefined): Mailbox[] {
  return mailbox ? [{ address: mailbox.address }] : [];
}

/** `Susan Hudson <susan@hudson.example>`, `[mailto:susan@hudson.example]`, the address alone, as programs show them in a text. */
function shownMailbox(value: string): Mailbox | undefined {
  const found = ADDRESS.exec(value);
  const address = found && toAddress(found[1] ?? '');
  if (!address) return undefined;
  const name = cleanLine(value.slice(0, found.index).replace(/["'*_<>[\]()]|mailto:/gi, ' '), 100).trim();
  return { address, ...(name && { name }) };
}
