import { createHash } from 'node:crypto';
import type { InboundMail } from '../mail/inbound.ts';
import { isMadeUp } from '../mail/reading/message-ids.ts';

/** Longer ones are a sentence in brackets. */
const TAG = /^\s*\[([^[\]]{1,60})\]/;
/** What a writer says by it: another priority or another ticket is another mail. */
const MEANT = /^\s*(?:p\s*\d|prio|sev|t-)/i;
const REPLY = /^(?:\s*(?:re|aw|sv|antw|odp|rif|r|rv|res|fwd?|wg|i|tr|enc|doorst)\s*:)+/i;
/** What gateways set before a subject in capitals. */
const GATEWAY = /^\s*\*{0,3}\s*(?:EXTERNAL|EXTERNE?|EXTERN|ESTERNO|EXT|SPAM)\s*\*{0,3}\s*(?::|\*|-|\|)\s*/;

/** The head of a text that a gateway set there: that it comes from outside, and that care is due. */
const BANNER =
  /^\W*(?:\[?(?:external|externe?r?|esterna|esterno|extern)\b|caution|attention|warning|attenzione|avviso|achtung|vorsicht|prudence|precaución|atención|this (?:e-?mail|message) (?:originated|came|was sent) from|questa e-?mail (?:proviene|arriva)|diese e-?mail (?:stammt|kommt)|ce (?:message|courriel) (?:provient|vient))/i;
/** What only such a head says: of this mail that it comes from outside, or what to do with its links. */
const FROM_OUTSIDE = new RegExp(
  [
    String.raw`(?:e-?mail|message|messaggio|nachricht|courriel|mensaje|correo)\b.{0,40}\b(?:originat|c[ao]me|was sent|proviene|arriva|stammt|kommt|provient|vient|procede)`,
    'external (?:e-?mail|sender|message)|mittente esterno|externer absender|expéditeur externe|remitente externo',
    'do not click|non cliccare|klicken sie|ne cliquez|no haga clic',
    String.raw`^\W*(?:external|externe?r?|esterna|esterno|extern)\W*$`,
  ].join('|'),
  'i',
);
const MOST_BANNER = 600;

/** A list's footer begins below a rule, or the mark of a signature. */
const RULE = /^\s*(?:[_=*-]{4,}|--)\s*$/;
const OF_LIST =
  /mailing[ -]?list|mailingliste|lista di distribuzione|liste de diffusion|lista de correo|listinfo|google groups|groups\.io|you received this|hai ricevuto questo|sie erhalten diese|unsubscribe|disiscri|abbestell|désabonn|désinscri|list archives?|post to the list|@lists?\./i;
const MOST_FOOTER = 15;
/** A line of it that says nothing but where: an address or a link, and what it is. */
const WHERE = /^(?:[\p{L} -]{1,40}:)?\s*<?(?:https?:\/\/\S+|[^\s@<>]+@[^\s@<>]+)>?$/u;

/**
 * Where a mail comes from, for its identity (docs/promise.md section 9): what its writer sent, not how often a server delivered it, nor
 * what a list or a gateway set around it. The same mail to two of our addresses is one; another text under the same Message-ID, as some
 * machines send, is another mail. Of one without a Message-ID its Date counts in its place, and the day on which it came when it has none
 * either.
 */
export function sourceOf({ from, messageId, date, subject, text }: InboundMail, receivedAt: string): string {
  const id = isMadeUp(messageId) ? undefined : messageId;
  const when = id === undefined ? (date ?? receivedAt.slice(0, 10)) : date;
  const what = JSON.stringify([id, from?.address, when, ownSubject(subject), ownText(text)]);
  return `mail:${createHash('sha256').update(what).digest('hex').slice(0, 40)}`;
}

/** A subject without what a list or a gateway set before it: `[users] Printer`. */
function ownSubject(subject: string): string {
  const [reply = ''] = REPLY.exec(subject) ?? [];
  let own = subject.slice(reply.length);
  for (;;) {
    const [tag, name = ''] = TAG.exec(own) ?? [];
    const set = tag !== undefined && !MEANT.test(name) ? tag : GATEWAY.exec(own)?.[0];
    if (set === undefined) return `${reply}${own}`.replace(/\s+/g, ' ').trim();
    own = own.slice(set.length);
  }
}

/** A text without the banner of a gateway and the footer of a list; lines may be broken elsewhere. */
function ownText(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return withoutFooter(withoutBanner(lines)).join(' ').replace(/\s+/g, ' ').trim();
}

function withoutBanner(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  const end = lines.findIndex((line, index) => index > first && line === '');
  if (first < 0 || end < 0) return lines;
  const head = lines.slice(first, end).join(' ');
  return head.length <= MOST_BANNER && BANNER.test(head) && FROM_OUTSIDE.test(head) ? lines.slice(end) : lines;
}

function withoutFooter(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line !== '');
  const rule = lines.findLastIndex((line, index) => index < last && RULE.test(line));
  if (rule < 0 || last - rule > MOST_FOOTER) return lines;
  const below = lines.slice(rule + 1, last + 1).filter((line) => line !== '');
  // In doubt a line is the writer's: what a list sends twice is seen twice, and no mail is taken for another one.
  const isFooter =
    below.some((line) => OF_LIST.test(line)) && below.every((line) => OF_LIST.test(line) || WHERE.test(line));
  return isFooter ? lines.slice(0, rule) : lines;
}
