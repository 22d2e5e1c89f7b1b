import { unindented } from './unindented.ts';

/**
 * Mends what divides a mail: a boundary that is declared and never used, or used and never declared, for whatever reason a gateway
 * had. `parts` cannot be told apart by the standard then (RFC 2046, 5.1); they can by what they look like.
 */

/**
 * A `Content-Type` field with its continuations, those that are not indented among them; no honest field has more lines. For each line the
 * engine keeps a step back, and runs out of room at millions.
 */
const CONTENT_TYPE = /^content-type[ \t]*:[^\n]*(?:\n(?:[ \t]|[\w*-]+[ \t]*=)[^\n]*){0,100000}/gim;
const BOUNDARY = /boundary\*?0?\*?\s*=\s*(?:"([^"]{0,200})"|([^\s;"]{1,200}))/i;

/** A line that may be a delimiter: a field of a part, or an empty line, follows. */
const DELIMITER = /^--(\S[^\r\n]{0,198}?)[ \t]*\r?\n(content-[\w-]+[ \t]*:|[ \t]*\r?\n)/gim;

/** Each is looked for in all of the mail. */
const MAX_FIELDS = 20;
/** `Content-Type` fields of any type that are looked at: as many parts as the parser takes, and those in texts. */
const MAX_LOOKED_AT = 2_000;
/** Lines that may be the first delimiter; the rest are rules in a text. */
const MAX_DELIMITERS = 50;
/** A header is not longer. */
const MAX_HEADER = 100_000;
/** As far as the first part is looked for. */
const MAX_PREAMBLE = 200_000;

/** The mail with boundaries as they are used, and as plain text what has no parts; undefined when there is nothing to mend. */
export function mendParts(raw: Buffer): Buffer | undefined {
  const mail = unindented(raw.toString('latin1'));
  const fields = multipartFields(mail);
  const known = fields.map(([field]) => boundaryOf(field)).filter((boundary) => isUsed(mail, boundary));
  let mended = '';
  let end = 0;
  for (const [place, { 0: field, index }] of fields.entries()) {
    const declared = boundaryOf(field);
    const next = fields[place + 1];
    // Of two in one header the one counts whose boundary is used.
    if (next && !isUsed(mail, declared) && isSameHeader(mail.slice(index + field.length, next.index))) {
      mended += `${mail.slice(end, index)}X-${field}`;
      end = index + field.length;
      continue;
    }
    const body = endOfHeader(mail, index + field.length, declared);
    const isRight = isUsed(mail.slice(body - 1), declared);
    const used = isRight ? declared : usedBoundary(mail.slice(body, body + MAX_PREAMBLE), known);
    if (used !== undefined) known.push(used);
    const above = mail.slice(end, index);
    mended += used === undefined ? above + plainText(field) : withoutType(above) + multipart(field, used);
    end = index + field.length;
    if (!isBlank(mail, body)) {
      mended += `${mail.slice(end, body)}\n`;
      end = body;
    }
  }
  if (end === 0) return withMissingField(mail);
  mended += mail.slice(end);
  for (const boundary of known.filter((each) => each !== inAscii(each))) {
    mended = mended.replaceAll(`\n--${boundary}`, `\n--${inAscii(boundary)}`);
  }
  return Buffer.from(mended, 'latin1');
}

/** The first ones only, one by one: a mail may be made of nothing else. */
function multipartFields(mail: string): RegExpExecArray[] {
  const fields: RegExpExecArray[] = [];
  let lookedAt = 0;
  for (const found of mail.matchAll(CONTENT_TYPE)) {
    lookedAt += 1;
    if (/multipart/i.test(found[0])) fields.push(found);
    if (fields.length === MAX_FIELDS || lookedAt === MAX_LOOKED_AT) break;
  }
  return fields;
}

/** A mail that lost its `Content-Type` on the way, and begins with a delimiter. */
function withMissingField(mail: string): Buffer | undefined {
  const body = endOfHeader(mail, 0, '');
  const isDeclared = /^content-type[ \t]*:/im.test(mail.slice(0, body));
  const [start, boundary] =
    /^\s*--(\S[^\r\n]{0,198}?)[ \t]*\r?\ncontent-[\w-]+[ \t]*:/i.exec(mail.slice(body, body + 2_000)) ?? [];
  if (isDeclared || start === undefined || boundary === undefined) return undefined;
  return Buffer.from(`Content-Type: multipart/mixed; boundary="${inAscii(boundary)}"\r\n${mail}`, 'latin1');
}

function boundaryOf(field: string): string {
  const [, quoted, bare = ''] = BOUNDARY.exec(field) ?? [];
  return (quoted ?? bare).trimEnd();
}

/** The parser takes no other boundary. */
function inAscii(boundary: string): string {
  return boundary.replace(/[^!#-~ ]/g, '_');
}

/** A line of it stands somewhere that does not merely close the parts. */
function isUsed(mail: string, boundary: string): boolean {
  if (boundary === '') return false;
  const line = `\n--${boundary}`;
  for (let at = mail.indexOf(line); at >= 0; at = mail.indexOf(line, at + 1)) {
    if (/^[ \t]*\r?\n/.test(mail.slice(at + line.length, at + line.length + 100))) return true;
  }
  return false;
}

/** Whether no line between two fields is empty. */
function isSameHeader(between: string): boolean {
  return between.length < MAX_HEADER && !/\n[ \t]*\r?\n|\n--/.test(between);
}

/** The fields above a `Content-Type` that counts, with another one in the same header renamed. */
function withoutType(above: string): string {
  const near = above.slice(-MAX_HEADER);
  const start = Math.max(...['\n\n', '\n\r\n', '\n--'].map((end) => near.lastIndexOf(end)));
  const header = near.slice(start + 1).replace(/^content-type(?=[ \t]*:)/gim, 'X-$&');
  return above.slice(0, above.length - near.length) + near.slice(0, start + 1) + header;
}

function usedBoundary(body: string, known: readonly string[]): string | undefined {
  let looked = 0;
  for (const [, boundary = '', next = ''] of body.matchAll(DELIMITER)) {
    looked += 1;
    if (known.includes(boundary) || looked > MAX_DELIMITERS) return undefined;
    // A rule in a text has an empty line below it, too.
    if (next.trim() !== '' || body.includes(`\n--${boundary}--`)) return boundary;
  }
  return undefined;
}

/** Where the body begins: below an empty line or, where that is missing, with the first delimiter. */
function endOfHeader(mail: string, from: number, boundary: string): number {
  const blank = /\r?\n[ \t]*\r?\n/g;
  blank.lastIndex = from;
  const found = blank.exec(mail);
  const end = found ? found.index + found[0].length : mail.length;
  const delimiter = boundary === '' ? -1 : mail.slice(from, end).indexOf(`\n--${boundary}`);
  return delimiter < 0 ? end : from + delimiter + 1;
}

/** Whether the line above is empty. */
function isBlank(mail: string, at: number): boolean {
  return at >= mail.length || /\n[ \t]*\r?\n$/.test(mail.slice(Math.max(0, at - 100), at));
}

function multipart(field: string, boundary: string): string {
  const [, subtype = 'mixed'] = /multipart\/([\w.+-]{1,60})/i.exec(field) ?? [];
  return `Content-Type: multipart/${subtype}; boundary="${inAscii(boundary)}"`;
}

function plainText(field: string): string {
  const kept = field.match(/\b(?:charset|name)\s*=\s*(?:"[^"\r\n]{0,200}"|[\w.:-]{1,200})/gi) ?? [];
  return ['Content-Type: text/plain', ...kept].join('; ');
}
