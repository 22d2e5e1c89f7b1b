const PLUS = 0x2b;
const MINUS = 0x2d;

/** The value of each base64 character; -1 for all else. */
const VALUES = new Int8Array(256).fill(-1);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  VALUES[character.charCodeAt(0)] = value;
}

/**
 * Text in UTF-7 (RFC 2152): between `+` and the first character that is no base64, UTF-16 in base64; a `-` there goes. What is too
 * short for a character is itself, as in `C++`. iconv-lite reads the same, but takes two seconds for four megabytes of short shifts.
 */
export function fromUtf7(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    units[length++] = bytes[at] ?? 0;
    if (bytes[at] !== PLUS) continue;
    const start = length - 1;
    let bits = 0;
    let count = 0;
    let end = at + 1;
    length = start;
    for (let value = sixBits(bytes[end]); value >= 0; value = sixBits(bytes[++end])) {
      bits = ((bits << 6) | value) & 0x3fffff;
      count += 6;
      if (count < 16) continue;
      count -= 16;
      units[length++] = (bits >> count) & 0xffff;
    }
    if (length === start) length += 1;
    else at = end - 1;
    if (bytes[at + 1] === MINUS) at += 1;
  }
  return Buffer.from(units.buffer, 0, length * 2)
    .toString('utf16le')
    .toWellFormed();
}

function sixBits(byte: number | undefined): number {
  return byte === undefined ? -1 : (VALUES[byte] ?? -1);
}
