/** Which encoding unlabelled bytes that are no UTF-8 are in: as far as mail in the wild makes it worth asking. */

const ESCAPE = 0x1b;

/** ISO-2022-JP is made of ASCII bytes and announces itself: ESC and one of these (RFC 1468). */
const JAPANESE_ESCAPES = ['$B', '$@', '(J', '(I'].map((mark) => Buffer.from(mark, 'latin1'));

/** True for text in ISO-2022-JP, whatever it is labelled. */
export function isEscapedJapanese(bytes: Uint8Array): boolean {
  const start = bytes.indexOf(ESCAPE);
  if (start < 0) return false;
  return JAPANESE_ESCAPES.some((mark) => mark.equals(bytes.subarray(start + 1, start + 1 + mark.length)));
}

/** What is looked at: enough to know a language by its bytes. */
const SAMPLE = 20_000;

/**
 * `gbk`, `shift_jis`, `windows-1251` or, for all else, `windows-1252`. In Western text a byte above 127 stands alone among
 * letters; in Chinese, Japanese and Russian they come in runs, each over a range of its own.
 */
export function guessCharset(bytes: Uint8Array): 'gbk' | 'shift_jis' | 'windows-1251' | 'windows-1252' {
  const sample = bytes.subarray(0, SAMPLE);
  if (shareOf(sample, isKana) > 0.3 && decodes(sample, 'shift_jis')) return 'shift_jis';
  const { pairs, high } = countRuns(sample);
  if (high >= 4 && shareOf(sample, isCommonHanzi) > 0.6 && decodes(sample, 'gbk')) return 'gbk';
  if (high >= 8 && pairs / high > 0.8 && shareOfHigh(sample, isCyrillic) > 0.9) return 'windows-1251';
  return 'windows-1252';
}

/** Kana in Shift_JIS. */
function isKana(lead: number, trail: number): boolean {
  return (lead === 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead === 0x83 && trail >= 0x40 && trail <= 0x96);
}

/** Punctuation and the common characters of GB 2312 (rows 1 to 3, level 1). */
function isCommonHanzi(lead: number, trail: number): boolean {
  return trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
}

/** Letters of windows-1251. */
function isCyrillic(byte: number): boolean {
  return byte >= 0xc0 || byte === 0xa8 || byte === 0xb8;
}

/** Of the two-byte characters there would be, those that `matches` knows. */
function shareOf(bytes: Uint8Array, matches: (lead: number, trail: number) => boolean): number {
  let characters = 0;
  let known = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    characters += 1;
    if (matches(bytes[at] ?? 0, bytes[at + 1] ?? 0)) known += 1;
    at += 1;
  }
  return characters === 0 ? 0 : known / characters;
}

function shareOfHigh(bytes: Uint8Array, matches: (byte: number) => boolean): number {
  const high = bytes.filter((byte) => byte >= 0x80);
  return high.length === 0 ? 0 : high.filter(matches).length / high.length;
}

/** Bytes above 127, and how many of them stand beside another. */
function countRuns(bytes: Uint8Array): { pairs: number; high: number } {
  let high = 0;
  let pairs = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) pairs += 1;
  }
  return { pairs, high };
}

/** The sample may end in the middle of a character, so one at its end may be broken. */
function decodes(bytes: Uint8Array, encoding: string): boolean {
  return !new TextDecoder(encoding).decode(bytes).slice(0, -1).includes('\ufffd');
}
