import { COMPANY_TOKEN } from './company-link.ts';
import { ALPHABET } from './signature.ts';

/** Links are encoded once by whoever rewrites them, and again by whoever packs that into another link. */
const MOST_DECODED = 3;

/**
 * A ticket, a held mail or a digest, what is meant of it, and a signature: the local part of a signed address, a signed id, and the end of
 * the link by which a reader follows a ticket (`followLink`), wherever the online desk is or was.
 */
const ADDRESS = new RegExp(
  `(?:t-[${ALPHABET}]{8}(?:\\.[a-z0-9.-]{1,40})?|[qd]-[${ALPHABET}]{8,20})\\.[${ALPHABET}]{16}`,
);

/** The path of a link to a file (`attachmentLink`). */
const FILE = new RegExp(`t-[${ALPHABET}]{8}/[0-9a-z]{1,64}/(?:\\d{1,3}|html|text)/[${ALPHABET}]{16}`);

/** The path of a link to a company's requests (`companyLink`). */
const COMPANY = new RegExp(`/c/${COMPANY_TOKEN}`);

const TICKETS = new RegExp(`t-[${ALPHABET}]{8}`, 'g');

/** As a link may have it. */
const NUMBERS = new RegExp(`(?<![a-z0-9])t-[${ALPHABET}]{8}(?![a-z0-9])`, 'g');

/**
 * True if a text holds a signed address, id or link of a desk, by its form: no key is asked for, since one that is out of use says as
 * much. Broken lines, quote marks, other dashes and percent signs hide none.
 */
export function holdsSigned(text: string): boolean {
  return isSigned(flattened(text));
}

/** True if a text holds any of those, or the link by which agents open a ticket; `ticketUrl` is the setting. */
export function holdsSecret(text: string, { ticketUrl }: { ticketUrl: string }): boolean {
  const flat = flattened(text);
  return isSigned(flat) || isTicketLink(flat, ticketUrl);
}

function isSigned(flat: string): boolean {
  return ADDRESS.test(flat) || FILE.test(flat) || COMPANY.test(flat);
}

function isTicketLink(flat: string, ticketUrl: string): boolean {
  const [before = '', after = ''] = ticketUrl.split('{id}').map(flattened);
  const start = before.replace(/^[a-z]+:\/\//, '');
  return [...flat.matchAll(TICKETS)].some(({ index, 0: { length } }) => {
    if (start !== '') return flat.startsWith(start, index - start.length);
    return after !== '' && flat.startsWith(after, index + length);
  });
}

/** The numbers of tickets in a text, alone or in links, in upper case. */
export function ticketNumbersIn(text: string): string[] {
  return (decoded(text).toLowerCase().match(NUMBERS) ?? []).map((number) => number.toUpperCase());
}

/** A text without what mail programs and servers do to an address or a link on its way. */
function flattened(text: string): string {
  return (
    decoded(text.normalize('NFKC'))
      .toLowerCase()
      // A soft line break (RFC 2045, 6.7) that a program left as it was.
      .replace(/=\r?\n/g, '')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/[\s>|\u00ad\u200b-\u200f\u2060\ufeff]+/g, '')
  );
}

/** The older form of Proofpoint's links has other signs for the same: `https-3A__desk.example_T-2D…`. The third has a link as it is. */
const PROOFPOINT = /urldefense\.(?![a-z.]{1,40}(?:\/|%(?:25)*2f)v3\b)\S{1,2000}/gi;

function decoded(text: string): string {
  let current = text.replace(PROOFPOINT, (link) => link.replace(/-(?=[2-7][0-9a-f])/gi, '%').replaceAll('_', '/'));
  for (let times = 0; times < MOST_DECODED && current.includes('%'); times += 1) {
    current = current.replace(/%([2-7][0-9a-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
  return current;
}
