import type { Standing } from './look-up.ts';
import type { DnsRecord } from './records.ts';

/** Seconds that others may keep a record: a mistake is over within the hour. */
const TTL = 3600;

/**
 * What is the admin's to write, as a zone file (RFC 1035, section 5), which zone editors import. A record that is there already, or that would stand beside
 * another, is a comment, since an import of it fails or does harm; so is the MX record until `isLive`.
 */
export function zoneFile(records: readonly (DnsRecord & Standing)[], { isLive }: { isLive: boolean }): string {
  return records
    .filter(({ by }) => by === 'you')
    .map((record) => `; ${record.why}\n${noteOf(record, isLive)}${lineOf(record)}\n`)
    .join('\n');
}

/** What stands before a line: nothing, where it may be imported. */
function noteOf({ state, found, type, name, why }: DnsRecord & Standing, isLive: boolean): string {
  if (state === 'there') return '; there already: ';
  if (state === 'other') return `; in place of ${JSON.stringify(found)} at ${name}: `;
  if (state === 'not known') return '; not known whether it is there: ';
  if (type === 'MX' && !isLive && why.startsWith('last')) return '; not before the stage is live: ';
  return '';
}

function lineOf({ type, name, value }: DnsRecord): string {
  const data = type === 'TXT' ? quoted(value) : `${value}.`;
  return `${name}. ${TTL} IN ${type} ${data}`;
}

/** In strings of at most 255 octets each. */
function quoted(text: string): string {
  const parts = text.match(/.{1,255}/gs) ?? [''];
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}
