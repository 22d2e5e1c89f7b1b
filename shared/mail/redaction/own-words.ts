import { outsideQuotes } from '../reply/outside-quotes.ts';
import { isForwardLine } from '../reply/separator.ts';

/** A line of a quote by the mark before it: a bracket, a bar, a guillemet, or its writer's initials. */
const MARKED = /^\s*(?:>|[|│┃¦»]|\p{Lu}{1,3}>)/u;

/** A text without the lines that are marked as a quote. */
export function withoutMarked(text: string): string {
  const lines = text.split('\n');
  const own = lines.filter((line) => !MARKED.test(line));
  return own.length === lines.length
    ? text
    : own
        .join('\n')
        .replaceAll(/\n{3,}/g, '\n\n')
        .trim();
}

/** What of a text its writer said: without marked lines, and what stands below the head of another mail that it answers or passes on. */
export function ownWords(text: string): string {
  const lines = withoutMarked(text).split('\n');
  const forward = lines.findIndex(isForwardLine);
  return outsideQuotes(lines.slice(0, forward < 0 ? undefined : forward).join('\n'));
}
