/** How lines of base64 are told from lines of words that stand above, between or below them. */

/** So long is no word. */
const LONG = /^[A-Za-z0-9+/]{40,}={0,2}$/;
const PURE = /^[A-Za-z0-9+/]+={0,2}$/;
/** RFC 4648, section 5. */
const URL_SAFE = /^[\w-]{16,}={0,2}$/;
const WORD = /^(?:[A-Z]?[a-z]+|[A-Z]+)$/;
/** What no base64 has, not even broken one: other characters, or words. */
const FOREIGN = /[^A-Za-z0-9+/=\s]|(?<=[A-Za-z0-9+/])[ \t]+[A-Za-z0-9+/]/g;
/** A line is judged by so much of it. */
const MOST_OF_LINE = 1_000;

/** Whether a line is base64 for certain. */
export function isLongBase64(line: string): boolean {
  return LONG.test(line.trim());
}

/** Whether a line has no other characters than base64; a word has none either. */
export function isPureBase64(line: string): boolean {
  return PURE.test(line.trim());
}

/** Whether a line is base64, though it may be short, interrupted by one odd character, or of the alphabet of URLs. */
export function isBase64(line: string): boolean {
  const judged = line.slice(0, MOST_OF_LINE).trim();
  if (LONG.test(judged)) return true;
  if (WORD.test(judged)) return isWhole(judged) && isTextOf(judged, false);
  if (PURE.test(judged)) return isWhole(judged) || isTextOf(judged);
  if (URL_SAFE.test(judged) && /[A-Za-z0-9]{8}/.test(judged)) return isTextOf(judged);
  const odd = judged.match(/[^A-Za-z0-9+/=\s]+/g)?.length ?? 0;
  if (odd > 1) return false;
  const longest = Math.max(...judged.split(/\s+/).map((each) => each.length));
  const base64 = clean(judged);
  return longest >= 60 || (isWhole(base64) && isTextOf(base64, false));
}

/** Whether a line says something in base64, as UTF-8. */
export function isTextInBase64(line: string): boolean {
  const judged = line.slice(0, MOST_OF_LINE).trim();
  return judged.length >= 8 && (PURE.test(judged) || URL_SAFE.test(judged)) && isTextOf(judged);
}

/** Where the first line that is no base64 begins, its line break included; -1 when there is none. */
export function startOfWords(text: string): number {
  FOREIGN.lastIndex = 0;
  for (let found = FOREIGN.exec(text); found; found = FOREIGN.exec(text)) {
    const start = text.lastIndexOf('\n', found.index);
    const end = text.indexOf('\n', found.index);
    if (!isBase64(text.slice(start + 1, end < 0 ? text.length : end))) return Math.max(0, start);
    if (end < 0) return -1;
    FOREIGN.lastIndex = end;
  }
  return -1;
}

/** The characters of base64 alone, those of the alphabet of URLs where a line has none but them. */
export function clean(line: string): string {
  const trimmed = line.trim();
  return URL_SAFE.test(trimmed) ? trimmed : trimmed.replace(/[^A-Za-z0-9+/=]+/g, '');
}

function isWhole(base64: string): boolean {
  return base64.length % 4 === 0;
}

/** A line of several may begin and end within a character. */
function isTextOf(base64: string, mayBeCut = true): boolean {
  const bytes = Buffer.from(base64, 'base64');
  const decoded = bytes.toString('utf8');
  const text = mayBeCut ? decoded.replace(/^\ufffd{1,3}|\ufffd$/g, '') : decoded;
  return text.length > 1 && !/(?![\r\n\t])\p{Cc}|\ufffd/u.test(text);
}
