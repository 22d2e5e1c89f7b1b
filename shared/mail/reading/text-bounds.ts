import type { TextPart } from './mail-parts.ts';

/** Of all HTML of a mail, in characters, so much is looked at: some mail programs wrap a short text into a lot of it. */
const MAX_HTML = 4_000_000;
/** Of the text of a mail, in characters, so much is read: more than anybody reads, and a thousand times what a mail usually has. */
export const MAX_TEXT = 1_000_000;

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
  const isCut = text.length > MAX_TEXT;
  return { text: isCut ? text.slice(0, MAX_TEXT).toWellFormed() : text, isCut };
}
