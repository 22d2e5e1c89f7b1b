/** A note that names more people calls nobody in particular. */
const MOST = 20;

const FENCED = /```[\s\S]*?(?:```|$)/g;
const CODE = /`[^`\n]*`/g;
const QUOTED = /^[ \t]*>.*$/gm;

/** Not behind a letter, as in an address (`a@marta.example`), and no part of something longer: `@scope/package`, `@marta.example`, `@a@b`. */
const MENTION = /(?<![\p{L}\p{N}_.@/\\+-])@([\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)(?![\p{L}\p{N}_@/-]|[.:]\p{L}|\.\p{N})/gu;

/** Whom a note names as `@marta`, each once, as it is written, in order: not in code, nor in lines that it quotes. */
export function mentionsIn(text: string): string[] {
  const own = text.replace(FENCED, ' ').replace(CODE, ' ').replace(QUOTED, ' ');
  const names = [...own.matchAll(MENTION)].map(([, name = '']) => name.normalize('NFC').toLowerCase());
  return [...new Set(names)].slice(0, MOST);
}
