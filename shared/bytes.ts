/** Sizes as the table and the mail service count them: bytes of UTF-8, never characters. */

/** At most `bytes` bytes of a text, cut between characters. */
export function cutBytes(text: string, bytes: number): string {
  const whole = Buffer.from(text.toWellFormed());
  return whole.length <= bytes ? text : new TextDecoder().decode(whole.subarray(0, bytes), { stream: true });
}
