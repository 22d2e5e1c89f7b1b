/** Which declarations of a `style` attribute are kept: those that format text, and none that can hide it or load anything. */

/** No functions but opaque colours, no escapes. */
const VALUE = /^(?:[\w\s.,%#!'"-]|rgb\([\d\s.,%]{1,40}\)){1,200}$/i;
/** Taken away before lengths are looked for. */
const COLORS = /#[\da-f]{3,8}\b|rgb\([^)]*\)/gi;

/** Colours, faces, decorations. */
const WORDS =
  /^(background-color|color|direction|font-(family|style|weight)|list-style(-type)?|text-(align|decoration|transform)|white-space|word-(break|wrap)|overflow-wrap)$/;

/** Distances: never below zero, which would move text out of sight, and never so much that it is out of it. */
const DISTANCES = /^(margin|padding)(-(top|right|bottom|left))?$|^border(-[a-z]+){0,2}$|^vertical-align$/;
const MAX_DISTANCE = 200;

/** Sizes: not so small that nothing is seen. */
const SIZES = /^(font-size|line-height|width|min-width|max-width|height|min-height)$/;
/** In CSS pixels or points; what text can still be read at. */
const MIN_SIZE = 6;
/** For lengths in em, and for percentages taken as shares. */
const MIN_SHARE = 0.5;

/** A declaration list that is safe to put back into a `style` attribute (once escaped); empty when none is left. */
export function sanitizeStyle(style: string): string {
  return style
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '')
    .split(';')
    .slice(0, 100)
    .map(sanitizeDeclaration)
    .filter((declaration) => declaration !== undefined)
    .join('; ');
}

function sanitizeDeclaration(declaration: string): string | undefined {
  const colon = declaration.indexOf(':');
  const property = declaration.slice(0, colon).trim().toLowerCase();
  const value = declaration.slice(colon + 1).trim();
  if (colon < 0 || value.length > 200 || !VALUE.test(value)) return undefined;
  const allowed =
    (WORDS.test(property) && !/\btransparent\b/i.test(value)) ||
    (DISTANCES.test(property) && everyLength(value, ({ pixels }) => pixels >= 0 && pixels <= MAX_DISTANCE)) ||
    (SIZES.test(property) && everyLength(value, isVisible));
  return allowed ? `${property}: ${value.replaceAll('"', "'")}` : undefined;
}

type Length = { amount: number; unit: string; pixels: number };

/** The numbers of a value, each with its unit; words such as `auto` and `large` pass. */
function everyLength(value: string, matches: (length: Length) => boolean): boolean {
  const lengths = value.replace(COLORS, '').matchAll(/([+-]?\d*\.?\d+)([a-z%]*)/gi);
  return [...lengths].every(([, number, unit = '']) => {
    const amount = Number(number);
    return matches({ amount, unit: unit.toLowerCase(), pixels: amount * (PIXELS[unit.toLowerCase()] ?? 1) });
  });
}

const PIXELS: Record<string, number> = {
  pt: 1.33,
  em: 16,
  rem: 16,
  ex: 8,
  pc: 16,
  mm: 3.78,
  cm: 37.8,
  in: 96,
  vh: 8,
  vw: 8,
};

function isVisible({ amount, unit, pixels }: Length): boolean {
  if (unit === '' || unit === 'em' || unit === 'rem') return amount >= MIN_SHARE;
  return unit === '%' ? amount >= 100 * MIN_SHARE : pixels >= MIN_SIZE;
}
