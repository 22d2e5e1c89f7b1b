import { attributionAt } from './attribution.ts';
import { isBlank, LONGEST_MARK } from './line.ts';
import { isQuoted } from './quote.ts';
import { allWords, anyOf } from './words/all.ts';

/** Where an attribution may begin inside a line: behind a space, or the dashes that some programs set before it. */
const BEGINS = new RegExp(`(?:\\s|\\s?-{2,3}\\s?)(?=${anyOf(allWords('starts'))}[\\s\\d])`, 'giu');

/** Words like "On" in an attribution itself. */
const MOST_BEGINS = 3;

/**
 * Sets an attribution with an address on a line of its own that a mail program wrote behind somebody's last words, right above its
 * quote: "It prints. On Mon, 5 May 2025 at 10:23 AM, desk@desk.example wrote:".
 */
export function withoutRunOn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, at) => (isAboveQuote(lines, at) ? splitAtAttribution(line) : [line]));
}

function isAboveQuote(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > LONGEST_MARK || isQuoted(line) || !/[:：]\s*$/.test(line)) return false;
  const below = isBlank(lines[at + 1] ?? '') ? at + 2 : at + 1;
  return isQuoted(lines[below] ?? '');
}

function splitAtAttribution(line: string): readonly string[] {
  if (attributionAt([line], 0) !== undefined) return [line];
  const begins = [...line.matchAll(BEGINS)].slice(-MOST_BEGINS).reverse();
  for (const { index, 0: gap } of begins) {
    const attribution = line.slice(index + gap.length);
    if (/^\p{Lu}/u.test(attribution) && /\S@\S/.test(attribution) && attributionAt([attribution], 0)?.certain) {
      return [line.slice(0, index), attribution];
    }
  }
  return [line];
}
