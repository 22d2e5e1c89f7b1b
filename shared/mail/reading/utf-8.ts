/** A character beyond the first plane written as two surrogates of three bytes each (CESU-8, as some databases have it). */
const CESU = /\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])/g;

/**
 * UTF-8 in which some bytes are broken: cut off, overlong, of another encoding. Only these become U+FFFD. Undefined when it is no
 * UTF-8: more is broken than whole, since text of another encoding is hardly ever well-formed; with `isLabelledOtherwise` any of
 * it must be rare.
 */
export function readUtf8(bytes: Uint8Array, isLabelledOtherwise: boolean): string | undefined {
  const text = new TextDecoder('utf-8').decode(withoutSurrogates(bytes));
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
  // A lone first byte of two at the end: the text was cut there. In a Western table it is a letter that ends no word.
  if (!isLabelledOtherwise && whole === 0 && broken === 1)
    return /[^\0-\x7f]$/.test(text) && isCut(bytes) ? text : undefined;
  return whole > 0 && whole >= broken * (isLabelledOtherwise ? 3 : 1) ? text : undefined;
}

function isCut(bytes: Uint8Array): boolean {
  return [0xc2, 0xc3].includes(bytes.at(-1) ?? 0);
}

function withoutSurrogates(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0xed)) return bytes;
  const latin = Buffer.from(bytes).toString('latin1');
  const mended = latin.replace(CESU, (...[, high, highLow, low, lowLow]: string[]) => {
    const units = [unit(high, highLow), unit(low, lowLow)];
    return Buffer.from(String.fromCharCode(...units)).toString('latin1');
  });
  return Buffer.from(mended, 'latin1');
}

function unit(second = '', third = ''): number {
  return 0xd000 + ((second.charCodeAt(0) & 0x3f) << 6) + (third.charCodeAt(0) & 0x3f);
}
