import { cleanText } from '../clean.ts';
import { escapeHtml } from '../html/escape.ts';
import { htmlToText } from './html-to-text.ts';
import type { TextPart } from './mail-parts.ts';
import { linesBeyond, saysAll } from './same-words.ts';
import { isStub, isVisible } from './stub.ts';

/** What a mail says, as text and, when any of it was HTML, as HTML. HTML is turned into text only where it is wanted. */
type Said = {
  text: (() => string)[];
  html: string[];
  hasHtml: boolean;
  isOnePart?: true;
  /** Lines of a plain alternative that are not in the HTML which stands in its place. */
  beside: string[];
};

/**
 * Puts the text parts of a mail together in their order: of alternatives the plain one into the text and the HTML one into
 * the HTML, all other parts into both, so that neither hides what only the other has (RFC 2046, 5.1).
 */
export function readContent(body: TextPart): { text: string; html?: string; beside?: string } {
  const { text, html, hasHtml, beside } = say(body);
  const joined = text.map((read) => read()).join('\n');
  return {
    text: cleanText(joined),
    ...(hasHtml && { html: html.join('<br>\n') }),
    ...(beside.length > 0 && { beside: cleanText(beside.join('\n')) }),
  };
}

function say(part: TextPart): Said {
  const own =
    part.text === undefined ? [] : [part.contentType === 'text/html' ? sayHtml(part.text) : sayText(part.text)];
  if (part.children.length === 0 && own[0]) return own[0];
  // Text beside parts is what stands above the first one, in a mail that does not say that it has parts.
  const said = [...own.filter(isSaid), ...part.children.map(say)].filter(
    ({ text, html }) => text.length + html.length > 0,
  );
  return part.contentType === 'multipart/alternative' ? chooseAlternatives(said) : together(said);
}

function sayText(text: string): Said {
  return { text: [() => text], html: [], hasHtml: false, isOnePart: true, beside: [] };
}

function sayHtml(html: string): Said {
  let read: string | undefined;
  const text = () => {
    read ??= htmlToText(html);
    return read;
  };
  return { text: [text], html: [html], hasHtml: true, isOnePart: true, beside: [] };
}

/**
 * The plain text is the first that says anything, the HTML the last one: alternatives go from plain to rich. Parts of the same type are
 * none of each other, but languages, and all count. The HTML is what its writer saw: a plain text that has not all of its words gives
 * way to it, and what that says beside is kept.
 */
function chooseAlternatives(said: readonly Said[]): Said {
  const firstPlain = said.find(({ text, hasHtml }) => !hasHtml && isText(text));
  const rich = said.findLast(({ hasHtml }) => hasHtml);
  const plain = firstPlain && likeIt(firstPlain, said);
  const html = rich && likeIt(rich, said);
  if (!html) return { ...(plain ?? together(said)), html: [], hasHtml: false };
  if (!plain) return html;
  const words = wordsOf(plain);
  if (saysAll(words, html.html.join('<br>'))) return { ...plain, html: html.html, hasHtml: true };
  return { ...html, beside: isStub(words, () => wordsOf(html)) ? [] : linesBeyond(words, wordsOf(html)) };
}

/** With it all others that are one part of its type, each once. */
function likeIt(one: Said, said: readonly Said[]): Said {
  if (!one.isOnePart) return one;
  const alike = said.filter(
    ({ isOnePart, hasHtml, text }) => isOnePart && hasHtml === one.hasHtml && (hasHtml || isText(text)),
  );
  const different = new Map(alike.map((each) => [(each.hasHtml ? each.html.join('') : wordsOf(each)).trim(), each]));
  return together([...different.values()]);
}

function wordsOf({ text }: Said): string {
  return text.map((read) => read()).join('\n');
}

function together(said: readonly Said[]): Said {
  const hasHtml = said.some((one) => one.hasHtml);
  const htmlOf = (one: Said) => (one.hasHtml ? one.html : one.text.map((read) => asHtml(read())));
  return {
    text: said.flatMap(({ text }) => text),
    html: hasHtml ? said.flatMap(htmlOf) : [],
    hasHtml,
    beside: said.flatMap(({ beside }) => beside),
  };
}

function isSaid({ text }: Said): boolean {
  return isText(text);
}

function isText(text: Said['text']): boolean {
  return text.some((read) => isVisible(read()));
}

function asHtml(text: string): string {
  return text.trim() ? `<div style="white-space: pre-wrap">${escapeHtml(text)}</div>` : '';
}
