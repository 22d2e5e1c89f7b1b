import { bare } from './line.ts';

/** Mail programs break quoted lines at 72 to 78 characters; what they break off loses its `>`. */
const WRAP_COLUMN = 72;

/** How many `>` stand before the text of a line, spaces between them allowed; 0 for a line that is not quoted. */
export function isQuoted(line: string): boolean {
  return /^[ \t\u00A0]{0,8}[>＞]/.test(line);
}

/** The line without its quote marks. */
export function unquoted(line: string): string {
  return line.replace(/^[ \t\u00A0]{0,8}[>＞][>＞ \t\u00A0]*/, '');
}

/**
 * True if `line`, which bears no `>`, was broken off the quoted line before it: its first word found no room there, and the
 * sentence goes on in lower case. An answer between two quoted lines is no such thing, so the rule is strict.
 */
export function isBrokenOff(quotedLine: string, line: string): boolean {
  const before = quotedLine.trimEnd();
  const rest = bare(line);
  if (isBrokenLink(before, rest)) return true;
  const [firstWord = ''] = rest.split(' ', 1);
  return (
    before.length + 1 + firstWord.length > WRAP_COLUMN && !/[.!?:…。？！]$/.test(before) && /^[\p{Ll}(<]/u.test(rest)
  );
}

/** `(http://…` whose end stands on the next line, or a link that closes the `<` of the line before with a `>` of its own. */
function isBrokenLink(before: string, rest: string): boolean {
  if (/^\(https?:\/\/\S{1,500}\)\s?>$/.test(rest)) return true;
  return /[(<]https?:\/\/[^\s()<>]{1,500}$/.test(before.slice(-510)) && /^[^\s()<>]{1,500}[)>]$/.test(rest);
}
