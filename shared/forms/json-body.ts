import { PublicError } from '../public-error.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** A number with more digits than a double holds, as a serial number may have, somewhere outside of a word. */
const LONG_NUMBER = /[:,[\s]-?[\d.]{16}/;

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
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

/** `source` is what stood there; machines before Node 21 do not say. */
function keepDigits(_: string, value: unknown, { source = '' }: { source?: string } = {}): unknown {
  return typeof value === 'number' && source !== '' && String(value) !== source ? source : value;
}
