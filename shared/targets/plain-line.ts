/** Steer what is shown and show nothing: controls, and marks that turn the direction of a line. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

/**
 * A text as one line of at most so many UTF-16 units, which is the most that any vendor means by a character; cut between characters, with an
 * ellipsis. Never empty, since they refuse that.
 */
export function plainLine(text: string, most: number): string {
  const line = text.toWellFormed().replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line || '–';
  return `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
