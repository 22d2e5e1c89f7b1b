import { toDomain } from '../../address.ts';
import type { SignedField } from '../inbound.ts';
import type { HeaderLine } from './headers.ts';
import { bodyOf, headerLines, isSureHeader } from './raw-mail.ts';

/** The fields that say who reads a mail and who is answered; which ticket it is about; how its text is to be read; which mail it is. */
const ASKED: readonly SignedField[] = [
  'to',
  'cc',
  'reply-to',
  'in-reply-to',
  'references',
  'subject',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'message-id',
  'date',
];

/**
 * Which of these fields of a mail the signatures of a domain (DKIM, RFC 6376) do not cover, so that whoever has the mail can write them
 * anew: not all of their `h=` name it, or not as often as it stands there (section 5.4.2). Which of several signatures passed, the mail
 * service does not say: only what all of them cover counts. None where that domain has not signed: then no signature proves the mail. Of a
 * signature that leaves the end of the body open (`l=`), or of a header that can be read in several ways, nothing is covered. How the text
 * is to be read is none of these where nothing else can be meant.
 */
export function unsignedIn(raw: Buffer, domain: string): SignedField[] {
  if (!isSureHeader(raw)) return [...ASKED];
  const lines = headerLines(raw);
  const countOf = (name: string) => lines.filter(({ key }) => key === name).length;
  const isPlain = readsOneWay(lines, bodyOf(raw));
  const present = ASKED.filter((name) => countOf(name) > 0 && !(isPlain && name.startsWith('content-')));
  const signatures = lines.filter(({ key }) => key === 'dkim-signature').map(({ line }) => tagsOf(line));
  const own = signatures.filter((tags) => isNear(tags.get('d') ?? '', domain)).map(coveredBy);
  return present.filter((name) =>
    own.some((covered) => covered.filter((each) => each === name).length < countOf(name)),
  );
}

/** The tags of a signature; one that stands there twice makes it none (RFC 6376, section 3.2). */
function tagsOf(line: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of line.slice(line.indexOf(':') + 1).split(';')) {
    const equals = tag.indexOf('=');
    const name = tag.slice(0, equals).trim();
    tags.set(name, tags.has(name) ? '' : tag.slice(equals + 1).replace(/\s+/g, ''));
  }
  return tags;
}

function coveredBy(tags: Map<string, string>): string[] {
  return tags.has('l') ? [] : (tags.get('h') ?? '').toLowerCase().split(':');
}

/**
 * Whether two domains may be of one organisation, as DMARC asks it (RFC 7489, section 3.2). Without the list of public suffixes these are
 * too many, which only costs what a stranger's signature does not cover.
 */
function isNear(signer: string, domain: string): boolean {
  const labels = toDomain(signer)?.split('.').slice(-2).join('.');
  return labels === undefined || labels === domain.split('.').slice(-2).join('.');
}

/**
 * Whether a mail can be read in one way only, whatever its Content-Type says: a text in UTF-8 or ASCII that is not encoded, or parts from the
 * first line of its body to the last, so that nobody gave it the boundary of a part that somebody wrote into its text, nor took it away.
 */
function readsOneWay(lines: readonly HeaderLine[], body: Buffer): boolean {
  const valuesOf = (name: string) =>
    lines.filter(({ key }) => key === name).map(({ line }) => line.slice(line.indexOf(':') + 1).trim());
  const [type = 'text/plain', otherType] = valuesOf('content-type');
  const [encoding = '7bit', otherEncoding] = valuesOf('content-transfer-encoding');
  const dispositions = valuesOf('content-disposition');
  if (otherType !== undefined || otherEncoding !== undefined || !/^(?:7bit|8bit)$/i.test(encoding)) return false;
  // By any other, the text is a file.
  if (dispositions.some((disposition) => !/^inline$/i.test(disposition))) return false;
  if (/^multipart\//i.test(type)) return isWholly(body, boundaryOf(type));
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1] ?? 'us-ascii';
  return !beginsWithPart(body) && /^text\/(?:plain|html)\b/i.test(type) && /^(?:utf-?8|us-ascii)$/i.test(charset);
}

/** Whether a body may be parts that are called a text: its first line is the boundary of one. */
function beginsWithPart(body: Buffer): boolean {
  return /^\s*--\S/.test(body.subarray(0, MOST_END).toString('latin1'));
}

/** The boundary of a type with parts; empty where it is not named once. */
function boundaryOf(type: string): string {
  const named = [...type.matchAll(/;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/gi)];
  return named.length === 1 ? (named[0]?.[1] ?? named[0]?.[2] ?? '') : '';
}

/** More than a line with a boundary (RFC 2046, section 5.1.1) and the empty lines around a body have; a body may have 40 MB. */
const MOST_END = 4_000;

function isWholly(body: Buffer, boundary: string): boolean {
  const [first] = body.subarray(0, MOST_END).toString('latin1').trim().split(/\r?\n/);
  const last = body.subarray(-MOST_END).toString('latin1').trim().split(/\r?\n/).at(-1);
  return boundary !== '' && first?.trimEnd() === `--${boundary}` && last?.trimEnd() === `--${boundary}--`;
}
