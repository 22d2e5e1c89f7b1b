import { readFontSize } from './font-size.ts';
import { lengthsOf } from './length.ts';

/** Smaller letters are no letters, in pixels. */
const LEAST_SIZE = 2;
/** So far out it is out of any window, in pixels. */
const OUT_OF_SIGHT = -500;

/** How what is in an element is seen: not at all, or so until an element in it says otherwise. */
export type Sight = { isGone: boolean; isInvisible: boolean; isInkless: boolean; size: number };
/** Of a page, outside of any element. */
export const IN_SIGHT: Sight = { isGone: false, isInvisible: false, isInkless: false, size: 16 };

/** True when a rule of a style sheet hides the text of an element. */
export function hidesText(style: ReadonlyMap<string, string>): boolean {
  return hides(style) || !isSeen(inside(IN_SIGHT, style));
}

/** True when text that is so seen can be seen. */
export function isSeen({ isGone, isInvisible, isInkless, size }: Sight): boolean {
  return !isGone && !isInvisible && !isInkless && size >= LEAST_SIZE;
}

/** True when declarations put an element out of sight with all that is in it. */
export function hides(style: ReadonlyMap<string, string>): boolean {
  const is = (property: string, value: RegExp) => value.test(style.get(property) ?? '');
  const isOut = (property: string) =>
    lengthsOf(style.get(property) ?? '', 16).some((each) => each.pixels <= OUT_OF_SIGHT);
  if (is('display', /^none$/i) || is('mso-hide', /^all$/i) || is('opacity', /^[+]?0*\.?0+%?$/)) return true;
  if (isOut('text-indent')) return true;
  if (is('position', /^(?:absolute|fixed)$/i) && ['left', 'top', 'right', 'bottom'].some(isOut)) return true;
  const isNothing = ['height', 'max-height', 'width', 'max-width'].some((side) => is(side, /^[+]?0*\.?0+[a-z%]*$/i));
  return isNothing && ['overflow', 'overflow-x', 'overflow-y'].some((each) => is(each, /hidden|clip/i));
}

/** How what is in an element with these declarations is seen, in one that is seen as `around`. */
export function inside(around: Sight, style: ReadonlyMap<string, string>): Sight {
  const visibility = style.get('visibility')?.toLowerCase();
  const color = style.get('color');
  return {
    isGone: false,
    isInvisible: visibility === undefined || visibility === 'inherit' ? around.isInvisible : visibility !== 'visible',
    isInkless: color === undefined ? around.isInkless : /^transparent$/i.test(color),
    size: readFontSize(style.get('font-size') ?? '', around.size) ?? around.size,
  };
}
