import { type Fields, first, mediaType } from '../fields.ts';
import type { AutomaticInput } from '../findings.ts';
import { headerFields, partText } from './report-fields.ts';

/** Parts in which the mail that came back, or its header, is enclosed (RFC 6522, section 3; RFC 6533). */
const ORIGINAL = [
  'message/rfc822',
  'text/rfc822-headers',
  'text/rfc822-header',
  'text/rfc822',
  'message/rfc822-headers',
  'message/global',
  'message/global-headers',
  'message/partial',
];

/** A report returns one mail; a digest may hold thousands. */
const MAX_ENCLOSED = 5;

const ID = /<[^<>\s\p{Cc}]{1,996}>/u;
/** In prose: `Message-ID: <…>`, also quoted, indented, or translated by the server. */
const ID_LINE =
  /^[ \t>|*]{0,20}(?:x-)?(?:original[- ]?)?message[- ]?id(?:entifier)?[ \t]{0,8}:\s{0,80}<?([^<>\s]{1,900}@[^<>\s]{1,200}?)>?[ \t]*$/im;

/** The header of the mail that a report encloses; undefined when it encloses none. */
export function enclosedHeader(parts: AutomaticInput['parts']): Fields | undefined {
  const enclosed = parts.filter((part) => ORIGINAL.includes(mediaType(part.contentType))).slice(0, MAX_ENCLOSED);
  return enclosed.map((part) => headerFields(partText(part.content))).find((header) => header.size > 0);
}

/**
 * Message-ID of the mail that came back, with angle brackets: from the enclosed header, else from a line of the prose, else
 * from the report's own In-Reply-To or References, which some servers set.
 */
export function originalMessageId(header: Fields | undefined, text: string, report: Fields): string | undefined {
  const enclosed = header && ID.exec(first(header, 'message-id') ?? '')?.[0];
  if (enclosed) return enclosed;
  const inProse = ID_LINE.exec(text)?.[1];
  if (inProse !== undefined) return `<${inProse}>`;
  const named = ['x-riferimento-message-id', 'x-original-message-id', 'original-message-id', 'in-reply-to'];
  const own = named.map((name) => ID.exec(first(report, name) ?? '')?.[0]).find((id) => id !== undefined);
  return own ?? (first(report, 'references')?.match(new RegExp(ID, 'gu')) ?? []).at(-1);
}
