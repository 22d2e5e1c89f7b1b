/** In what a form is written: HTML, 4.10.21.4; RFC 7578, section 4.6. */

/** A hidden field of this name is filled in by the browser. */
export const CHARSET_FIELD = '_charset_';

const UTF_8 = 'utf-8';

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
 * no form is sent (Encoding Standard, 4.3).
 */
export function decoderOf(charset: string): (bytes: string) => string {
  const decoder = newDecoder(charset);
  return (bytes) => decoder.decode(Buffer.from(bytes, 'latin1'));
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
