import type { Language } from '../../../shared/language.ts';
import { en } from './en.ts';
import { it } from './it.ts';
import type { ConsoleWords } from './shape.ts';

const WORDS: Readonly<Record<Language, ConsoleWords>> = { en, it };

/** What the console says in a language. */
export function consoleWords(language: Language): ConsoleWords {
  return WORDS[language];
}
