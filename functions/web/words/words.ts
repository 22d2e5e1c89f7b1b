import type { Language } from '../../../shared/language.ts';
import { en } from './en.ts';
import { it } from './it.ts';
import type { PageWords } from './shape.ts';

const WORDS: Readonly<Record<Language, PageWords>> = { en, it };

/** What the pages say in a language. */
export function pageWords(language: Language): PageWords {
  return WORDS[language];
}
