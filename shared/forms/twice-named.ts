/** JSON in which an object has two values of one name: parsing keeps the last, and the others would be lost. */

/** Whether an object of a JSON text has one name twice: `value` is what was parsed. */
export function hasTwice(text: string, value: unknown): boolean {
  const names = namesIn(value);
  // A text may have such an end in it, too, but seldom has: then each token is looked at, which takes as long as to parse them.
  if ((text.match(ENDS_OF_NAMES)?.length ?? 0) === names) return false;
  return (text.match(TOKENS) ?? []).filter((token) => token === ':').length !== names;
}

const ENDS_OF_NAMES = /"\s*:/g;

/** How many names the objects have, one in the other, without a call for each level. */
function namesIn(value: unknown): number {
  let names = 0;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    const parts: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (parts !== next) names += parts.length;
    for (const part of parts) if (typeof part === 'object') left.push(part);
  }
  return names;
}

/** Texts of JSON, what parts them, and the spaces between. */
export const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|:|[ \t\r\n]+/g;

/** A name with its colon, any other text, a bracket, or a word: a number, true, false, null. */
const PARTS = /"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}[\]]|[^\s{}[\],"]+/g;

/** A list or an object that is not at its end yet; which of its names have a list of several values already. */
type Open = { into: object; name: string; twice: Set<string> };

/**
 * The value of a JSON text, where a name that stands twice in one object has a list of its values. `scalar` reads a text or a word. The text
 * must be JSON; without a call for each level, as it may be nested as deep as it is long.
 */
export function parseTwice(text: string, scalar: (token: string) => unknown): unknown {
  const whole: unknown[] = [];
  const open: Open[] = [{ into: whole, name: '', twice: new Set() }];
  for (const [token] of text.matchAll(PARTS)) {
    const at = open.at(-1);
    if (!at) break;
    if (token.endsWith(':')) at.name = String(JSON.parse(token.slice(0, -1)));
    else if (token === '}' || token === ']') open.pop();
    else if (token === '{' || token === '[') {
      const into = token === '{' ? {} : [];
      put(at, into);
      open.push({ into, name: '', twice: new Set() });
    } else put(at, scalar(token));
  }
  return whole[0];
}

function put({ into, name, twice }: Open, value: unknown): void {
  if (Array.isArray(into)) {
    into.push(value);
    return;
  }
  const there: unknown = Object.getOwnPropertyDescriptor(into, name)?.value;
  if (twice.has(name)) (there as unknown[]).push(value);
  else {
    const isTwice = Object.hasOwn(into, name);
    if (isTwice) twice.add(name);
    // Not by assignment: a name may be `__proto__`.
    const values = { value: isTwice ? [there, value] : value };
    Object.defineProperty(into, name, { ...values, writable: true, enumerable: true, configurable: true });
  }
}
