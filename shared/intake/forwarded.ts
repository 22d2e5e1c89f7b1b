import { domainOf } from '../address.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isDeskAddress } from '../mail/signed/reply-address.ts';
import type { Settings } from '../settings.ts';
import type { Forwarder } from '../ticket/desk-addresses.ts';
import { isByEnvelope } from './unsigned.ts';

/** Exchange names the mailboxes whose rules a mail went through. */
const INBOX_RULE = 'x-ms-exchange-inbox-rules-loop';
const LIST = new Set(['list-id', 'list-post', 'x-beenthere', 'mailing-list', 'x-google-group-id', 'sender']);

/**
 * Fields in which servers name a mailbox that a mail went through: Gmail, Exchange, Postfix, Exim, qmail, Dovecot, cPanel, Fastmail, Yahoo;
 * resent mail (RFC 5322, section 3.6.6), and lists (RFC 2369).
 */
const TRACE = new Set([
  ...['x-forwarded-to', 'x-forwarded-for', 'x-gm-original-to', 'delivered-to', 'x-delivered-to', 'x-original-to'],
  ...['envelope-to', 'x-envelope-to', 'x-original-recipient', 'original-recipient', 'x-rcpt-to', 'x-apparently-to'],
  ...['x-resolved-to', 'x-original-delivered-to', 'x-autoforward-by', INBOX_RULE],
  ...['resent-from', 'resent-to', 'resent-cc', 'resent-sender', 'sender', 'list-post', 'x-beenthere', 'mailing-list'],
]);
/** `for <support@company.example>` of a server's own line. */
const RECEIVED_FOR = /\bfor\s+<?([^\s<>;]+@[^\s<>;]+)>?/gi;
const ADDRESS = /[^\s<>"',;:()[\]]+@[^\s<>"',;:()[\]]+/g;
/** Longer fields are no trace of one mail, and more of them than that no way that one took. */
const MOST = { characters: 2_000, addresses: 200 };

/** An envelope that a server wrote anew so that it may pass the mail on: SRS, Microsoft's form of it, BATV's, Google's `+caf_`. */
const REWRITTEN = /^(?:srs[01][=+-]|prvs=|bounces?\+srs=)/i;

type Fields = readonly { name: string; value: string }[];

/**
 * A mail that a mailbox elsewhere (`forwardedFrom`) passed on, as its writer sent it there: what the mailbox set is no sign of a machine or
 * of a list, and what the mail service says of the sender counts as far as it proves anything. The same when it came straight. `fields` are
 * the raw mail's.
 */
export function asSentToMailbox(
  settings: Settings,
  delivery: ReceivedMail,
  read: InboundMail,
  fields: Fields,
): { received: ReceivedMail; mail: InboundMail } {
  const forwarder = forwarderOf(settings, delivery, read, fields);
  if (forwarder === undefined) return { received: delivery, mail: read };
  const authenticated = delivery.authenticated && isProvedThrough(forwarder, delivery, read.from?.address);
  const mail = {
    ...read,
    generated: isByRule(forwarder, fields, read.from?.address) ? false : read.generated,
    list: isListOf(forwarder, fields) ? false : read.list,
  } as const;
  return { received: { ...delivery, authenticated, passedOnBy: forwarder.address }, mail };
}

/**
 * Exchange says of each mail that an inbox rule forwards that a machine made it. A rule of the writer's own mailbox had passed it on before: what
 * that made in the writer's name may be anybody's words.
 */
function isByRule({ address }: Forwarder, fields: Fields, from: string | undefined): boolean {
  const rules = fields.filter(({ name }) => name.toLowerCase() === INBOX_RULE);
  const ofWhom = rules.map(({ value }) => domainOf(value.trim().toLowerCase()));
  const isWriters = (domain: string) => domain !== domainOf(address) && from !== undefined && domain === domainOf(from);
  return rules.length > 0 && !ofWhom.some(isWriters);
}

/** Whether the mailbox is a group, as whose list the mail came: that is how its members get their mail. */
function isListOf({ address }: Forwarder, fields: Fields): boolean {
  return fields.some(({ name, value }) => {
    if (!LIST.has(name.toLowerCase())) return false;
    const text = value.slice(0, MOST.characters).toLowerCase();
    return text.includes(address) || text.includes(`<${address.replace('@', '.')}>`);
  });
}

/** Its address is in what servers note of a mail's way, in To or Cc, or in the envelope that it wrote anew. */
function forwarderOf(
  { forwardedFrom = [] }: Settings,
  { envelopeFrom }: Pick<ReceivedMail, 'envelopeFrom'>,
  { to, cc }: Pick<InboundMail, 'to' | 'cc'>,
  fields: Fields,
): Forwarder | undefined {
  if (forwardedFrom.length === 0) return undefined;
  const shown = [...to, ...cc].map(({ address }) => address);
  const seen = [...shown, ...traced(fields), envelopeFrom.toLowerCase()];
  const named = forwardedFrom.find(({ address }) => seen.some((each) => isDeskAddress(address, each)));
  if (named || !REWRITTEN.test(envelopeFrom)) return named;
  const there = forwardedFrom.filter(({ address }) => domainOf(address) === domainOf(envelopeFrom));
  return there.length === 1 ? there[0] : undefined;
}

/**
 * Whether what the mail service says of the From address proves it, of a mail that a mailbox passed on: only the writer's own signature can.
 * Where the mailbox kept their envelope and its servers may send for their domain, too (both are with one host), that the envelope passes says
 * nothing of who wrote it, and it may be all that passed. Of the mailbox's own domain nothing proves anything, since its server sends, and may
 * sign, what anybody wrote in that domain's name.
 */
function isProvedThrough(
  { address }: Forwarder,
  { verdicts, envelopeFrom }: Pick<ReceivedMail, 'verdicts' | 'envelopeFrom'>,
  from: string | undefined,
): boolean {
  if (from === undefined || verdicts.dkim !== 'PASS' || isByEnvelope({ verdicts, envelopeFrom }, from)) return false;
  const [theirs, its] = [domainOf(from), domainOf(address)];
  return theirs !== its && !theirs.endsWith(`.${its}`) && !its.endsWith(`.${theirs}`);
}

function traced(fields: Fields): string[] {
  const found: string[] = [];
  for (const { name, value } of fields) {
    const field = name.toLowerCase();
    const text = value.slice(0, MOST.characters);
    if (field === 'received') found.push(...[...text.matchAll(RECEIVED_FOR)].map(([, address = '']) => address));
    else if (TRACE.has(field)) found.push(...(text.match(ADDRESS) ?? []));
    if (found.length >= MOST.addresses) break;
  }
  return found.map((address) => address.replace(/^mailto:/i, '').toLowerCase());
}
