import type { Language } from '../../../shared/language.ts';
import { pageWords } from '../../web/words/words.ts';
import { en } from './en.ts';
import { it } from './it.ts';
import type { DeskWords, OwnWords } from './shape.ts';

const WORDS: Readonly<Record<Language, DeskWords>> = { en: whole('en', en), it: whole('it', it) };

/** What the customers' pages say in a language. */
export function deskWords(language: Language): DeskWords {
  return WORDS[language];
}

/** With the words of all pages. */
function whole(language: Language, own: OwnWords): DeskWords {
  const all = pageWords(language);
  return { ...all, ...own, file: { ...all.file, ...own.file } };
}
