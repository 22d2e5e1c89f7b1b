import { escapeRegExp } from '../../escape-reg-exp.ts';
import { GERMANIC } from './germanic.ts';
import { OTHER } from './other.ts';
import { ROMANCE } from './romance.ts';
import { SLAVIC } from './slavic.ts';
import type { ReplyWords } from './terms.ts';

const LANGUAGES: readonly ReplyWords[] = [GERMANIC, ROMANCE, SLAVIC, OTHER].flatMap((group) => Object.values(group));

/** Every word of one kind in every language: a reply often mixes the language of its program with that of its writer. */
export function allWords(kind: keyof ReplyWords): readonly string[] {
  return [...new Set(LANGUAGES.flatMap((words) => words[kind]))];
}

/**
 * Source of a regular expression that finds any of the words; longer ones first, so that `ha scritto` is not read as
 * `scritto`. A space in a word stands for one or more of any kind, since programs set narrow and hard spaces.
 */
export function anyOf(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return `(?:${longestFirst.map((word) => escapeRegExp(word).replaceAll(' ', '\\s{1,3}')).join('|')})`;
}
