import { ERASED } from '../../../shared/ticket/erased.ts';

/** What an address is made of: one that is part of a longer one is another's. */
const BEFORE = String.raw`(?<![\w.+%-])`;
const AFTER = String.raw`(?![\w-]|\.\w)`;

/** What finds these addresses in a text, in whatever case; undefined for none. */
export function patternOf(addresses: readonly (string | undefined)[]): RegExp | undefined {
  const known = [...new Set(addresses)].filter((each) => each?.includes('@'));
  if (known.length === 0) return undefined;
  return new RegExp(
    `${BEFORE}(?:${known.map((each = '') => each.replace(/[^\w@]/g, '\\$&')).join('|')})${AFTER}`,
    'gi',
  );
}

/** What takes these addresses out of a text. */
export function withoutWords(addresses: readonly (string | undefined)[]): (text: string) => string {
  const pattern = patternOf(addresses);
  return (text) => (pattern ? text.replaceAll(pattern, ERASED) : text);
}
