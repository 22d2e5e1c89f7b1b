/** When a signed link or token was made, as its text has it, for patterns: whole seconds in base 36. */
export const MADE_PATTERN = '[0-9a-z]{1,8}';

/** An instant (ISO, UTC) as such a text; what is less than a second is cut. */
export function madeText(at: string): string {
  return Math.floor(Date.parse(at) / 1000).toString(36);
}

/** The instant of such a text (ISO, UTC). */
export function madeAt(text: string): string {
  return new Date(Number.parseInt(text, 36) * 1000).toISOString();
}
