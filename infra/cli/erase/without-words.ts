import { ERASED } from '../../../shared/ticket/erased.ts';

/**
 * What an address is made of: one that is part of a longer one is another's. The letter of an escape is none of it (`\n` before the first word of a line
 * in JSON, `%3D` in a link or a form).
 */
const BEFORE = String.raw`(?:(?<![\w.+%-])|(?<=\\[bfnrt])|(?<=%[0-9a-f]{2}))`;
const AFTER = String.raw`(?![\w-]|\.\w)`;

/** What finds these addresses in a text, in whatever case, and as links and forms write them (`anna%40acme.example`); undefined for none. */
export function patternOf(addresses: readonly (string | undefined)[]): RegExp | undefined {
  const known = [...new Set(addresses)].filter((each) => each?.includes('@'));
  if (known.length === 0) return undefined;
  return new RegExp(
    `${BEFORE}(?:${known.map((each = '') => each.replace(/[^\w]/g, orEscaped)).join('|')})${AFTER}`,
    'gi',
  );
}

const orEscaped = (sign: string) => `(?:\\${sign}|${encoded(sign)})`;
const encoded = (sign: string) =>
  [...Buffer.from(sign)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** What takes these addresses out of a text. */
export function withoutWords(addresses: readonly (string | undefined)[]): (text: string) => string {
  const pattern = patternOf(addresses);
  return (text) => (pattern ? text.replaceAll(pattern, ERASED) : text);
}
