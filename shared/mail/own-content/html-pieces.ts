import { walkTags } from '../html/tags.ts';
import { lettersOf } from './letters.ts';

/** More is not looked through: of what a mail may hold, most is then not its text. In characters. */
const MOST_HTML = 2_000_000;

/** Elements within a line; all others begin and end one. */
const INLINE = new Set(
  'a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

type Attributes = ReadonlyMap<string, string>;

/** HTML in pieces, in their order. Text, pictures and breaks are of a line, by its number. */
export type Piece =
  | { kind: 'text'; text: string; line: number }
  | { kind: 'void'; tag: string; attributes: Attributes; line: number }
  | { kind: 'open'; tag: string; attributes: Attributes }
  | { kind: 'close'; tag: string };

/**
 * What stands on one line: words, or signs or pictures without any, or nothing to be seen. A `rule` is a line across or a row of
 * dashes, an `edge` the beginning or end of a quote: what is below either has nothing to do with what is above.
 */
export type HtmlLine = { kind: 'words' | 'signs' | 'blank' | 'rule' | 'edge'; letters: string; isQuoted: boolean };

/** Cuts sanitised HTML into its pieces, and tells its lines; undefined when it is too long. Linear. */
export function piecesOf(html: string): { pieces: Piece[]; lines: HtmlLine[] } | undefined {
  if (html.length > MOST_HTML) return undefined;
  const pieces: Piece[] = [];
  const lines: HtmlLine[] = [];
  let quotes = 0;
  let preformatted = 0;
  let shown = '';
  let hasPicture = false;
  const endLine = () => {
    const letters = lettersOf(shown);
    lines.push({ kind: kindOf(shown, letters, hasPicture), letters, isQuoted: quotes > 0 });
    shown = '';
    hasPicture = false;
  };
  const put = (text: string) => {
    pieces.push({ kind: 'text', text, line: lines.length });
    shown += text;
  };
  const divide = (kind: 'rule' | 'edge') => {
    endLine();
    lines.push({ kind, letters: '', isQuoted: quotes > 0 });
  };
  walkTags(html, {
    text(text) {
      const [first = '', ...more] = preformatted > 0 ? text.split('\n') : [text];
      put(first);
      for (const line of more) {
        endLine();
        put(`\n${line}`);
      }
    },
    open(tag, attributes) {
      if (tag === 'img') {
        if (!isShown(attributes)) return;
        hasPicture = true;
        pieces.push({ kind: 'void', tag, attributes, line: lines.length });
      } else if (tag === 'hr' || tag === 'br') {
        if (tag === 'hr') divide('rule');
        pieces.push({ kind: 'void', tag, attributes, line: lines.length - (tag === 'hr' ? 1 : 0) });
        endLine();
      } else if (tag !== 'wbr' && tag !== 'col') {
        if (tag === 'blockquote') divide('edge');
        else if (!INLINE.has(tag)) endLine();
        if (tag === 'blockquote') quotes += 1;
        if (tag === 'pre') preformatted += 1;
        pieces.push({ kind: 'open', tag, attributes });
      }
    },
    close(tag, selfClosing) {
      if (selfClosing) return;
      if (tag === 'blockquote') quotes = Math.max(0, quotes - 1);
      if (tag === 'blockquote') divide('edge');
      else if (!INLINE.has(tag)) endLine();
      if (tag === 'pre') preformatted = Math.max(0, preformatted - 1);
      pieces.push({ kind: 'close', tag });
    },
  });
  endLine();
  return { pieces, lines };
}

function kindOf(shown: string, letters: string, hasPicture: boolean): HtmlLine['kind'] {
  if (letters !== '') return 'words';
  if (hasPicture) return 'signs';
  if (shown.trim() === '') return 'blank';
  return /^[\s–—_-]+$/.test(shown) ? 'rule' : 'signs';
}

/** One whose source was not kept is nothing. */
function isShown(attributes: Attributes): boolean {
  return attributes.has('src') || attributes.has('data-remote-src');
}
