import { domainToASCII, domainToUnicode } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { cleanLine } from '../clean.ts';
import type { Mailbox } from '../outgoing.ts';
import { decodeWords } from './encoded-words.ts';

/** Printable, no spaces and nothing that could end or begin an address where it is written into a header. */
const ADDRESS = /^[^\s\p{Cc}\p{Bidi_Control}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}\p{Bidi_Control}@<>()[\]\\,;:"]{1,255}$/u;

/** In bytes: 64 before the `@` and 255 after it (RFC 5321, section 4.5.3.1). Letters beyond ASCII count as what they are sent as. */
const LONGEST_ADDRESS = 320;

/** More are in no honest mail, and each costs every later reader of the ticket. */
const MAX_MAILBOXES = 1_000;

/** The mailboxes of an address field and its repetitions, groups flattened. What is no address is left out. */
export function readMailboxes(values: readonly string[] | undefined): Mailbox[] {
  const parsed = (values ?? []).flatMap((value) => addressparser(withoutBrokenAddresses(value), { flatten: true }));
  return parsed.slice(0, MAX_MAILBOXES).flatMap(({ address, name }) => mailbox(address, decodeWords(name)) ?? []);
}

/**
 * The mailboxes of a `From:` that hides the address where none may be, in an encoded word (RFC 2047, 5). Some mailers encode
 * the whole field; who checked the sender may have read something else in it.
 */
export function readEncodedMailboxes(values: readonly string[] | undefined): Mailbox[] {
  return readMailboxes(values?.map((value) => cleanLine(decodeWords(value), 2_000)));
}

/**
 * In angle brackets stands an address or none: of `<anna@rossi example>` a parser would make one up from its first word. The same
 * words without brackets may be an address and a name, but not when the first has no dot.
 */
function withoutBrokenAddresses(value: string): string {
  if (!value.includes('<')) return value.replace(/^([^\s@]+)@([^\s.@]+)\s+(?=[^\s(])/, '$1 $2 ');
  return value.replace(/<([^<>"()]*)>/g, (_, inner: string) => {
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
