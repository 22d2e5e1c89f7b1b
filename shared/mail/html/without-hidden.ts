import { VOID_TAGS } from './allowed.ts';
import { readDeclarations } from './declarations.ts';
import { escapeHtml } from './escape.ts';
import { readFontSize } from './font-size.ts';
import { HiddenClasses } from './hidden-classes.ts';
import { lengthsOf } from './length.ts';
import { type TagWalk, walkTags } from './tags.ts';

/** Without any of these words HTML hides nothing that is known here. */
const HINT =
  /hidden|none|collapse|mso-hide|opacity|size\s*:\s*\+?[.01]|text-indent|position|transparent|<template|<datalist/i;

/** Smaller letters are no letters, in pixels. */
const LEAST_SIZE = 2;
/** So far out it is out of any window, in pixels. */
const OUT_OF_SIGHT = -500;

/** Elements that are never shown. Other such are dropped with all HTML. */
const UNSHOWN = /^(?:template|datalist)$/;

/** Elements whose end many leave out: what begins where ends the one that is open, within what (HTML, section 13.1.2.4). */
const P_ENDS =
  /^(?:address|article|aside|blockquote|center|div|dl|fieldset|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|ul)$/;
const ENDS: readonly (readonly [begins: RegExp, ends: RegExp, within: RegExp])[] = [
  [P_ENDS, /^p$/, /^(?:t[dh]|li|div|blockquote|table)$/],
  [/^li$/, /^li$/, /^(?:ul|ol)$/],
  [/^d[td]$/, /^d[td]$/, /^dl$/],
  [/^t[dh]$/, /^t[dh]$/, /^(?:tr|table)$/],
  [/^(?:tr|tbody|tfoot)$/, /^t(?:r|d|h|head|body)$/, /^table$/],
];

/** How what is in an element is seen: not at all, or so until an element in it says otherwise. */
type Sight = { isGone: boolean; isInvisible: boolean; isInkless: boolean; size: number };
const IN_SIGHT: Sight = { isGone: false, isInvisible: false, isInkless: false, size: 16 };

/**
 * HTML as its writer saw it: without text and pictures that no mail program shows, by their own style or that of a class (`display`, `visibility`,
 * `mso-hide`, letters without a size, the attribute `hidden`, and their kin). Undefined when it hides none. Text in the colour of what is behind it
 * is not known here, nor is what only some windows hide (`@media`). Linear.
 */
export function withoutHidden(html: string): string | undefined {
  if (!HINT.test(html)) return undefined;
  const walk = new SeeingWalk(HiddenClasses.of(html));
  walkTags(html, walk);
  return walk.hidesAny ? walk.seen() : undefined;
}

class SeeingWalk implements TagWalk {
  hidesAny = false;
  readonly #classes: HiddenClasses;
  readonly #output: string[] = [];
  readonly #open: { tag: string; sight: Sight }[] = [];

  constructor(classes: HiddenClasses) {
    this.#classes = classes;
  }

  seen(): string {
    return this.#output.join('');
  }

  text(text: string): void {
    const inner = this.#open.at(-1);
    if (isSeen(this.#sight)) this.#output.push(escapeHtml(text));
    else if (/[\p{L}\p{N}]/u.test(text) && inner?.tag !== 'style') this.hidesAny = true;
  }

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    for (const [begins, ends, within] of ENDS) if (begins.test(tag)) this.#end(ends, within);
    const style = readDeclarations(attributes.get('style') ?? '');
    const around = this.#sight;
    const isGone =
      around.isGone || UNSHOWN.test(tag) || attributes.has('hidden') || hides(style) || this.#classes.hide(attributes);
    const sight = isGone ? { ...around, isGone } : inside(around, style);
    if (tag === 'img' && (isGone || sight.isInvisible)) this.hidesAny = true;
    else if (!isGone) this.#output.push(markup(tag, attributes));
    if (!VOID_TAGS.has(tag)) this.#open.push({ tag, sight });
  }

  close(tag: string, selfClosing: boolean): void {
    const at = this.#open.findLastIndex((each) => each.tag === tag);
    // An end without a beginning says where a line ends.
    if (at < 0 && !selfClosing && !this.#sight.isGone) this.#output.push(`</${tag}>`);
    if (at >= 0) this.#closeDownTo(at);
  }

  get #sight(): Sight {
    return this.#open.at(-1)?.sight ?? IN_SIGHT;
  }

  #end(ends: RegExp, within: RegExp): void {
    const limit = this.#open.findLastIndex(({ tag }) => within.test(tag));
    const at = this.#open.findIndex(({ tag }, index) => index > limit && ends.test(tag));
    if (at >= 0) this.#closeDownTo(at);
  }

  #closeDownTo(depth: number): void {
    for (const { tag, sight } of this.#open.splice(depth).reverse()) {
      if (!sight.isGone) this.#output.push(`</${tag}>`);
    }
  }
}

/** True when a rule of a style sheet hides the text of an element. */
export function hidesText(style: ReadonlyMap<string, string>): boolean {
  return hides(style) || !isSeen(inside(IN_SIGHT, style));
}

function isSeen({ isGone, isInvisible, isInkless, size }: Sight): boolean {
  return !isGone && !isInvisible && !isInkless && size >= LEAST_SIZE;
}

/** True when declarations put an element out of sight with all that is in it. */
function hides(style: ReadonlyMap<string, string>): boolean {
  const is = (property: string, value: RegExp) => value.test(style.get(property) ?? '');
  const isOut = (property: string) =>
    lengthsOf(style.get(property) ?? '', 16).some((each) => each.pixels <= OUT_OF_SIGHT);
  if (is('display', /^none$/i) || is('mso-hide', /^all$/i) || is('opacity', /^[+]?0*\.?0+%?$/)) return true;
  if (isOut('text-indent')) return true;
  if (is('position', /^(?:absolute|fixed)$/i) && ['left', 'top', 'right', 'bottom'].some(isOut)) return true;
  const isNothing = ['height', 'max-height', 'width', 'max-width'].some((side) => is(side, /^[+]?0*\.?0+[a-z%]*$/i));
  return isNothing && ['overflow', 'overflow-x', 'overflow-y'].some((each) => is(each, /hidden|clip/i));
}

function inside(around: Sight, style: ReadonlyMap<string, string>): Sight {
  const visibility = style.get('visibility')?.toLowerCase();
  const color = style.get('color');
  return {
    isGone: false,
    isInvisible: visibility === undefined || visibility === 'inherit' ? around.isInvisible : visibility !== 'visible',
    isInkless: color === undefined ? around.isInkless : /^transparent$/i.test(color),
    size: readFontSize(style.get('font-size') ?? '', around.size) ?? around.size,
  };
}

function markup(tag: string, attributes: ReadonlyMap<string, string>): string {
  return `<${tag}${[...attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('')}>`;
}
