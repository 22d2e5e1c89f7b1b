import { readField } from './charset.ts';

/** Header fields by lower-case name, each with its values in order of appearance: unfolded, encoded words left as they are. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>;

/** A field as it came: one character is one byte, and it may be folded over several lines. */
export type HeaderLine = { key: string; line: string };

/** Fields that a mail or a part of it has. */
const KNOWN_FIELD =
  /^(?:from|to|cc|bcc|subject|date|sender|reply-to|message-id|in-reply-to|references|mime-version|content-[\w-]+|received|return-path|delivered-to|x-[\w-]+|list-[\w-]+|dkim-signature|arc-[\w-]+|auto-submitted|precedence|importance|priority|user-agent|thread-[\w-]+|organization|status)[ \t]*:/i;

/** Whether a line is a field that only a header has; many a line of a text has a colon, too. */
export function isKnownField(line: string): boolean {
  return KNOWN_FIELD.test(line);
}

/** Reads raw fields. `charset` is what the body is labelled with, for fields in unencoded bytes that are no UTF-8. */
export function readHeaders(lines: readonly HeaderLine[], charset: string | undefined): MailHeaders {
  const headers = new Map<string, string[]>();
  for (const { key, line } of joinUnindented(lines)) {
    const value = unfold(decodeLine(line.slice(line.indexOf(':') + 1), charset));
    const values = headers.get(key);
    if (values) values.push(value);
    else headers.set(key, [value]);
  }
  return headers;
}

/** The first value of a field, which is the one that mail programs show. */
export function firstHeader(headers: MailHeaders, name: string): string | undefined {
  return headers.get(name)?.[0];
}

/** Whether it is a mere guess in which encoding the subject is, or the sender's name. */
export function isDoubtfulHeader(lines: readonly HeaderLine[], charset: string | undefined): boolean {
  const shown = lines.filter(({ key, line }) => /^(subject|from)$/.test(key) && !/^[\0-\x7f]*$/.test(line));
  return shown.some(({ line }) => readField(Buffer.from(line, 'latin1'), charset).isDoubtful);
}

/** A parameter on a line of its own that some gateway did not indent: it goes on with the field above. */
const PARAMETER_LINE = /^[\w*-]{1,40}\s*=/;

function joinUnindented(lines: readonly HeaderLine[]): HeaderLine[] {
  const joined: HeaderLine[] = [];
  for (const each of lines) {
    const last = joined.at(-1);
    const goesOn = last !== undefined && PARAMETER_LINE.test(each.line) && !/^[\w-]+:/.test(each.line);
    if (goesOn) joined[joined.length - 1] = { key: last.key, line: `${last.line} ; ${each.line}` };
    else joined.push(each);
  }
  return joined;
}

function decodeLine(line: string, charset: string | undefined): string {
  return /^[\0-\x7f]*$/.test(line) ? line : readField(Buffer.from(line, 'latin1'), charset).text;
}

function unfold(value: string): string {
  return value.replace(/\r?\n[ \t]*/g, ' ').trim();
}
