import { domainToASCII, domainToUnicode } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { cleanLine } from '../clean.ts';
import type { Mailbox } from '../outgoing.ts';
import { decodeWords } from './encoded-words.ts';

/** Printable, no spaces and nothing that could end or begin an address where it is written into a header. */
const ADDRESS = /^[^\s\p{Cc}\p{Bidi_Control}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}\p{Bidi_Control}@<>()[\]\\,;:"]{1,255}$/u;

/** In bytes: 64 before the `@` and 255 after it (RFC 5321, section 4.5.3.1). Letters beyond ASCII count as what they are sent as. */
const LONGEST_ADDRESS = 320;

/** What stands in the place of an address where nobody is to be seen, in some languages. */
const NO_RECIPIENTS = /undisclosed|unlisted|unspecified|recipients?\b|destinat[aá]r|empf[äa]nger|destinataire/i;

/** What is shown of something that is no address. */
const MAX_SHOWN = 100;

/** More are in no honest mail, and each costs every later reader of the ticket. */
const MAX_MAILBOXES = 1_000;

/** The mailboxes of an address field and its repetitions, groups flattened. What is no address is left out. */
export function readMailboxes(values: readonly string[] | undefined): Mailbox[] {
  return parse(values).flatMap(({ address, name }) => mailbox(address, name) ?? []);
}

/** What stands in an address field beside its mailboxes, as it stands there; a word for no recipients is none. */
export function readUnusable(values: readonly string[] | undefined): string[] {
  return parse(values).flatMap(({ address, name }) => {
    // A parser takes what stands before the next address for its name.
    if (mailbox(address, name)) return name.split(',').slice(0, -1).filter(isMeantAsAddress).map(shownName);
    const shown = shownName(address || name);
    return shown === '' || NO_RECIPIENTS.test(shown) ? [] : [shown];
  });
}

/**
 * The mailboxes of a `From:` that hides the address where none may be, in an encoded word (RFC 2047, 5). Some mailers encode
 * the whole field; who checked the sender may have read something else in it.
 */
export function readEncodedMailboxes(values: readonly string[] | undefined): Mailbox[] {
  return readMailboxes(values?.map((value) => cleanLine(decodeWords(value), 2_000)));
}

/**
 * The mailbox of a `From:` whose quotation marks do not match, so that the address is within the name for a parser: the only one that
 * stands there.
 */
export function readUnquotedMailboxes(values: readonly string[]): Mailbox[] {
  const odd = values.filter((value) => hasOddQuotes(value) && value.split('@').length === 2);
  return readMailboxes(odd.map((value) => value.replaceAll('"', '')));
}

/** Whether the address in a field is not written as it is read: in odd quotation marks, as a link, or with blanks around its `@`. */
export function isMendedMailbox(value: string): boolean {
  const written = value.replace(/"[^"]*"|\([^()]*\)/g, '');
  const [, inner = written] = /<([^<>]*)>/.exec(written) ?? [];
  return hasOddQuotes(value) || /^\s*'|\s@|@\s|^\s*mailto:/i.test(inner);
}

function hasOddQuotes(value: string): boolean {
  return value.replace(/\\./g, '').split('"').length % 2 === 0;
}

function parse(values: readonly string[] | undefined): { address: string; name: string }[] {
  const parsed = (values ?? []).flatMap((value) => addressparser(withoutBrokenAddresses(value), { flatten: true }));
  return parsed.slice(0, MAX_MAILBOXES).map(({ address, name }) => ({
    // No domain ends in an apostrophe.
    address: address.replace(/^'([^']*@[^']*)'$/, '$1'),
    name: decodeWords(name),
  }));
}

function shownName(text: string): string {
  return cleanLine(text, MAX_SHOWN);
}

function isMeantAsAddress(text: string): boolean {
  return /@|[\s([{](?:at|chez|bei|presso)[\s)\]}]\s*\S+\.\S/i.test(text);
}

/**
 * In angle brackets stands an address or none: of `<anna@rossi example>` a parser would make one up from its first word. The same
 * words without brackets may be an address and a name, but not when the first has no dot.
 */
function withoutBrokenAddresses(value: string): string {
  if (!value.includes('<')) {
    const apart = /["(]/.test(value)
      ? value
      : value.replace(/(?:\s@\s*|@\s+)[^\s.@,;]+(?![^\s,;])/g, (all) => all.replace('@', ' '));
    return apart.replace(/^([^\s@]+)@([^\s.@]+)\s+(?=[^\s(])/, '$1 $2 ');
  }
  return value.replace(/<?<([^<>"()]*)>>?/g, (_, inner: string) => {
    // Spaces around a dot or an `@` are obsolete, and belong to neither (RFC 5322, 4.4).
    const address = inner
      .replace(/\s*([@.])\s*/g, '$1')
      .trim()
      .replace(/^mailto:/i, '');
    return /\s/.test(address) ? `<${address.replaceAll('@', ' ')}>` : `<${address}>`;
  });
}

function mailbox(address: string, name: string): Mailbox | undefined {
  const comparable = comparableAddress(address);
  if (!address.includes('@') || !ADDRESS.test(comparable) || Buffer.byteLength(comparable) > LONGEST_ADDRESS)
    return undefined;
  const shown = cleanLine(name, 200);
  return shown && shown.toLowerCase() !== comparable ? { address: comparable, name: shown } : { address: comparable };
}

/** Lower case, the domain in ASCII, so that two addresses are the same mailbox exactly when they are the same text. */
function comparableAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${asciiDomain(address.slice(at + 1))}`.toLowerCase();
}

/**
 * Only a domain that survives the way there and back is turned: `domainToASCII` reads a domain like a URL's host, so it
 * would make `firm.example/.evil.example` or a full-width look-alike into `firm.example`.
 */
function asciiDomain(domain: string): string {
  const lower = domain.toLowerCase().normalize('NFC');
  if (/^\p{ASCII}*$/u.test(lower)) return lower;
  const ascii = domainToASCII(lower);
  return domainToUnicode(ascii) === lower ? ascii : lower;
}
