import { bare } from './line.ts';

/** Mail programs break quoted lines at 72 to 78 characters; what they break off loses its `>`. */
const WRAP_COLUMN = 72;
/** What found no room is a word or two. */
const MOST_BROKEN_OFF = 2;

/** How many `>` stand before the text of a line, spaces between them allowed; 0 for a line that is not quoted. */
export function isQuoted(line: string): boolean {
  return /^[ \t\u00A0]{0,8}[>＞]/.test(line);
}

/** The line without its quote marks. */
export function unquoted(line: string): string {
  return line.replace(/^[ \t\u00A0]{0,8}[>＞][>＞ \t\u00A0]*/, '');
}

/**
 * True if `line`, which bears no `>`, may have been broken off the quoted line before it: its first words found no room there, and the
 * sentence goes on in lower case. A short answer looks the same.
 */
export function mayBeBrokenOff(quotedLine: string, line: string): boolean {
  const before = quotedLine.trimEnd();
  const words = bare(line).split(' ', MOST_BROKEN_OFF + 1);
  return (
    words.length <= MOST_BROKEN_OFF &&
    before.length + 1 + (words[0] ?? '').length > WRAP_COLUMN &&
    !/[.!?:…。？！]$/.test(before) &&
    /^[\p{Ll}(<]/u.test(bare(line))
  );
}

/** True for the rest of a link that was broken off the quoted line before it: no answer looks like that. */
export function isBrokenLink(quotedLine: string, line: string): boolean {
  return isRestOfLink(quotedLine.trimEnd(), bare(line));
}

/** `(http://…` whose end stands on the next line, or a link that closes the `<` of the line before with a `>` of its own. */
function isRestOfLink(before: string, rest: string): boolean {
  if (/^\(https?:\/\/\S{1,500}\)\s?>$/.test(rest)) return true;
  return /[(<]https?:\/\/[^\s()<>]{1,500}$/.test(before.slice(-510)) && /^[^\s()<>]{1,500}[)>]$/.test(rest);
}
