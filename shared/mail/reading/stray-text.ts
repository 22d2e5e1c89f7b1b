import { type HeaderLine, isKnownField } from './headers.ts';

/** A field, an unindented parameter of one, or the mark of an mbox. */
const OF_A_HEADER = /^(?:[!-9;-~]+[ \t]*:|[\w*-]+[ \t]*=|>?From |POST )/i;

/**
 * Text that stands where the header is, because the empty line between them is missing; from the first line that is no field, one
 * character a byte. Undefined when there is none.
 */
export function strayText(lines: readonly HeaderLine[]): string | undefined {
  const last = lines.findLastIndex(({ line }) => isKnownField(line));
  const start = lines.findIndex(({ line }, index) => index > last && line.trim() !== '' && !OF_A_HEADER.test(line));
  if (start < 0) return undefined;
  const text = lines
    .slice(start)
    .map(({ line }) => line)
    .join('\n');
  // Noise is no text.
  return text.includes('\0') ? undefined : text;
}
