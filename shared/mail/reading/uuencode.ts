/** Uuencoding, as POSIX has it (`uuencode`, historical algorithm): lines of a length and of four characters for three bytes. */

const BEGIN = /^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n/gm;
const END = /^end\s*$/;
/** A line holds at most 45 bytes; one character more is a sum. */
const LINE = /^[!-M][ -`]{0,61}$/;
const FULL_LINE = /^M[ -`]{60}$/;
const SPACE = 0x20;

/** A file that stands in a text; `start` and `end` are where its lines do. */
export type UuencodedFile = { name: string; content: Buffer; start: number; end: number };

/** The files that stand in a text between a `begin` and an `end`, with nothing but lines of such a file between them. */
export function uuencodedFiles(text: string): UuencodedFile[] {
  const files: UuencodedFile[] = [];
  BEGIN.lastIndex = 0;
  for (let found = BEGIN.exec(text); found; found = BEGIN.exec(text)) {
    const content: Buffer[] = [];
    let at = BEGIN.lastIndex;
    let line = lineAt(text, at);
    for (; isUuencoded(line); line = lineAt(text, at)) {
      content.push(decodeLine(line));
      at += line.length + 1;
    }
    // A line of no bytes ends them.
    if (/^[` ]?\s*$/.test(line)) at += line.length + 1;
    const end = lineAt(text, at);
    BEGIN.lastIndex = at;
    if (!END.test(end)) continue;
    files.push({
      name: (found[1] ?? '').trim(),
      content: Buffer.concat(content),
      start: found.index,
      end: Math.min(at + end.length + 1, text.length),
    });
  }
  return files;
}

/** Whether the beginning of a body is in this encoding. */
export function looksUuencoded(head: string): boolean {
  return hasBegin(head) || FULL_LINE.test(head.trimStart().split(/\r?\n/, 1)[0] ?? '');
}

/** Whether a line of a text begins such a file. */
export function hasBegin(text: string): boolean {
  return /^begin [0-7]{3,4} /m.test(text);
}

/** Whether a line, without its line end, may be one of such a file. */
export function isUuencoded(line: string): boolean {
  return LINE.test(line.trimEnd()) && line.trimEnd().length - 2 <= Math.ceil((line.charCodeAt(0) - SPACE) / 3) * 4;
}

/** The bytes of one line. */
export function decodeLine(line: string): Buffer {
  const bytes = Buffer.alloc(line.charCodeAt(0) - SPACE);
  const sixBits = (at: number) => (at < line.length ? (line.charCodeAt(at) - SPACE) & 0x3f : 0);
  for (let at = 0; at < bytes.length; at += 1) {
    const from = 1 + Math.floor(at / 3) * 4 + (at % 3);
    const shift = 2 * (at % 3);
    bytes[at] = (sixBits(from) << (2 + shift)) | (sixBits(from + 1) >> (4 - shift));
  }
  return bytes;
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? text.length : end);
}
