import { domainToASCII, domainToUnicode } from 'node:url';
import { parseAddressHeader } from 'mailparser';
import { cleanLine } from '../clean.ts';
import type { Mailbox } from '../outgoing.ts';

/** Printable, no spaces and nothing that could end or begin an address where it is written into a header. */
const ADDRESS = /^[^\s\p{Cc}\p{Bidi_Control}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}\p{Bidi_Control}@<>()[\]\\,;:"]{1,255}$/u;

/** The mailboxes of an address field and its repetitions, groups flattened. What is no address is left out. */
export function readMailboxes(values: readonly string[] | undefined): Mailbox[] {
  const parsed = parseAddressHeader([...(values ?? [])], { flatten: true, decodePunycode: false });
  return parsed.value.flatMap(({ address = '', name }) => {
    const comparable = comparableAddress(address);
    if (!ADDRESS.test(comparable)) return [];
    const shown = cleanLine(name, 200);
    return [shown ? { address: comparable, name: shown } : { address: comparable }];
  });
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
