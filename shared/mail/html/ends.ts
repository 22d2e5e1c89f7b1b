import { type Closed, withoutOpenElements } from './open-elements.ts';
import { endOfTag } from './tag-end.ts';

/** An address, or the name of an error, in angle brackets; or a sign that something is less, with a tag behind it. */
const WORDS = /<([\w.+%-]{1,64}@[\w.-]{1,255}|(?:[A-Z][a-z0-9]{1,60}){2,6})>|<(?=[a-z][^<>"'=]{0,500}<)/g;
/** Nobody writes more of them: a million would take half a gigabyte. */
const MOST_WORDS = 20_000;
/** Elements whose names some write in capitals so. */
const ELEMENT = /^(?:blockquote|textarea|noscript|tbody|thead|tfoot|fieldset|colgroup|optgroup|basefont|iframe)$/i;

/**
 * HTML without what is still open at its end and takes all words up to there: a comment, a tag with an unclosed quote, an element that
 * is not shown. Words in angle brackets are words, and the content of `CDATA` is text. Linear in the length of the HTML.
 */
export function withEnds(html: string): Closed {
  const end = endOfWords(html);
  const words = html
    .slice(0, end)
    .replace(WORDS, (all, name?: string) => (name && ELEMENT.test(name) ? all : `&lt;${all.slice(1)}`));
  const escaped = words + html.slice(end);
  const text = escaped.replace(/<!\[CDATA\[|\]\]>/g, '');
  const open = text.indexOf('<!--', text.lastIndexOf('-->') + 1);
  const closed = withoutOpenElements(open < 0 ? text : withoutComment(text, open));
  return { html: withoutOpenTag(closed.html), isDoubtful: closed.isDoubtful || open >= 0 };
}

/** Behind the first character of the next one after so many, which tells that the last one is over. */
function endOfWords(html: string): number {
  let count = 0;
  for (const { index } of html.matchAll(WORDS)) {
    count += 1;
    if (count > MOST_WORDS) return index + 1;
  }
  return html.length;
}

function withoutComment(html: string, open: number): string {
  return html.slice(0, open) + html.slice(open + 4).replaceAll('<!--', '');
}

/** Of a tag that never ends only the beginning is left out, up to where it looks ended; one without any end is words. */
function withoutOpenTag(html: string): string {
  const open = openTag(html);
  if (open === undefined) return html;
  const end = html.indexOf('>', open);
  // The end of a tag that was cut off has no words.
  if (end < 0)
    return /^<\//.test(html.slice(open, open + 2)) ? html : `${html.slice(0, open)}&lt;${html.slice(open + 1)}`;
  return `${html.slice(0, open)}<span>${html.slice(end + 1)}`;
}

/** Where the tag begins that is open at the end. */
function openTag(html: string): number | undefined {
  const next = /<!--|<\/?[a-z]/gi;
  for (let found = next.exec(html); found; found = next.exec(html)) {
    const end = found[0] === '<!--' ? html.indexOf('-->', found.index) + 3 : endOfTag(html, next.lastIndex);
    if (end < 3) return found.index;
    next.lastIndex = end;
  }
  return undefined;
}
