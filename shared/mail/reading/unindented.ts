const BOUNDARY = /boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i;
/** A larger mail is not looked through for it. */
const MAX_LENGTH = 10_000_000;
/** So much of a mail tells whether all its lines are indented. */
const SAMPLE = 10_000;

/**
 * A mail whose delimiters are indented, as those of a pasted mail are, without the blanks: before the delimiters alone or, where all
 * lines have them, before all lines from the first delimiter on. One character is one byte.
 */
export function unindented(mail: string): string {
  const [, quoted, bare] = BOUNDARY.exec(mail.slice(0, SAMPLE)) ?? [];
  const boundary = (quoted ?? bare)?.trimEnd();
  if (!boundary || mail.length > MAX_LENGTH || mail.includes(`\n--${boundary}`)) return mail;
  const escaped = boundary.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const delimiter = new RegExp(`^([ \\t]{1,40})(?=--${escaped}(?:--)?[ \\t]*\\r?$)`, 'm');
  const first = delimiter.exec(mail);
  if (!first) return mail;
  const [indent] = first;
  const body = mail.slice(first.index);
  const sample = body.slice(0, SAMPLE).replace(/.*$/, '');
  const isOfAll = !new RegExp(`^(?!${indent}|[ \\t]*\\r?$)`, 'm').test(sample);
  const lines = isOfAll ? '' : '(?=--|content-[\\w-]+[ \\t]*:)';
  return mail.slice(0, first.index) + body.replace(new RegExp(`^${indent}${lines}`, 'gim'), '');
}
