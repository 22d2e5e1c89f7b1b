import { cleanLine } from '../clean.ts';
import { someNames } from '../some-names.ts';
import { type Fault, tried } from '../tried.ts';
import { readDate } from './date.ts';
import { decodeWords } from './encoded-words.ts';
import { firstHeader, type MailHeaders } from './headers.ts';
import { readMailboxes, readUnusable } from './mailboxes.ts';
import { madeUpMessageId, readMessageIds } from './message-ids.ts';
import { readOrigin } from './origin.ts';
import { readSender, type Sender } from './sender.ts';

/** What the header of a mail says of it, and what had to be mended in it. `raw` is where a missing Message-ID comes from. */
export function readFields(headers: MailHeaders, raw: Buffer, faults: Fault[]) {
  const warnings: string[] = [];
  const read = <T>(field: string, rule: () => T, fallback: T) => tried(faults, `field ${field}`, rule, fallback);
  const mailboxes = (field: string) => read(field, () => readMailboxes(headers.get(field)), []);
  const ids = read('message-id', () => readMessageIds(firstHeader(headers, 'message-id')), []);
  if (ids.length === 0) warnings.push('The mail has no usable Message-ID; one was made from its bytes.');
  if (ids.length > 1) warnings.push('The mail has several Message-IDs; the first one counts.');
  const inReplyTo = read('in-reply-to', () => readMessageIds(firstHeader(headers, 'in-reply-to')).at(-1), undefined);
  const nobody: Sender = { isDoubtful: true, warnings: [] };
  const sender = read('from', () => readSender(headers.get('from') ?? []), nobody);
  const { from, fromSays, isDoubtful, warnings: ofSender } = sender;
  warnings.push(...ofSender);
  const [replyTo] = mailboxes('reply-to');
  const origin = read('origin', () => readOrigin(headers), undefined);
  const dateField = firstHeader(headers, 'date');
  const date = read('date', () => readDate(dateField), undefined);
  if (dateField !== undefined && date === undefined) warnings.push('The date of the mail cannot be read.');
  const unusable = read('recipients', () => readUnusable(['to', 'cc'].flatMap((name) => headers.get(name) ?? [])), []);
  if (unusable.length > 0) warnings.push(`not copied, no address that mail can be sent to: ${someNames(unusable)}`);
  const subject = firstHeader(headers, 'subject') ?? '';
  return {
    messageId: ids[0] ?? madeUpMessageId(raw),
    ...(inReplyTo && { inReplyTo }),
    references: read('references', () => readMessageIds(headers.get('references')?.join(' ')), []),
    ...(from && { from }),
    ...(fromSays && { fromSays }),
    isFromDoubtful: isDoubtful || mailboxes('from').length !== 1,
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    ...(replyTo && { replyTo }),
    ...(origin && { origin }),
    ...(date && { date }),
    subject: read(
      'subject',
      () => cleanLine(decodeWords(subject)),
      subject.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 500),
    ),
    warnings,
  };
}
