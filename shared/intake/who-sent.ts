import type { InboundMail } from '../mail/inbound.ts';
import { readMailboxes } from '../mail/reading/mailboxes.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';

/**
 * Why it is doubtful who sent a mail, in words for the agents; undefined when it is not (docs/promise.md section 9). Whose address was
 * checked, when there are several in sight or the mail service read another one than the desk, nobody can say: the mail is then not
 * proved and never an agent's.
 */
export function whyDoubtful(
  { from: asServiceReads }: Pick<ReceivedMail, 'from'>,
  { from, isFromDoubtful }: Pick<InboundMail, 'from' | 'isFromDoubtful'>,
): string | undefined {
  if (!from) return undefined;
  if (isFromDoubtful) return 'sender doubtful: its From can be read in several ways, or had to be mended';
  if (asServiceReads === undefined || isOnly(asServiceReads, from.address)) return undefined;
  return 'sender doubtful: the mail service read another From than the desk';
}

/** Whether an address is the only one of these entries: bare, or in brackets behind a name, whose quotes the service has taken off. */
function isOnly([entry = '', ...others]: readonly string[], address: string): boolean {
  const [, inner = entry] = /<([^<>]*)>\s*$/.exec(entry) ?? [];
  const [mailbox, ...more] = readMailboxes([inner]);
  return others.length === 0 && more.length === 0 && mailbox?.address === address;
}
