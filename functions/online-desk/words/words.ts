import type { Language } from '../../../shared/language.ts';
import type { Priority } from '../../../shared/sla/terms.ts';
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
  const of = (each: Priority) => ({ ...all.priority[each], ...own.priority[each] });
  const priority = { 1: of(1), 2: of(2), 3: of(3), 4: of(4) };
  return { ...all, ...own, file: { ...all.file, ...own.file }, priority };
}
