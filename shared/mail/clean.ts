/** What passes straight through a mail parser and must not: line breaks, NUL, control and bidi characters, broken surrogates. */

/** What windows-1252 has where Latin-1 has C1 controls, from 0x80 on. */
const WINDOWS_1252 = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 32 }, (_, place) => 0x80 + place),
);

/**
 * Mail labelled ISO-8859-1 is nearly always windows-1252, so a C1 control is a curly quote or a dash that was read by the
 * wrong table (the WHATWG encoding standard reads both labels as windows-1252).
 */
function mendC1(value: string): string {
  return value.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80));
}

/** What only says where a word may be broken, or says nothing: invisible in a name, which then looks like another. */
const INVISIBLE = /[\u034f\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]/g;

/**
 * What only a line has that may be unclean: more than the letters of Latin Europe and its quotes and dashes, a space too many. Nearly no line
 * has any, and to look for all that may be wrong takes ten times as long.
 */
const UNCLEAN_LINE = /[^ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027]|^ | {2}| $/;

/**
 * A value for one line: a subject, a name. Line breaks and controls become spaces, so that it cannot end a header; bidi controls and
 * what cannot be seen go, so that it cannot be shown as something else. Longer than `maxLength` UTF-16 units is cut with an ellipsis.
 */
export function cleanLine(value: string, maxLength = 500): string {
  const line = UNCLEAN_LINE.test(value) ? cleaned(value) : value;
  return line.length > maxLength ? `${line.slice(0, maxLength - 1).toWellFormed()}…` : line;
}

function cleaned(line: string): string {
  return withTagsShown(mendC1(line).toWellFormed())
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** The same of a text, where a space that does not break and a soft hyphen stay. */
const UNCLEAN_TEXT = /[^\n\t -~\u00a0-\u024f\u2010-\u2027]/;

/** A text of many lines: line feeds only, no other controls than tabs; in the order in which it was written. */
export function cleanText(value: string): string {
  if (!UNCLEAN_TEXT.test(value)) return value;
  return inWrittenOrder(mendC1(value.replace(/\r\n?/g, '\n')).toWellFormed()).replace(/[^\P{Cc}\n\t]/gu, '');
}

/**
 * Text that is read in the order in which it was written (Unicode, UAX #9): an override, which shows letters backwards, is shown as
 * such; embeddings, isolates and marks go, since Arabic and Hebrew find their direction by their letters. What is written in tag
 * characters, which nobody sees and a program reads, becomes letters.
 */
export function inWrittenOrder(text: string): string {
  if (!UNSEEN.test(text)) return text;
  return withTagsShown(text)
    .replace(PHONE_NUMBER, '$1')
    .replace(/\u202e+|\u202d+/g, ([override]) => (override === '\u202e' ? '[U+202E]' : '[U+202D]'))
    .replace(/\p{Bidi_Control}/gu, '');
}

/** Whether there is anything to do: nearly no text has any of it. */
const UNSEEN = /[\p{Bidi_Control}\u{e0000}-\u{e007f}]/u;

/** Telephones put their numbers between an override to the right and its end when they are copied: it changes nothing there. */
const PHONE_NUMBER = /\u202d([\d\s+()./-]{1,40})\u202c/g;

/** A flag of a region: a black flag, its code in tag characters, and the end of tags. */
const FLAG_OR_TAGS = /\u{1f3f4}[\u{e0030}-\u{e007a}]{2,6}\u{e007f}|[\u{e0000}-\u{e007f}]+/gu;

/** Tag characters outside a flag as the ASCII that they stand for. */
function withTagsShown(text: string): string {
  return text.replace(FLAG_OR_TAGS, (found) => (found.startsWith('\u{1f3f4}') ? found : asciiOf(found)));
}

function asciiOf(tags: string): string {
  const codes = [...tags].map((tag) => (tag.codePointAt(0) ?? 0) - 0xe0000);
  const letters = codes.filter((code) => code >= 0x20 && code < 0x7f).map((code) => String.fromCharCode(code));
  return letters.length > 0 ? `[${letters.join('')}]` : '';
}
