import { findHeaderEnd } from './header-end.ts';
import type { HeaderLine } from './headers.ts';

/** The lines of a header that are fields, and what else stands in it, one character a byte. */
export type StrayText = {
  fields: readonly HeaderLine[];
  /** The beginning of the body: the empty line above it is missing. */
  below?: string;
  /** Between two fields. */
  between?: string;
};

/** Tells text from the fields where it stands among or right below them. */
export function strayText(lines: readonly HeaderLine[]): StrayText {
  const { text = lines.length, between } = findHeaderEnd(lines.map(({ line }) => line));
  const below = joined(lines.slice(text));
  const inside = joined(between.flatMap((index) => lines[index] ?? []));
  return {
    fields: lines.slice(0, text),
    ...(below !== '' && { below }),
    ...(inside !== '' && { between: inside }),
  };
}

/** Noise is no text. */
function joined(lines: readonly HeaderLine[]): string {
  const text = lines.map(({ line }) => line).join('\r\n');
  return text.includes('\0') ? '' : text;
}
