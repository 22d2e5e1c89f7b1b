import { PublicError } from '../public-error.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** From how many digits on a double may not hold a whole number. */
const LONG = 16;

/**
 * The JSON of a body in UTF-8, with or without a mark. A number that would lose digits is given as its text. Throws a `PublicError` of
 * 400 for a body that is none.
 */
export function readJsonBody(body: Uint8Array): unknown {
  try {
    return parseJsonText(UTF_8.decode(body));
  } catch {
    throw new PublicError(400, 'The request must be JSON in UTF-8.');
  }
}

/** The value of a JSON text, a number that would lose digits as its text. Throws a `SyntaxError`. */
export function parseJsonText(text: string): unknown {
  // The reviver makes it five times slower, and hardly any form needs it.
  return hasLongNumber(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
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
