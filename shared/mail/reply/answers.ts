/** `Re:` as mail programs write it in their languages, with Outlook's and Lotus' counters: `Re[2]:`, `RE(3):`, `Re^2:`. */
const REPLY_PREFIX =
  /^(?:re|aw|antwort|antw|r|ri|rif|ris|risp|sv|vs|vá|odp|atb|res|resp|réf|ref|rép|ynt|ad|bls|hv|σχετ|απ|отв|ответ|відп|回复|回覆|答复|答覆|返信|답장|회신)(?:\s?\[\d{1,3}\]|\s?\(\d{1,3}\)|\^\d{1,3})?\s?[:：]/iu;

/** What mailing lists and desks set before it: `[P1]`, `[T-4F7K2M9Q]`. */
export const TAGS = /^(?:\s*\[[^\]]{1,60}\])*\s*/;

/**
 * True for a mail that answers another one: it names that mail (RFC 5322, section 3.6.4), or its subject says so. Any other is a
 * first mail: nothing in it is anybody's quote but its writer's, so nothing of it is ever hidden.
 */
export function isAnswer(mail: { inReplyTo?: string; references: readonly string[]; subject: string }): boolean {
  if (mail.inReplyTo !== undefined || mail.references.length > 0) return true;
  return REPLY_PREFIX.test(mail.subject.replace(TAGS, ''));
}

/** A subject without the `Re:` before it. */
export function withoutReplyPrefix(subject: string): string {
  return subject.trimStart().replace(REPLY_PREFIX, '').trimStart();
}
