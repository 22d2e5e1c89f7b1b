import { NO_REPLY_LOCAL_PARTS } from './automatic/words/senders.ts';

/** Words of senders whom nobody reads, and those that mail systems write from: whoever answers is answered by a machine. */
const UNREAD = new Set([...NO_REPLY_LOCAL_PARTS, 'nobody', 'devnull']);
const MACHINE = /^(mailer-?daemon|postmaster|bounces?|auto-?reply|auto-?responder)([-_.+=]|$)/;
/** No mailbox can be there (RFC 2606). */
const NOWHERE = /[.@]invalid$/;
/** Octets before the `@` (RFC 5321, 4.5.3.1.1). */
const MAX_LOCAL_PART = 64;

/** Whether an address says of itself that nobody reads what is sent to it. */
export function isNoReply(address: string): boolean {
  const lower = address.toLowerCase();
  const local = lower.slice(0, Math.max(0, lower.lastIndexOf('@')));
  return local === '' || local.length > MAX_LOCAL_PART || MACHINE.test(local) || NOWHERE.test(lower) || isUnread(local);
}

/** `no-reply`, `noreply2` and `orders.no_reply` are unread: some words in a row are. `casino.reply` is a person's. */
function isUnread(local: string): boolean {
  const words = local.split(/[-_.+=\d]+/);
  return words.some((_, from) => words.some((_, to) => UNREAD.has(words.slice(from, to + 1).join(''))));
}
