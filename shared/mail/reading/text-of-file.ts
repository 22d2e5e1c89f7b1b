import { type Decoded, readText } from './charset.ts';
import { htmlToText } from './html-to-text.ts';
import type { FilePart } from './mail-parts.ts';
import { isAttachment, partCharset, partName } from './part-type.ts';

/** Files that have their own place or say nothing as text: pictures, mails and reports, calendars, cards, encrypted or signed mail. */
const OTHER =
  /^(?:image|audio|video|font|model|multipart)\/|^message\/(?:rfc822|global|partial|external|delivery|disposition|feedback)|calendar|\/ics$|vcard|\/directory$|pgp|pkcs/;

/** Text that is code of a document, or armoured bytes. */
const CODE = /^\s*(?:\{\\rtf|%!?PDF|%!PS|BEGIN:|-----BEGIN)/i;

/** As far as a file is looked at, and read: no more of a text is shown. */
const SAMPLE = 64_000;
const MOST = 4_000_000;

/**
 * The text of a mail that has none, but begins with a part of an unknown type, without a name, that is text by its bytes: RFC 2046, 4.1.4,
 * has such a subtype of text shown. It stays a file, too. Undefined when there is none.
 */
export function textOfFile(files: readonly FilePart[]): (Decoded & { isCut: boolean }) | undefined {
  const [first] = files;
  if (!first || OTHER.test(first.contentType) || isAttachment(first.headers) || partName(first.headers))
    return undefined;
  const decoded = readText(first.content.subarray(0, MOST), partCharset(first.headers));
  const beginning = decoded.text.slice(0, SAMPLE);
  if (/(?![\t\n\f\r])\p{Cc}|\ufffd/u.test(beginning) || CODE.test(beginning)) return undefined;
  const isHtml = /^\s*<(?:!doctype html|html)\b/i.test(beginning);
  const text = isHtml ? htmlToText(decoded.text) : decoded.text;
  return { ...decoded, text, isCut: first.content.length > MOST };
}
