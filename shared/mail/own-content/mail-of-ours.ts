import { walkTags } from '../html/tags.ts';
import { htmlToText } from '../reading/html-to-text.ts';
import { attributionAt } from '../reply/attribution.ts';
import { shownHeaderAt } from '../reply/header-block.ts';
import { outsideQuotes } from '../reply/outside-quotes.ts';
import { holdsSecret } from '../signed/find-signed.ts';
import { holdsTeamLine, isOfOtherTicket } from '../templates/words/ticket-lines.ts';

/** What is the desk's, and the ticket that is answered. */
export type Ours = {
  ticketUrl: string;
  /** Addresses that customers write to: a mail is from there when a quote says so. */
  addresses: readonly string[];
  ticketId: string;
};

/** What would go out; and the mail as it was written, where the end of a letter that was pasted looks like a signature. */
type Said = { text: string; html?: string | undefined; whole?: string };

/**
 * True if an answer holds what a mail of ours is known by, wherever its writer has it from: a signed address, a link to a file or to the
 * agents' page of a ticket, a line that only the team is written, a sentence to the customer of another ticket, or the head of a mail
 * that we sent. Nobody types those by chance, and around them may stand what another customer wrote (docs/promise.md section 5). A link
 * to anything else of ours, and the address that everybody writes to, is none.
 */
export function holdsMailOfOurs({ text, html, whole = text }: Said, ours: Ours): boolean {
  if (isOfOtherTicket(outsideQuotes(whole), ours.ticketId)) return true;
  return textsOf(text, html).some((each) => holdsSecret(each, ours) || holdsTeamLine(each) || isHeaded(each, ours));
}

/** What is shown, and what the attributes of tags say: where links lead to, the names of pictures. */
function textsOf(text: string, html: string | undefined): string[] {
  if (html === undefined) return [text];
  const attributes: string[] = [];
  walkTags(html, {
    text: () => {},
    open: (_, values) => void attributes.push(...values.values()),
    close: () => {},
  });
  return [text, htmlToText(html), ...attributes.filter((value) => !value.startsWith('data:'))];
}

/** Whether somebody's mail program, or they, have set above a mail that it is from us. */
function isHeaded(text: string, { addresses }: Ours): boolean {
  const lines = text.split('\n');
  const isOurs = (head: string) => addresses.some((address) => head.toLowerCase().includes(address));
  return lines.some((_, at) => {
    if (isOurs(shownHeaderAt(lines, at)?.from ?? '')) return true;
    const attribution = attributionAt(lines, at);
    return attribution?.certain === true && isOurs(lines.slice(at, at + attribution.lines).join(' '));
  });
}
