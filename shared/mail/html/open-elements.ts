import { endOfTag } from './tag-end.ts';

/** Elements whose content is no markup: unclosed, each of them takes the words up to the next end of one. Other tags may name them in a value. */
const START = /<!--|<(script|style|title)(?=[\s>/])|<[a-z]/gi;
/** Markup within such an element: its own end is missing. */
const MARKUP = {
  style:
    /<(?:\/head|\/?(?:body|html|p|div|br|table|tbody|tr|td|span|font|center|ul|ol|li|a|b|i|img|h[1-6]|style|title|script))(?=[\s>/])/gi,
  title:
    /<(?:\/head|\/?(?:body|html|head|p|div|br|table|tbody|tr|td|span|font|center|ul|ol|li|a|img|h[1-6]|style|title|script|meta|link))(?=[\s>/])/gi,
  script: /<(?:body|script)(?=[\s>/])/gi,
};

/** More are in no honest mail; the rest is left as it is. */
const MOST_OPEN = 1_000;

/** The HTML as it is read, and whether words may be missing in it, or there are some that are none. */
export type Closed = { html: string; isDoubtful: boolean };

/**
 * Ends each `style`, `script` and `title` that is not closed where markup goes on; up to there a style has rules and no words. A script
 * may have anything, so what is left of it is doubtful. Linear in the length of the HTML.
 */
export function withoutOpenElements(html: string): Closed {
  const ends = new Map<string, number>();
  let closed = '';
  let isDoubtful = false;
  let from = 0;
  let open = 0;
  let lastTag = 0;
  START.lastIndex = 0;
  for (let found = START.exec(html); found; found = START.exec(html)) {
    const name = found[1]?.toLowerCase() as keyof typeof MARKUP | undefined;
    if (name === undefined && found[0] !== '<!--') {
      // Where one has no end, none that follows has one.
      if (lastTag >= 0) lastTag = endOfTag(html, START.lastIndex);
      START.lastIndex = Math.max(START.lastIndex, lastTag);
      continue;
    }
    if (name === undefined) {
      START.lastIndex = endOfComment(html, found.index);
      isDoubtful ||= hidesWords(html.slice(found.index + 4, START.lastIndex));
      continue;
    }
    const content = html.indexOf('>', START.lastIndex) + 1;
    if (content === 0) break;
    const end = endOf(html, name, content, ends);
    const markup = first(html, MARKUP[name], content, end);
    START.lastIndex = Math.min(markup, end);
    if (markup >= end && end < html.length) continue;
    open += 1;
    if (open > MOST_OPEN) return { html: closed + html.slice(from), isDoubtful: true };
    closed += html.slice(from, found.index) + words(name, html.slice(content, START.lastIndex));
    from = START.lastIndex;
    isDoubtful ||= name === 'script';
  }
  return { html: closed + html.slice(from), isDoubtful };
}

/** What of the content may be words: rules of a style have a property in them. */
function words(name: string, content: string): string {
  const end = name === 'style' ? content.lastIndexOf('}') + 1 : 0;
  return `<div>${/\{[^{}:]*:[^{}]*\}/.test(content.slice(0, end)) ? content.slice(end) : content}</div>`;
}

function endOfComment(html: string, at: number): number {
  const end = html.indexOf('-->', at + 4);
  return end < 0 ? html.length : end + 3;
}

/** One within another: the end of the first one is missing. What only Outlook reads has some. */
function hidesWords(comment: string): boolean {
  return comment.includes('<!--') && !comment.startsWith('[if');
}

/** Where it is closed, or the length of all. Each end is looked for once, however many there are before it. */
function endOf(html: string, name: string, from: number, ends: Map<string, number>): number {
  const known = ends.get(name) ?? -1;
  if (known >= from) return known;
  const end = first(html, new RegExp(`</${name}(?=[\\s>/])`, 'gi'), from, html.length);
  ends.set(name, end);
  return end;
}

/** Where a pattern is found first; `end` when it is not before that. */
function first(html: string, pattern: RegExp, from: number, end: number): number {
  pattern.lastIndex = from;
  const found = pattern.exec(html.slice(0, end));
  return found ? found.index : end;
}
