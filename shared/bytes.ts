/** Sizes as the table and the mail service count them: bytes of UTF-8, never characters. */

/** At most `bytes` bytes of a text, cut between characters. */
export function cutBytes(text: string, bytes: number): string {
  const whole = Buffer.from(text.toWellFormed());
  return whole.length <= bytes ? text : new TextDecoder().decode(whole.subarray(0, bytes), { stream: true });
}

/** The JSON in these bytes, which are UTF-8 with or without a mark. Throws a `SyntaxError` for what is none. */
export function readJson(bytes: ArrayBuffer | Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SyntaxError('no JSON in UTF-8', { cause });
  }
}
