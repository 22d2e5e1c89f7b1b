import { bare, lastShown } from './line.ts';
import { isSigned } from './prose.ts';

/** What a phone adds names the phone, or whose it is. */
const PHONE = /iphone|ipad|android|\bios\b|galaxy|samsung|huawei|xiaomi|\b(?:my|mio|mia|meinem|mon|mi|meu|mijn)\b/i;

/**
 * True if line `at`, which reads like "Sent from my iPhone", goes on with what is said above it: in lower case, below a line that ends no
 * sentence, or as what a colon announces or a question asks for.
 */
export function goesOn(lines: readonly string[], at: number): boolean {
  const text = bare(lines[at] ?? '');
  if (/^\p{Ll}(?!\p{Lu})/u.test(text)) return true;
  const above = lastShown(lines, at);
  const before = bare(lines[above] ?? '');
  if (/[:：]$/.test(before)) return true;
  if (/[?？]$/.test(before)) return above === at - 1 || !PHONE.test(text);
  return (
    above === at - 1 && before !== '' && !/[.!…。！)\]>]$/.test(before) && !isSigned(before) && /\p{L}/u.test(before)
  );
}
