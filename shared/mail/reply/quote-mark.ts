import { isBlank } from './line.ts';

/** Marks that some programs set before quoted lines instead of `>`: a bar, a guillemet, the writer's initials, an indentation. */
const MARKS: readonly RegExp[] = [
  /^\s{0,4}[|│┃¦](?:\s|$)/,
  /^\s{0,4}[»:%](?:\s|$)/,
  /^\s{0,4}\p{Lu}{1,3}>/u,
  /^(?: {2,}|\t)/,
];
/** Blank lines between an attribution and its quote. */
const MOST_BLANKS = 3;

/** What marks the lines below an attribution as quoted, where its first line has such a mark; none of them alone proves a quote. */
export function quoteMarkBelow(lines: readonly string[], from: number): RegExp | undefined {
  let at = from;
  while (at < from + MOST_BLANKS && isBlank(lines[at] ?? 'x')) at += 1;
  const first = lines[at] ?? '';
  return MARKS.find((mark) => mark.test(first));
}
