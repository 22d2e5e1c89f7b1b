import { isDisclaimer } from './disclaimer.ts';
import { isBlank } from './line.ts';
import type { Mark } from './marks.ts';
import { isMobileFooter } from './mobile-footer.ts';
import { isDelimiter, isSignature, isStandardDelimiter } from './signature.ts';

/** Turns the marks of signatures and footers from `text` into their own. */
export function markEndings(lines: readonly string[], marks: Mark[]): void {
  markSignatures(lines, marks);
  markFooters(lines, marks);
}

/** A signature reaches from its delimiter to the next quote or the end; one without the delimiter's space, to the next `--`. */
function markSignatures(lines: readonly string[], marks: Mark[]): void {
  const isText = (at: number) => marks[at] === 'text' || marks[at] === 'blank';
  for (let at = 0; at < lines.length; at += 1) {
    if (marks[at] !== 'text' || !isDelimiter(lines[at] ?? '')) continue;
    let end = at + 1;
    const isOpen = isStandardDelimiter(lines[at] ?? '');
    while (end < lines.length && isText(end) && (isOpen || !isDelimiter(lines[end] ?? ''))) end += 1;
    if (isSignature(lines[at] ?? '', lines.slice(at + 1, end))) marks.fill('signature', at, end);
    at = end - 1;
  }
}

/** Footers stand at the end of what somebody wrote, so they are looked for upwards from each end. */
function markFooters(lines: readonly string[], marks: Mark[]): void {
  let isEnd = true;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    if (marks[at] === 'blank') continue;
    if (marks[at] !== 'text') isEnd = true;
    else if (isEnd) isEnd = markFooterEndingAt(lines, marks, at);
  }
}

function markFooterEndingAt(lines: readonly string[], marks: Mark[], at: number): boolean {
  if (isMobileFooter(lines[at] ?? '')) {
    marks[at] = 'footer';
    return true;
  }
  let top = at;
  while (top > 0 && marks[top - 1] === 'text' && !isBlank(lines[top - 1] ?? '')) top -= 1;
  if (!isDisclaimer(lines.slice(top, at + 1))) return false;
  marks.fill('footer', top, at + 1);
  return true;
}
