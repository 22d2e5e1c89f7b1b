import type { Language } from '../../../language.ts';
import { en } from './en.ts';
import { it } from './it.ts';
import { overrideWords } from './override.ts';
import overrides from './overrides.json' with { type: 'json' };
import type { Words } from './shape.ts';

const WORDS: Readonly<Record<Language, Words>> = { en, it };
const made = new Map<Language, Words>();

/**
 * What the mails say in a language, with the deployment's own sentences from `overrides.json` in place of ours. Throws
 * `WordsError` when one of those does not fit; the CDK app asks for every language, so that a build fails and no mail does.
 */
export function wordsFor(language: Language): Words {
  const words = made.get(language) ?? overrideWords(WORDS[language], overrides[language], language);
  made.set(language, words);
  return words;
}
