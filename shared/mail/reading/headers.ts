import type { HeaderLines } from 'mailparser';
import { decodeBytes } from './raw-mail.ts';

/** Header fields by lower-case name, each with its values in order of appearance: unfolded, encoded words left as they are. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>;

/** Reads the raw lines again: the parser drops repeated fields and makes a wrong date into today. */
export function readHeaders(lines: HeaderLines): MailHeaders {
  const headers = new Map<string, string[]>();
  for (const { key, line } of lines) {
    const value = unfold(line.slice(line.indexOf(':') + 1));
    const values = headers.get(key);
    if (values) values.push(value);
    else headers.set(key, [value]);
  }
  return headers;
}

/** The first value of a field, which is the one that mail programs show. */
export function firstHeader(headers: MailHeaders, name: string): string | undefined {
  return headers.get(name)?.[0];
}

/** The parser hands lines over byte by byte, as Latin-1. */
function unfold(line: string): string {
  return decodeBytes(Buffer.from(line, 'latin1'))
    .replace(/\r?\n[ \t]*/g, ' ')
    .trim();
}
