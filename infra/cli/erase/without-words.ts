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

/** Who is called something beside an erased address, in lines of a trail: a name holds no sign of an address. */
const NAME_BESIDE = new RegExp(String.raw`(^|(?:>|@\S+) to )[^<>@]* <${ERASED}>`, 'g');

/**
 * A record with each of its texts changed by `said`, and no key of it; the name that stands beside an address which is taken out goes with it, as a
 * field, and in a line of the trail.
 */
export function deep<T>(value: T, said: (text: string) => string): T {
  if (typeof value === 'string') return said(value) as T;
  if (Array.isArray(value)) return value.map((each) => deep(each, said)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const changed = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, deep(each, said)]));
  const { name: _, ...nameless } = changed;
  if (changed.address === ERASED) return nameless as T;
  const isLine = typeof changed.action === 'string' && typeof changed.detail === 'string';
  return (isLine ? { ...changed, detail: changed.detail.replace(NAME_BESIDE, `$1${ERASED}`) } : changed) as T;
}
