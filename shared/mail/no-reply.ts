import { fold } from './automatic/fold.ts';
import { MAILBOXES_BEFORE_NO_REPLY, NO_REPLY_LOCAL_PARTS } from './automatic/words/senders.ts';

/** `no-reply`, `noreply2` and `orders.no_reply` say it; `casino.reply` is a person's. */
const SAYS_SO = anyOf([...NO_REPLY_LOCAL_PARTS, ...MAILBOXES_BEFORE_NO_REPLY.map((mailbox) => `${mailbox}-no-reply*`)]);
/** What mail systems write from. A postmaster is none: a person reads it, as RFC 5321 asks in section 4.5.1. */
const MAIL_SYSTEM = /^(?:mailer[-_.]?daemon|bounces?|auto[-_.]?reply|auto[-_.]?responder)(?!\p{L})/u;
/** Where mail is thrown away; `mr.nobody` is a person. */
const THROWN_AWAY = /^(?:nobody|dev-?null)(?:\+|$)/;
/** No mailbox can be there (RFC 2606). */
const NOWHERE = /[.@]invalid$/;
/** Octets before the `@` (RFC 5321, 4.5.3.1.1). */
const MAX_LOCAL_PART = 64;

/**
 * Whether an address says of itself that nobody reads what is sent to it. In doubt it is a person's: a person taken for a
 * machine hears nothing from the desk, and a machine taken for a person costs a few mails.
 */
export function isNoReply(address: string): boolean {
  const at = address.lastIndexOf('@');
  if (at < 1 || at > MAX_LOCAL_PART || NOWHERE.test(address.toLowerCase())) return true;
  const local = fold(address.slice(0, at));
  return MAIL_SYSTEM.test(local) || THROWN_AWAY.test(local) || SAYS_SO.test(local);
}

/** A pattern for the notation of `NO_REPLY_LOCAL_PARTS`. */
function anyOf(localParts: readonly string[]): RegExp {
  const patterns = localParts.map((each) => {
    const letters = each.replaceAll('*', '').replaceAll('-', '[^\\p{L}]*');
    return `${each.startsWith('*') ? '' : '(?<!\\p{L})'}${letters}${each.endsWith('*') ? '' : '(?!\\p{L})'}`;
  });
  return new RegExp(patterns.join('|'), 'u');
}
