import { toAddress } from '../../address.ts';
import { decodeText } from './charset.ts';
import type { FilePart } from './mail-parts.ts';
import { partName } from './part-type.ts';

/** A `daticert.xml` has some kB. */
const MOST_BYTES = 100_000;

/**
 * Who sent a certified mail, by the `daticert.xml` that its provider made (technical rules of the decree of 2 November 2005, section
 * 7.4). Undefined when there is none, or several, or it tells of anything but a mail that was transported without a fault. Anybody can
 * write one: it proves nothing by itself.
 */
export function certifiedSender(files: readonly FilePart[]): string | undefined {
  const [file, ...others] = files.filter(({ headers }) => partName(headers)?.toLowerCase() === 'daticert.xml');
  if (!file || others.length > 0 || file.content.length > MOST_BYTES) return undefined;
  const xml = withoutComments(decodeText(file.content, undefined));
  const [, attributes = ''] = /<postacert\b([^>]{0,500})>/i.exec(xml) ?? [];
  if (!/\btipo\s*=\s*["']posta-certificata["']/i.test(attributes)) return undefined;
  if (!/\berrore\s*=\s*["']nessuno["']/i.test(attributes)) return undefined;
  const senders = [...xml.matchAll(/<mittente\b[^>]{0,200}>([^<]{0,400})<\/mittente>/gi)];
  const [sender] = senders;
  return sender && senders.length === 1 ? toAddress(sender[1] ?? '') : undefined;
}

/** In linear time, whatever somebody wrote. What has no end goes on to the end. */
function withoutComments(xml: string): string {
  const [first = '', ...others] = xml.split('<!--');
  const behind = (part: string) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : '');
  return [first, ...others.map(behind)].join('');
}
