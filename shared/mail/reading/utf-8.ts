import { mendMixed, withoutWraps } from './mixed-utf-8.ts';

/** A character beyond the first plane written as two surrogates of three bytes each (CESU-8, as some databases have it). */
const CESU = /\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])/g;

/** One character that is broken, alone between ASCII, leaves up to six of them; elsewhere each is a byte of another encoding. */
const BROKEN = /(?<![^\0-\x7f])\ufffd{1,6}(?![^\0-\x7f])|\ufffd/g;

/** What is whole by chance is mostly a phonetic letter: `É` of windows-1252 with a sign or a no-break space behind it. */
const WHOLE = /[^\0-\x7f\u0250-\u02af\ufffd]/gu;

/**
 * UTF-8 in which some bytes are broken: cut off, overlong, of another encoding. These become U+FFFD, unless there are so many letters of
 * windows-1252 among them that two mailers wrote the text: then they are read. Undefined when it is no UTF-8: more is broken than whole,
 * since text of another encoding is hardly ever well-formed; with `isLabelledOtherwise` any of it must be rare.
 */
export function readUtf8(bytes: Uint8Array, isLabelledOtherwise: boolean): string | undefined {
  const latin = withoutSurrogates(withoutWraps(Buffer.from(bytes).toString('latin1')));
  const text = utf8Of(latin);
  const broken = count(text, BROKEN);
  const whole = count(text, WHOLE);
  // A lone first byte of two at the end: the text was cut there. In a Western table it is a letter that ends no word.
  if (!isLabelledOtherwise && whole === 0 && broken === 1)
    return /[^\0-\x7f]$/.test(text) && isCut(bytes) ? text : undefined;
  if (isLabelledOtherwise) return whole > 0 && whole >= broken * 3 ? text : undefined;
  const { mended, lone } = mendMixed(latin);
  if (whole === 0 || whole < broken - lone / 2) return undefined;
  return lone > 1 && lone * 3 >= whole ? utf8Of(mended) : text;
}

/** One by one: a list of millions of matches would take as much memory as the mail. */
function count(text: string, pattern: RegExp): number {
  let found = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) found += 1;
  return found;
}

function utf8Of(latin: string): string {
  return new TextDecoder('utf-8').decode(Buffer.from(latin, 'latin1'));
}

function isCut(bytes: Uint8Array): boolean {
  return [0xc2, 0xc3].includes(bytes.at(-1) ?? 0);
}

function withoutSurrogates(bytes: string): string {
  return bytes.replace(CESU, (...[, high, highLow, low, lowLow]: string[]) => {
    const units = [unit(high, highLow), unit(low, lowLow)];
    return Buffer.from(String.fromCharCode(...units)).toString('latin1');
  });
}

function unit(second = '', third = ''): number {
  return 0xd000 + ((second.charCodeAt(0) & 0x3f) << 6) + (third.charCodeAt(0) & 0x3f);
}
