/** Crockford's alphabet: no I, L, O or U, so that an id survives being read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes as Crockford base32 in upper case, most significant bit first, without padding. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(pending >> bits) & 31];
    }
  }
  return bits > 0 ? text + ALPHABET[(pending << (5 - bits)) & 31] : text;
}

/** The number that the first `bits` (at most 48) of such a text stand for. Letters of no alphabet of ours count as 0. */
export function readBase32(text: string, bits: number): number {
  const letters = Math.ceil(bits / 5);
  const value = [...text.slice(0, letters)].reduce(
    (sum, letter) => sum * 32 + Math.max(0, ALPHABET.indexOf(letter)),
    0,
  );
  return Math.floor(value / 2 ** (letters * 5 - bits));
}
