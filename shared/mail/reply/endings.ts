import { isGreeting } from './answers-below.ts';
import { disclaimerStart } from './disclaimer.ts';
import { goesOn } from './footer-context.ts';
import { isBlank } from './line.ts';
import type { Mark } from './marks.ts';
import { isMobileFooter } from './mobile-footer.ts';
import { isDelimiter, signatureLength } from './signature.ts';

/** Turns the marks of signatures and footers from `text` into their own. */
export function markEndings(lines: readonly string[], marks: Mark[]): void {
  markSignatures(lines, marks);
  markFooters(lines, marks);
  keepOnlyParagraph(lines, marks);
}

/** Below a greeting alone no paragraph is a disclaimer: it is what its writer has to say. */
function keepOnlyParagraph(lines: readonly string[], marks: Mark[]): void {
  if (!isGreeting(lines.filter((_, at) => marks[at] === 'text').join('\n'))) return;
  marks.forEach((mark, at) => {
    if (mark === 'footer' && !isMobileFooter(lines[at] ?? '')) marks[at] = 'text';
  });
}

/** A signature stands between its delimiter and the next quote, delimiter or end: of two sections neither is one. */
function markSignatures(lines: readonly string[], marks: Mark[]): void {
  const isText = (at: number) => marks[at] === 'text' || marks[at] === 'blank';
  const isDashes = (at: number) => marks[at] === 'text' && isDashDelimiter(lines[at] ?? '');
  for (let at = 0; at < lines.length; at += 1) {
    if (marks[at] !== 'text' || !isDelimiter(lines[at] ?? '')) continue;
    let end = at + 1;
    while (end < lines.length && isText(end) && !isDashes(end)) end += 1;
    const length = isDashes(at) && isDashes(end) ? -1 : signatureLength(lines[at] ?? '', lines.slice(at + 1, end));
    if (length >= 0) marks.fill('signature', at, at + 1 + length);
    at = end - 1;
  }
}

function isDashDelimiter(line: string): boolean {
  return isDelimiter(line) && line.trim().startsWith('-');
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
  if (isMobileFooter(lines[at] ?? '') && !goesOn(lines, at)) {
    marks[at] = 'footer';
    return true;
  }
  let top = at;
  while (top > 0 && marks[top - 1] === 'text' && !isBlank(lines[top - 1] ?? '')) top -= 1;
  const start = disclaimerStart(lines.slice(top, at + 1));
  if (start === undefined) return false;
  marks.fill('footer', top + start, at + 1);
  return start === 0;
}
