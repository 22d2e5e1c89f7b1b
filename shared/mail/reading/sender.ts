import type { Mailbox } from '../outgoing.ts';
import { isMendedMailbox, readEncodedMailboxes, readMailboxes, readUnquotedMailboxes } from './mailboxes.ts';
import { readSaidInFrom } from './said-in-from.ts';
import { isSureMailbox } from './sure-mailbox.ts';

/** Who a mail says it is from. */
export type Sender = {
  from?: Mailbox;
  /** What the field says more than that mailbox's name. */
  fromSays?: string[];
  /** There are several, none, or one that had to be looked for: who checked the sender may have read another. */
  isDoubtful: boolean;
  warnings: string[];
};

/** The first usable mailbox of the first `From:` that is not empty. */
export function readSender(fields: readonly string[]): Sender {
  const { from, isDoubtful, warnings } = readFrom(fields);
  const fromSays = readSaidInFrom(
    fields.find((field) => field.trim() !== ''),
    from?.name,
  );
  return { ...(from && { from }), ...(from && fromSays && { fromSays }), isDoubtful, warnings };
}

function readFrom(fields: readonly string[]): Omit<Sender, 'fromSays'> {
  const first = fields.filter((field) => field.trim() !== '').slice(0, 1);
  const plain = readMailboxes(first);
  const isOne = fields.length === 1 && plain.length === 1;
  const warnings = fields.length > 1 || plain.length > 1 ? ['The mail has several senders; the first one counts.'] : [];
  if (plain[0]) {
    const isDoubtful = !isOne || first.some(isMendedMailbox) || !first.every(isSureMailbox);
    return { from: plain[0], isDoubtful, warnings };
  }
  const [encoded] = readEncodedMailboxes(first);
  const from = encoded ?? readUnquotedMailboxes(first)[0];
  if (encoded) warnings.push('The sender address was hidden in an encoded word.');
  else if (from) warnings.push('The sender address stands among quotation marks that do not match.');
  else warnings.push('The mail has no usable sender address.');
  return { ...(from && { from }), isDoubtful: true, warnings };
}
