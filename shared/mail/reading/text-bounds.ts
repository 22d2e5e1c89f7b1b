import type { TextPart } from './mail-parts.ts';

/** Of all HTML of a mail, in characters, so much is looked at: some mail programs wrap a short text into a lot of it. */
const MAX_HTML = 4_000_000;
/** Of the text of a mail, in characters, so much is read: more than anybody reads, and a thousand times what a mail usually has. */
export const MAX_TEXT = 1_000_000;

/** So many lines of it: a log of a million characters has some ten thousand. Whatever looks at a text line by line pays for each. */
const MAX_LINES = 100_000;

/** A tree of parts whose texts are not longer than can be read in a moment (docs/decisions/004-parse-budget.md). */
export function boundTexts(body: TextPart): { body: TextPart; isCut: boolean } {
  const room = { html: MAX_HTML, plain: MAX_TEXT, isCut: false };
  return { body: boundPart(body, room), isCut: room.isCut };
}

function boundPart(part: TextPart, room: { html: number; plain: number; isCut: boolean }): TextPart {
  const children = part.children.map((child) => boundPart(child, room));
  if (part.text === undefined) return { ...part, children };
  const kind = part.contentType === 'text/html' ? 'html' : 'plain';
  const text = part.text.length > room[kind] ? part.text.slice(0, room[kind]).toWellFormed() : part.text;
  if (text.length < part.text.length) room.isCut = true;
  room[kind] -= text.length;
  return { ...part, text, children };
}

/** The text that came of all parts: quotes and lists in HTML make a text many times as long as they are. */
export function boundText(text: string): { text: string; isCut: boolean } {
  const end = Math.min(MAX_TEXT, endOfLines(text));
  const isCut = text.length > end;
  return { text: isCut ? text.slice(0, end).toWellFormed() : text, isCut };
}

function endOfLines(text: string): number {
  let end = -1;
  for (let line = 0; line < MAX_LINES; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.length;
  }
  return end;
}
