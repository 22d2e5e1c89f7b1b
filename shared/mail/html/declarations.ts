/** A `style` attribute as declarations, each of which says what it seems to say. */

/** No functions but opaque colours, no escapes. */
const VALUE = /^(?:[\w\s.,%#'"+-]|(?:rgb|hsl)a?\([\d\s.,%/deg+-]{1,60}\)){1,200}$/i;
const QUOTED = /"[^"']*"|'[^"']*'/g;

/**
 * Properties in lower case with their values, the last of each. What could be read otherwise is left out: a quote that does not end
 * takes the declarations behind it into its text, and `!important` makes an earlier one count.
 */
export function readDeclarations(style: string): Map<string, string> {
  const declarations = new Map<string, string>();
  // A million elements may have none.
  if (style === '') return declarations;
  const pieces = style.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '').split(';');
  for (const piece of pieces.slice(0, 100)) {
    const colon = piece.indexOf(':');
    if (colon < 0) continue;
    const property = piece.slice(0, colon).trim().toLowerCase();
    // Each run of spaces is one before anything is looked for among them: else each of them would be a start.
    const value = piece
      .slice(colon + 1)
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/ ?! ?important$/i, '');
    if (!VALUE.test(value) || /["']/.test(value.replace(QUOTED, ''))) continue;
    declarations.set(property === 'background' ? 'background-color' : property, value.replaceAll('"', "'"));
  }
  return declarations;
}
