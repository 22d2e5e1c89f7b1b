import { inWrittenOrder } from '../clean.ts';
import { allowedLink, imageSource, isPlainAttribute } from './allowed.ts';
import { readDeclarations } from './declarations.ts';
import { escapeHtml } from './escape.ts';
import { isReadable, readFontAttribute, readFontSize, sizeOfTag } from './font-size.ts';
import { canBeLeft, type GivenInk, type Ink, inkFor, PLAIN_INK } from './ink.ts';
import { hasRoom, isLegibleFace, isVisibleSize, safeValue } from './style.ts';

/** The address of a picture that is not loaded; whoever shows the HTML may offer to. */
const REMOTE_SOURCE = 'data-remote-src';

/** How text inside an element is seen: in which colours, how large its letters and how far in it is, in pixels. */
export type Look = { ink: Ink; size: number; indent: number };

/** How text is seen on a page of its own. */
export const PLAIN_LOOK: Look = { ink: PLAIN_INK, size: 16, indent: 0 };

/** Elements that change nothing by themselves: most of all there are. */
const PLAIN_TAGS = /^(?:b|br|div|em|i|li|p|s|span|strong|t[dhr]|tbody|u)$/;

/** Elements that browsers move in, by so many pixels. */
const INDENTED = /^(?:blockquote|dd|figure|ol|ul)$/;
const INDENT = 40;

/** Elements whose `bgcolor` counts (HTML, section 15.3.8). */
const WITH_BGCOLOR = /^(?:table|t[dhr]|tbody|thead|tfoot)$/;
/** The forms of colour that attributes and CSS read alike. */
const PLAIN_COLOR = /^(?:#[\da-f]{3}|#[\da-f]{6}|[a-z]+)$/i;
/** Space around and between cells, and their lines, in pixels. */
const SPACING = /^(?:border|cellpadding|cellspacing)$/;
const MAX_SPACING = 50;
const MAX_RULE = 20;
const MAX_SPAN: Readonly<Record<string, number>> = { colspan: 100, rowspan: 1_000 };

/**
 * The opening tag of an element as it may be shown inside one that looks like `around`, and how what is in it then looks. Undefined
 * for an element that by its name alone would put its text out of sight (too small, too large, too far in), and for a picture that nobody
 * sees.
 */
export function dress(
  tag: string,
  attributes: ReadonlyMap<string, string>,
  around: Look,
): { markup: string; look: Look } | undefined {
  if (attributes.size === 0 && PLAIN_TAGS.test(tag) && around.ink.fillsBox) return { markup: `<${tag}>`, look: around };
  if (tag === 'img' && isDot(attributes)) return undefined;
  const ofTag = sizeOfTag(tag, around.size);
  const inset = INDENTED.test(tag) ? INDENT : 0;
  if (!isReadable(ofTag) || !hasRoom(around.indent, inset)) return undefined;
  const declarations = readDeclarations(attributes.get('style') ?? '');
  const given = inkOf(tag, attributes, declarations, around.ink);
  const size = fontSizeOf(tag, attributes, declarations, around.size);
  const look = { ink: given.ink, size: size ?? ofTag, indent: around.indent + inset };

  const style = safeStyle(tag, declarations, { given, size }, look);
  const written = [...attributes].map(([name, value]) =>
    name === 'style' ? attribute('style', style) : safeAttribute(tag, name, value, look),
  );
  if (!attributes.has('style')) written.push(attribute('style', style));
  return { markup: `<${tag}${written.join('')}>`, look };
}

/** A picture of a dot's size shows nothing, and counts who reads. */
function isDot(attributes: ReadonlyMap<string, string>): boolean {
  const isOfDot = (side: string) => /^[0-2](?:px)?$/.test(attributes.get(side)?.trim() ?? '');
  const isStyled = /(?:^|[\s;])(?:width|height):\s*[0-2](?:px)?\s*(?:;|$)/i.test(attributes.get('style') ?? '');
  return isOfDot('width') || isOfDot('height') || isStyled;
}

function inkOf(tag: string, attributes: ReadonlyMap<string, string>, style: ReadonlyMap<string, string>, around: Ink) {
  const plain = (name: string) => {
    const value = attributes.get(name)?.trim();
    return value !== undefined && PLAIN_COLOR.test(value) ? value : undefined;
  };
  const asked = {
    text: style.get('color') ?? (tag === 'font' ? plain('color') : undefined),
    behind: style.get('background-color') ?? (WITH_BGCOLOR.test(tag) ? plain('bgcolor') : undefined),
  };
  const isLink = tag === 'a' && allowedLink(attributes.get('href') ?? '') !== undefined;
  return inkFor(tag, isLink, asked, around);
}

/** Of the letters, in pixels, when the element asks for one that can be read. */
function fontSizeOf(
  tag: string,
  attributes: ReadonlyMap<string, string>,
  style: ReadonlyMap<string, string>,
  around: number,
): number | undefined {
  const asked = readFontSize(style.get('font-size') ?? '', around);
  if (isReadable(asked)) return asked;
  return tag === 'font' ? readFontAttribute(attributes.get('size') ?? '') : undefined;
}

function safeStyle(
  tag: string,
  declarations: Map<string, string>,
  { given, size }: { given: GivenInk; size: number | undefined },
  look: Look,
): string {
  const kept = new Map<string, string>();
  for (const [property, value] of declarations) {
    if (property === 'color' && given.text && given.text !== 'inherit') kept.set(property, given.text);
    else if (property === 'background-color' && given.behind) kept.set(property, given.behind);
    else if (property === 'font-size' && size !== undefined) kept.set(property, value);
    else {
      const safe = safeValue(property, value, { tag, ...look });
      if (safe) kept.set(property, safe.value);
      look.indent += safe?.moves ?? 0;
    }
  }
  if (given.text && !kept.has('color')) kept.set('color', given.text);
  if (given.behind && !kept.has('background-color')) kept.set('background-color', given.behind);
  // Light text that ran out of its dark box would be light on light.
  if (given.behind && canBeLeft(tag) && !kept.has('overflow-wrap')) kept.set('overflow-wrap', 'break-word');
  if (tag === 'pre' && !look.ink.isPage && !kept.has('white-space')) kept.set('white-space', 'pre-wrap');
  return [...kept].map(([property, value]) => `${property}: ${value}`).join('; ');
}

/** With the space before it; empty for an attribute that is not kept. */
function safeAttribute(tag: string, name: string, value: string, look: Look): string {
  if (tag === 'a' && name === 'href') return link(allowedLink(value));
  if (tag === 'img' && (name === 'src' || name === REMOTE_SOURCE)) return image(imageSource(value));
  // From right to left an address or a name is shown in another order: the direction is found by the letters themselves.
  if (name === 'dir') return attribute('dir', /^\s*ltr\s*$/i.test(value) ? 'ltr' : 'auto');
  if (!isPlainAttribute(name, value) || !isVisible(tag, name, value, look)) return '';
  return attribute(name, inWrittenOrder(value), true);
}

/** False for what hides, moves away or covers text. Colours of attributes are in the style. */
function isVisible(tag: string, name: string, value: string, look: Look): boolean {
  const text = value.trim();
  if (name === 'width' || name === 'height') return /^[\d.]+(?:px|%)?$/.test(text) && isVisibleSize(tag, text);
  if (name === 'face') return isLegibleFace(text);
  if (name === 'size') return tag === 'hr' ? isWithin(text, MAX_RULE) : /^[+-]?\d{1,3}$/.test(text);
  if (name === 'align') return !(/^(?:table|img|hr)$/.test(tag) && /left|right/i.test(text));
  if (name in MAX_SPAN) return isWithin(text, MAX_SPAN[name] ?? 0);
  if (!SPACING.test(name)) return name !== 'color' && name !== 'bgcolor';
  if (!isWithin(text, MAX_SPACING) || !hasRoom(look.indent, Number(text))) return false;
  look.indent += Number(text);
  return true;
}

function isWithin(text: string, most: number): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) <= most;
}

function link(href: string | undefined): string {
  return href === undefined ? '' : `${attribute('href', href)} rel="noopener noreferrer nofollow" target="_blank"`;
}

function image(source: ReturnType<typeof imageSource>): string {
  if (source === undefined) return '';
  return 'show' in source ? attribute('src', source.show) : attribute(REMOTE_SOURCE, source.remote);
}

function attribute(name: string, value: string, mayBeEmpty = false): string {
  return value === '' && !mayBeEmpty ? '' : ` ${name}="${escapeHtml(value)}"`;
}
