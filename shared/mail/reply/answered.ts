import type { InboundMail } from '../inbound.ts';
import { TAGS, withoutReplyPrefix } from './answers.ts';

/** What an answer tells of the mail that it answers. */
export interface Answered {
  /** The subject of the answer; empty when it is not known. */
  readonly subject: string;
  /** The address of its sender; empty when it is not known. */
  readonly sender: string;
  /** The addresses that it goes to: one of them wrote the mail that is answered. With none, no mail can be told from that one. */
  readonly recipients: readonly string[];
}

/** Taken from the fields of the answer. */
export function answeredBy(mail: Pick<InboundMail, 'subject' | 'from' | 'to' | 'cc'>): Answered {
  const recipients = [...mail.to, ...mail.cc].map(({ address }) => address);
  return { subject: mail.subject, sender: mail.from?.address ?? '', recipients };
}

/** A subject that was cut or lengthened is known again by this many characters. */
const TELLING = 12;
const ADDRESS = /[^\s<>()[\]"',;:]{1,64}@[^\s<>()[\]"',;:]{1,255}/;

/**
 * True if a header block is surely of another mail than the answered one: its subject is another one, and its sender none of the
 * recipients. Where its sender has no address, a subject that answers (`Re:`) is not enough.
 */
export function isOfAnother(block: { from: string; subject: string }, answered: Answered): boolean {
  if (block.subject.trim() === '' || plain(answered.subject) === '' || answered.recipients.length === 0) return false;
  if (isSameSubject(plain(block.subject), plain(answered.subject))) return false;
  const [sender] = ADDRESS.exec(block.from) ?? [];
  if (sender === undefined) return withoutReplyPrefix(block.subject) === block.subject.trimStart();
  return !isOneOf(sender, answered.recipients);
}

/** True if `text`, an attribution, names an address, and it is nobody's whom the answer is from or goes to. */
export function isByAnother(text: string, { sender, recipients }: Answered): boolean {
  const [writer] = ADDRESS.exec(text) ?? [];
  return writer !== undefined && recipients.length > 0 && !isOneOf(writer, [sender, ...recipients]);
}

/** A desk has one mailbox in several domains, and tags behind a `+`. */
function isOneOf(address: string, people: readonly string[]): boolean {
  return people.some((each) => mailbox(each) === mailbox(address));
}

function mailbox(address: string): string {
  return (/^[^@+]+/.exec(address.toLowerCase())?.[0] ?? '').trim();
}

function isSameSubject(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === long || (short.length >= TELLING && long.includes(short));
}

/** Without prefixes, tags and the priority that a desk writes into it. */
function plain(subject: string): string {
  let text = subject.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = withoutReplyPrefix(text.replace(TAGS, '')).replace(/^(?:p[1-5]|fwd?|wg|tr|i|rv)\b:?\s*/i, '');
  }
  return text.replace(/\s+/g, ' ').toLowerCase();
}
