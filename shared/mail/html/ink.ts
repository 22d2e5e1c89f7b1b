import { BLACK, type Color, contrast, inFrontOf, readColor, toHex, WHITE } from './color.ts';

/** The colours in which an element's text is seen, both opaque. */
export type Ink = {
  text: Color;
  behind: Color;
  /** The whole box is filled. An inline element has its background behind letters alone, and not behind boxes that are in it. */
  fillsBox: boolean;
  /** No element around has colours of its own. */
  isPage: boolean;
};

/** A page of its own: black on white. */
export const PLAIN_INK: Ink = { text: BLACK, behind: WHITE, fillsBox: true, isPage: true };

/** Elements that stand in a line, without a box of their own. */
const INLINE =
  /^(?:a|abbr|b|bdi|big|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$/;

/**
 * What a text must differ from what is behind it at least. 1 is the same colour; the pale grey of legal notices has about 2.8. What has
 * less is shown in the colours around, which are readable.
 */
const LEAST_CONTRAST = 2;

/** What browsers give elements without being asked (HTML, section 15.3). */
const LINK = '#0000ee';
const MARK = { text: '#000000', behind: '#ffff00' };

/** Colours as an element asks for them: values of CSS. */
export type AskedInk = { text: string | undefined; behind: string | undefined };

/** Colours to be written into an element, and the ones that its text then has. */
export type GivenInk = { ink: Ink; text?: string; behind?: string };

/**
 * The colours that an element gets inside one with `around`: as it asks, when its text can then be read, else those around. What is
 * not plain is written on one element, both colours together, so that no way to read the HTML gives a text one without the other. A box
 * inside an inline element, and a caption, which is outside of its table's box, has neither's background unless it is written there again.
 */
export function inkFor(tag: string, isLink: boolean, asked: AskedInk, around: Ink): GivenInk {
  const isBox = !INLINE.test(tag);
  const mustFill = (isBox && !around.fillsBox) || (tag === 'caption' && !around.isPage);
  const isOrdinary = !isLink && tag !== 'mark' && tag !== 'table' && !mustFill;
  if (isOrdinary && asked.text === undefined && asked.behind === undefined) return { ink: around };
  const own = { text: colorOf(asked.text), behind: isClear(asked.behind) ? undefined : colorOf(asked.behind) };
  const preset = tag === 'mark' ? { text: own.text ?? MARK.text, behind: own.behind ?? MARK.behind } : own;
  const fallback = preset.text ?? (isLink ? LINK : undefined);
  const behind = preset.behind ? seen(around.behind, preset.behind) : around.behind;
  const text = fallback ? seen(behind, fallback) : around.text;
  if (contrast(text, behind) < LEAST_CONTRAST) {
    const asksForSome = own.text !== undefined || own.behind !== undefined;
    if (asksForSome) return inkFor(tag, isLink, { text: undefined, behind: undefined }, around);
    // What a browser gives a link by itself cannot be read here.
    return { ink: around, text: 'inherit' };
  }
  const isPlainAround = isSame(around.behind, WHITE) && isSame(around.text, BLACK);
  // In a page without a doctype a table forgets the colour of what is around it.
  const isBare = own.text === undefined && own.behind === undefined && (tag !== 'table' || isPlainAround) && !mustFill;
  if (isBare) return { ink: { ...around, text, behind } };
  const needsText = own.text !== undefined || !around.isPage || !isSame(text, BLACK);
  const needsBehind = own.behind !== undefined || !around.isPage || !isSame(behind, WHITE);
  const fillsBox = isBox || (around.fillsBox && isSame(behind, around.behind));
  return {
    ink: { text, behind, fillsBox, isPage: false },
    ...(needsText && { text: written(own.text, text) }),
    ...(needsBehind && { behind: written(own.behind, behind) }),
  };
}

/** True for an element with a box that does not grow with its text, which can run out of it. Cells and tables do. */
export function canBeLeft(tag: string): boolean {
  return !INLINE.test(tag) && !/^(?:table|t[dhr]|tbody|thead|tfoot)$/.test(tag);
}

/** What is no colour (`inherit`, a name of the system) is not asked for at all. */
function colorOf(value: string | undefined): string | undefined {
  return value !== undefined && readColor(value) !== undefined ? value : undefined;
}

function isClear(value: string | undefined): boolean {
  return value !== undefined && readColor(value)?.alpha === 0;
}

function seen(behind: Color, value: string): Color {
  return inFrontOf(behind, readColor(value) ?? BLACK);
}

/** As it was asked for, unless something shines through. */
function written(asked: string | undefined, color: Color): string {
  return asked !== undefined && readColor(asked)?.alpha === 1 ? asked : toHex(color);
}

function isSame(one: Color, other: Color): boolean {
  return toHex(one) === toHex(other);
}
