import { decodeStrictly } from './codec.ts';

/** How much is looked at: every other byte of Western text is zero. */
const SAMPLE = 2_000;
/** Fewer may stand in any text by mistake. */
const FEWEST_ZEROS = 4;

/**
 * Which UTF-16 bytes are in, for `TextDecoder`, which takes their mark away: by that mark, whatever the label; without one, by the
 * zeros of its ASCII characters, whatever the label, if they are many, or it names UTF-16 or nothing. Undefined when they are in no UTF-16.
 */
export function unicodeOf(bytes: Uint8Array, label: string | undefined): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  const is32 = bytes.length >= 4 && bytes[2] === 0 && bytes[3] === 0;
  if (first === 0xff && second === 0xfe && !is32) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 1].map((parity) => sample.filter((byte, at) => byte === 0 && at % 2 === parity).length);
  const [high = 0, low = 0] = zeros;
  const encoding = high > low * 4 ? 'utf-16be' : low > high * 4 ? 'utf-16le' : undefined;
  if (encoding === undefined || sample.length < 4) return undefined;
  const isLabelled = label !== undefined && !label.startsWith('utf-16');
  if (Math.max(high, low) * (isLabelled ? 3 : 5) >= sample.length) return encoding;
  if (isLabelled || Math.max(high, low) < FEWEST_ZEROS) return undefined;
  // Of other scripts only blanks, line ends and tags are ASCII.
  const text = Math.max(high, low) * 40 < sample.length ? undefined : decodeStrictly(even(bytes), encoding);
  return text !== undefined && !/(?![\r\n\t])\p{Cc}|\p{Cn}|\p{Co}/u.test(text) ? encoding : undefined;
}

/** A line end that was cut off may have taken half a character along. */
function even(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - (bytes.length % 2));
}
