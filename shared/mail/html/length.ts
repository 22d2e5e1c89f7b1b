/** Lengths of CSS as pixels. */

const PIXELS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 3.78,
  cm: 37.8,
  in: 96,
  rem: 16,
  // Shares of the window or of what is around it, as of one that is 1,600 by 1,000.
  vw: 16,
  vh: 10,
  '%': 8,
};

/** Taken away before lengths are looked for. */
const COLORS = /#[\da-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)/gi;

export type Length = { amount: number; unit: string; pixels: number };

/**
 * The numbers of a value, each with its unit and what it is in pixels where letters are `fontSize` pixels high. A unit that is not
 * known is endless, so that nothing passes by it.
 */
export function lengthsOf(value: string, fontSize: number): Length[] {
  const found = value.replace(COLORS, '').matchAll(/([+-]?\d*\.?\d+)([a-z%]*)/gi);
  return [...found].map(([, number, unit = '']) => {
    const known: Record<string, number> = { ...PIXELS, em: fontSize, ex: fontSize / 2, ch: fontSize / 2 };
    const each = known[unit.toLowerCase()] ?? Number.POSITIVE_INFINITY;
    return { amount: Number(number), unit: unit.toLowerCase(), pixels: Number(number) * each };
  });
}
