import { PublicError } from '../public-error.ts';
import { hasTwice, parseTwice, TOKENS } from './twice-named.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** From how many digits on a double may not hold a whole number. */
const LONG = 16;

/**
 * The JSON of a body in UTF-8, with or without a mark. A number that would lose digits is given as its text, and the values of a name that
 * stands twice in one object as a list. Throws a `PublicError` of 400 for a body that is none.
 */
export function readJsonBody(body: Uint8Array): unknown {
  try {
    return parseWholeJson(UTF_8.decode(body));
  } catch {
    throw new PublicError(400, 'The request must be JSON in UTF-8.');
  }
}

/** The value of a JSON text, without one that is lost: see `readJsonBody`. Throws a `SyntaxError`. */
export function parseWholeJson(text: string): unknown {
  const value = parseJsonText(text);
  return hasTwice(text, value) ? parseTwice(text, parseJsonText) : value;
}

/** The value of a JSON text, a number that is written in another way than we write it as its text. Throws a `SyntaxError`. */
function parseJsonText(text: string): unknown {
  // The reviver makes it five times slower, and hardly any form needs it.
  return hasLongNumber(text) || OTHERWISE.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

/** Where a number with a fraction or a power of ten may stand, as `12345678.10` and `1e400`; in a text, too, but not in a time of day. */
const OTHERWISE = /(?:^|"\s*:|[,[])\s*(?:-?\d+[.eE]|-0(?:[\s,}\]]|$))/;

/** In UTF-16 units: more than a program writes into one answer; a longer one is shown as it came, as to read it takes long. */
const LONGEST_ANSWER = 16 * 1024;

/** The list or the object that an answer is in JSON, as programs write it; undefined for any other, and for one that is longer than `most`. */
export function jsonInAnswer(text: string, most = LONGEST_ANSWER): object | undefined {
  if (text.length > most) return undefined;
  const ends = `${text.trimStart().charAt(0)}${text.trimEnd().at(-1)}`;
  if (ends !== '{}' && ends !== '[]') return undefined;
  try {
    return parseJsonText(text) as object;
  } catch {
    return undefined;
  }
}

/** A JSON text as it says the same when it was written again: without spaces, its letters as they are. */
export function plainJson(text: string): string {
  return text.replace(TOKENS, (token) => {
    if (!token.startsWith('"')) return token.trim();
    return token.includes('\\') ? JSON.stringify(JSON.parse(token)) : token;
  });
}

/** Whether so many digits stand in a row: then one of them stands at a multiple of that. An expression would look at every letter. */
function hasLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue;
    let [from, to] = [at, at];
    while (isDigit(text, from - 1)) from--;
    while (isDigit(text, to + 1)) to++;
    if (to - from >= LONG - 1) return true;
  }
  return false;
}

/** Not so before and behind the text, where the code is no number. */
function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** `source` is what stood there; machines before Node 21 do not say. */
function keepDigits(_: string, value: unknown, { source = '' }: { source?: string } = {}): unknown {
  return typeof value === 'number' && source !== '' && String(value) !== source ? source : value;
}
