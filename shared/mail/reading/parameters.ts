import { decodeText } from './charset.ts';
import { decodeWords } from './encoded-words.ts';

/** `; name="value"`: a quoted value may hold escaped characters and, unclosed, goes on to the end. */
const PARAMETER = /;\s*([\w!#$%&'*+.^`|~-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)(?:"|$)|([^;]*))/g;

/** `name*`, `name*0`, `name*0*`: RFC 2231, sections 3 and 4. */
const EXTENDED_NAME = /^(.*?)(?:\*(\d{1,3}))?(\*)?$/;

/** Of a field, more has no parameters that a mail needs; each of them is looked for in all of it. */
const MAX_LENGTH = 20_000;

type Segment = { index: number; extended: boolean; value: string };

/**
 * A parameter of `Content-Type` or `Content-Disposition`, decoded: plain, in pieces and with a charset (RFC 2231), or, as
 * most mailers have it against the standard, with encoded words in it. Undefined when the field has none.
 */
export function readParameter(field: string | undefined, wanted: string): string | undefined {
  const segments: Segment[] = [];
  for (const [, fullName = '', quoted, bare = ''] of (field ?? '').slice(0, MAX_LENGTH).matchAll(PARAMETER)) {
    const [, name = '', index, extended] = EXTENDED_NAME.exec(fullName.toLowerCase()) ?? [];
    if (name !== wanted) continue;
    const value = quoted === undefined ? withoutApostrophes(bare.trim()) : quoted.replace(/\\(["\\])/g, '$1');
    segments.push({ index: Number(index ?? -1), extended: extended !== undefined, value });
  }
  // Pieces go before a plain value, which is there for old readers.
  const pieces = segments.filter(({ index }) => index >= 0).toSorted((one, other) => one.index - other.index);
  if (pieces.length > 0) return join(pieces);
  const whole = segments.find(({ extended }) => extended) ?? segments[0];
  return whole && join([whole]);
}

/** Some mailers quote so. */
function withoutApostrophes(value: string): string {
  return value.replace(/^'([^']+)'$/, '$1');
}

function join(pieces: readonly Segment[]): string {
  if (!pieces.some(({ extended }) => extended)) return decodeWords(pieces.map(({ value }) => value).join(''));
  const [first, ...rest] = pieces as [Segment, ...Segment[]];
  const [, charset, text = first.value] = /^([\w.:-]*)'[^']*'([\s\S]*)$/.exec(first.value) ?? [];
  const bytes = [{ ...first, value: text }, ...rest].map(({ extended, value }) =>
    extended ? fromPercent(value) : Buffer.from(value),
  );
  return decodeText(Buffer.concat(bytes), charset);
}

function fromPercent(value: string): Buffer {
  const pieces = value.split(/%([\da-f]{2})/i);
  return Buffer.concat(pieces.map((piece, index) => Buffer.from(piece, index % 2 === 1 ? 'hex' : 'utf8')));
}
