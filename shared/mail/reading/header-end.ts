import { isKnownField } from './headers.ts';

/** A field of any name. The time of a log, and an address of the web, are none. */
const FIELD = /^(?!\d+[ \t]*:|https?:\/\/)[!-9;-~]+[ \t]*:/i;

/** A parameter of the field above that is not indented. */
const PARAMETER =
  /^(?:boundary|charset|delsp|filename|format|micalg|name|protocol|report-type|size|start|start-info|type|method|smime-type|(?:creation|modification|read)-date)(?:\*\d{0,3}\*?)?[ \t]*=/i;

/** What an mbox has above each mail: a sender and a date as C's `asctime` writes it. Something else was posted by HTTP. */
const MARK = /^>?From (?:\S+ )?.{0,300}\b[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{1,2}:\d\d|^POST \S+ HTTP\//i;

/** Names of one word that fields have (registered with IANA, or usual); any other such name may be a word of the text. */
const ONE_WORD =
  /^(?:approved|archive|autocrypt|autoforwarded|autosubmitted|bytes|comments?|control|conversion|distribution|encoding|encrypted|expires|jabber-id|keywords|language|lines|mailer|newsgroups|obsoletes|organi[sz]ation|originator|path|posted|references|sensitivity|supersedes|uidl|via|xref)$/i;

/** Fields that a mail has once, with what they must have to be meant: they tell that a header goes on. */
const ONCE: Record<string, RegExp> = {
  from: /@/,
  to: /@/,
  subject: /\S/,
  date: /\d:\d\d/,
  'message-id': /<.+>/,
  'mime-version': /\d/,
  'content-type': /\/|multipart/i,
  'content-transfer-encoding': /base64|quoted|bit|binary/i,
  'content-disposition': /attachment|inline/i,
};

/** Which lines of a header are none of it. */
export type HeaderEnd = {
  /** Where the text begins that stands right below the last field, without the empty line that belongs there (RFC 5322, 2.1). */
  text: number | undefined;
  /** Lines above that which are no fields either. */
  between: readonly number[];
};

/** Finds text in a header whose lines are unfolded into fields, continuations and all. */
export function findHeaderEnd(lines: readonly string[]): HeaderEnd {
  const isField = lines.map((line, index) => isFieldOrMark(line, index, lines[index - 1]));
  const start = lastStructural(lines, isField) + 1;
  const between = isField.flatMap((field, index) => (field || index >= start || !lines[index]?.trim() ? [] : [index]));
  let text = isField.indexOf(false, start);
  if (text < 0) text = lines.length;
  while (text > start && isWordAndColon(lines[text - 1] ?? '')) text -= 1;
  return { text: text < lines.length ? text : undefined, between };
}

/** Whether the first line of a mail is the mark of an mbox and none of its words. */
export function isMark(line: string): boolean {
  return MARK.test(line);
}

function isFieldOrMark(line: string, index: number, above: string | undefined): boolean {
  if (index === 0 && isMark(line)) return true;
  if (PARAMETER.test(line)) return /[=;]|^[\w-]+[ \t]*:/.test(above ?? '');
  return FIELD.test(line);
}

/** The last field that goes on with a header: behind the first line that is none, only one that is not there yet. */
function lastStructural(lines: readonly string[], isField: readonly boolean[]): number {
  const seen = new Set<string>();
  let isInText = false;
  let last = -1;
  for (const [index, line] of lines.entries()) {
    if (!isField[index]) isInText = true;
    const name = nameOf(line);
    const value = line.slice(line.indexOf(':') + 1);
    const isMeant = !seen.has(name) && ONCE[name]?.test(value) === true;
    if (isMeant) isInText = false;
    if (isMeant || (!isInText && isKnownField(line))) last = index;
    if (!isInText) seen.add(name);
  }
  return last;
}

/** `Hello:` or `ERROR: till`, which no field is called. */
function isWordAndColon(line: string): boolean {
  const name = nameOf(line);
  return FIELD.test(line) && !name.includes('-') && !ONE_WORD.test(name) && !isKnownField(line);
}

function nameOf(line: string): string {
  return line
    .slice(0, Math.max(0, line.indexOf(':')))
    .trim()
    .toLowerCase();
}
