import { isUtf8 } from 'node:buffer';

/** In what a form is written: HTML, 4.10.21.4; RFC 7578, section 4.6. */

/** A hidden field of this name is filled in by the browser. */
export const CHARSET_FIELD = '_charset_';

const UTF_8 = 'utf-8';
/** What a form is written in that says nothing and is no UTF-8, on nearly all pages that are old enough for it. */
const BEFORE_UTF_8 = 'windows-1252';

/** The charset that the first field of that name says, of those that the form has itself: a file or an answer may have such words in it. */
export function charsetOf(entries: readonly { name: string; value: string }[]): string {
  return entries.find(({ name }) => name === CHARSET_FIELD)?.value ?? UTF_8;
}

/** What a content type names, as `text/plain; charset=iso-8859-1`; undefined where it names none. */
export function charsetIn(contentType: string): string | undefined {
  return /;\s*charset="?([\w.:-]{1,40})/i.exec(contentType)?.[1];
}

/**
 * Makes text of bytes, given as a text in which each letter is one. What no browser knows by that name is UTF-8, and so is UTF-16, in which
 * no form is sent (Encoding Standard, 4.3). What is said to be UTF-8 and is not, is what old pages are written in: it stays readable.
 */
export function decoderOf(charset: string): (bytes: string) => string {
  const decoder = newDecoder(charset);
  return (text) => {
    const bytes = Buffer.from(text, 'latin1');
    const isOther = decoder.encoding === UTF_8 && !isUtf8(bytes);
    return (isOther ? new TextDecoder(BEFORE_UTF_8) : decoder).decode(bytes);
  };
}

function newDecoder(charset: string) {
  try {
    const decoder = new TextDecoder(charset, { ignoreBOM: true });
    if (!decoder.encoding.startsWith('utf-16')) return decoder;
  } catch {
    // No charset is called so.
  }
  return new TextDecoder(UTF_8, { ignoreBOM: true });
}
