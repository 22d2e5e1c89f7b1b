import { readParameter } from './parameters.ts';

/** What programs write above the parts, for readers that know no parts. */
const USUAL = /\bmime\b|multi-?part|mehrteilig|multiparte|cryptographically/i;

/** A larger mail is not divided twice: it would take too long. */
const MAX_BYTES = 10_000_000;

/**
 * The mail with what stands below its last delimiter, which nothing may (RFC 2046, 5.1.1), as a part of its own; and what stands
 * above the first one where there is no other text. Undefined when no words are there. `type` is the mail's own `Content-Type`.
 */
export function withWordsAround(mail: Buffer, type: string | undefined, hasText: boolean): Buffer | undefined {
  const boundary = readParameter(type, 'boundary');
  if (!boundary || mail.length > MAX_BYTES || !/^\s*multipart\/mixed\b/i.test(type ?? '')) return undefined;
  const delimiter = `\n--${boundary}`;
  const first = mail.indexOf(delimiter);
  const header = Math.max(mail.indexOf('\n\r\n'), mail.indexOf('\n\n', 0));
  const close = mail.indexOf(`${delimiter}--`);
  const below = close < 0 ? '' : mail.subarray(close + delimiter.length + 2).toString('latin1');
  const above = header < 0 || header > first ? '' : mail.subarray(header, first).toString('latin1');
  const showsAbove = !hasText && isWords(above);
  if (!showsAbove && !isWords(below)) return undefined;
  const start = showsAbove ? header + 1 : first;
  const part = Buffer.from(`${delimiter}\n\n`, 'latin1');
  const end = isWords(below) ? close : mail.length;
  const middle = showsAbove ? [part, mail.subarray(start, end)] : [mail.subarray(start, end)];
  const rest = isWords(below) ? [part, mail.subarray(close + delimiter.length + 2)] : [];
  return Buffer.concat([mail.subarray(0, start), ...middle, ...rest]);
}

function isWords(text: string): boolean {
  return /[^\s-]/.test(text) && !USUAL.test(text.slice(0, 500));
}
