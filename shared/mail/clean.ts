/** What passes straight through a mail parser and must not: line breaks, NUL, control and bidi characters, broken surrogates. */

const windows1252 = new TextDecoder('windows-1252');

/**
 * Mail labelled ISO-8859-1 is nearly always windows-1252, so a C1 control is a curly quote or a dash that was read by the
 * wrong table (the WHATWG encoding standard reads both labels as windows-1252).
 */
function mendC1(value: string): string {
  return value.replace(/[\u0080-\u009f]+/g, (controls) => windows1252.decode(Buffer.from(controls, 'latin1')));
}

/**
 * A value for one line: a subject, a name. Line breaks and controls become spaces, so that it cannot end a header, and bidi
 * controls go, so that it cannot be shown as something else. Longer than `maxLength` UTF-16 units is cut with an ellipsis.
 */
export function cleanLine(value: string, maxLength = 500): string {
  const line = mendC1(value)
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1).toWellFormed()}…` : line;
}

/** A text of many lines: line feeds only, no other controls than tabs. */
export function cleanText(value: string): string {
  return mendC1(value.replace(/\r\n?/g, '\n'))
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]/gu, '');
}
