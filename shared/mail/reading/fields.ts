import { cleanLine } from '../clean.ts';
import type { Mailbox } from '../outgoing.ts';
import { type Fault, tried } from '../tried.ts';
import { readDate } from './date.ts';
import { decodeWords } from './encoded-words.ts';
import { firstHeader, type MailHeaders } from './headers.ts';
import { readEncodedMailboxes, readMailboxes } from './mailboxes.ts';
import { madeUpMessageId, readMessageIds } from './message-ids.ts';

/** What the header of a mail says of it, and what had to be mended in it. `raw` is where a missing Message-ID comes from. */
export function readFields(headers: MailHeaders, raw: Buffer, faults: Fault[]) {
  const warnings: string[] = [];
  const read = <T>(field: string, rule: () => T, fallback: T) => tried(faults, `field ${field}`, rule, fallback);
  const mailboxes = (field: string) => read(field, () => readMailboxes(headers.get(field)), []);
  const ids = read('message-id', () => readMessageIds(firstHeader(headers, 'message-id')), []);
  if (ids.length === 0) warnings.push('The mail has no usable Message-ID; one was made from its bytes.');
  if (ids.length > 1) warnings.push('The mail has several Message-IDs; the first one counts.');
  const inReplyTo = read('in-reply-to', () => readMessageIds(firstHeader(headers, 'in-reply-to')).at(-1), undefined);
  const from = read('from', () => readSender(headers, warnings), undefined);
  const [replyTo] = mailboxes('reply-to');
  const dateField = firstHeader(headers, 'date');
  const date = read('date', () => readDate(dateField), undefined);
  if (dateField !== undefined && date === undefined) warnings.push('The date of the mail cannot be read.');
  const subject = firstHeader(headers, 'subject') ?? '';
  return {
    messageId: ids[0] ?? madeUpMessageId(raw),
    ...(inReplyTo && { inReplyTo }),
    references: read('references', () => readMessageIds(headers.get('references')?.join(' ')), []),
    ...(from && { from }),
    isFromDoubtful: mailboxes('from').length !== 1,
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    ...(replyTo && { replyTo }),
    ...(date && { date }),
    subject: read(
      'subject',
      () => cleanLine(decodeWords(subject)),
      subject.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 500),
    ),
    warnings,
  };
}

/** The first usable mailbox of the first `From:`. */
function readSender(headers: MailHeaders, warnings: string[]): Mailbox | undefined {
  const fields = headers.get('from') ?? [];
  const plain = readMailboxes(fields.slice(0, 1));
  if (fields.length > 1 || plain.length > 1) warnings.push('The mail has several senders; the first one counts.');
  if (plain.length > 0) return plain[0];
  const [encoded] = readEncodedMailboxes(fields.slice(0, 1));
  if (encoded) warnings.push('The sender address was hidden in an encoded word.');
  else warnings.push('The mail has no usable sender address.');
  return encoded;
}
