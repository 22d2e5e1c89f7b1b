import { toDomain } from '../../address.ts';
import type { LeadingField, NamingField } from '../inbound.ts';
import { headerLines, isSureHeader } from './raw-mail.ts';

/** The fields that say who reads a mail and who is answered; which ticket it is about; how its text is to be read. */
const ASKED: readonly (NamingField | LeadingField)[] = [
  'to',
  'cc',
  'reply-to',
  'in-reply-to',
  'references',
  'subject',
  'content-type',
  'content-transfer-encoding',
];

/**
 * Which of these fields of a mail the signatures of a domain (DKIM, RFC 6376) do not cover, so that whoever has the mail can write them
 * anew: not all of their `h=` name it, or not as often as it stands there (section 5.4.2). Which of several signatures passed, the mail
 * service does not say: only what all of them cover counts. None where that domain has not signed: then no signature proves the mail. Of a
 * signature that leaves the end of the body open (`l=`), or of a header that can be read in several ways, nothing is covered.
 */
export function unsignedIn(raw: Buffer, domain: string): (NamingField | LeadingField)[] {
  const lines = headerLines(raw);
  const countOf = (name: string) => lines.filter(({ key }) => key === name).length;
  const present = ASKED.filter((name) => countOf(name) > 0);
  if (!isSureHeader(raw)) return present;
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
