import { VOID_TAGS } from './allowed.ts';
import { readDeclarations } from './declarations.ts';
import { escapeHtml } from './escape.ts';
import { HiddenClasses } from './hidden-classes.ts';
import { hides, IN_SIGHT, inside, isSeen, type Sight } from './sight.ts';
import { type TagWalk, walkTags } from './tags.ts';

/** Without any of these words HTML hides nothing that is known here. */
const HINT =
  /hidden|none|collapse|mso-hide|opacity|size\s*:\s*\+?[.01]|text-indent|position|transparent|<template|<datalist/i;

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

function markup(tag: string, attributes: ReadonlyMap<string, string>): string {
  return `<${tag}${[...attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('')}>`;
}
