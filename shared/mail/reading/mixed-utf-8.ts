/** A character that a gateway cut in two to put a line end between its bytes. */
const WRAPPED =
  /([\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\r?\n[ \t]?([\x80-\xbf]{1,3})(?![\x80-\xbf])/g;

/**
 * A byte of windows-1252 between ASCII: a letter or an apostrophe beside letters, or the words of one letter that Italian and Spanish
 * have. At the end of a text it may be the beginning of a character that was cut off.
 */
const LONE =
  /(?<=[a-z])(?:[\x91\x92\xc0-\xff](?=[\0-\x7f])|[\xf5-\xff]$)|(?<![\x80-\xff])[\x91\x92\xc0-\xff](?=[a-z])|(?<=[\s'])[\xc0\xc8\xe0\xe8\xe9\xf2\xf3](?=[\s'])/gi;

/** Each byte of windows-1252 in UTF-8, one character a byte. */
const IN_UTF8 = Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(new TextDecoder('windows-1252').decode(Uint8Array.of(byte))).toString('latin1'),
);

/** `bytes`, one character each, with every character in one piece. */
export function withoutWraps(bytes: string): string {
  return bytes.replace(WRAPPED, '$1$2');
}

/**
 * Text of two mailers: UTF-8, with a quote or a signature in windows-1252, `lone` bytes of which become UTF-8. `bytes` has one character
 * a byte; what is whole in it stays as it is, since no byte of a whole character stands alone.
 */
export function mendMixed(bytes: string): { mended: string; lone: number } {
  let lone = 0;
  const mended = bytes.replace(LONE, (byte) => {
    lone += 1;
    return IN_UTF8[byte.charCodeAt(0)] ?? byte;
  });
  return { mended, lone };
}
