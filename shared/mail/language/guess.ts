import { STOP_WORDS } from './stop-words.ts';

/** Writing systems that tell a language; the first that is met often enough. Kana goes before the characters it stands among. */
const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['th', /\p{Script=Thai}/gu],
];

/** Of all letters; quotes and signatures bring a few of another script. */
const SCRIPT_SHARE = 0.2;

/** What is read: the first words are the writer's, the rest is quotes. */
const SAMPLE = 1_000;

/** Below this many known words a text says nothing; a header then decides. */
const MIN_SCORE = 2;

/**
 * The language (ISO 639-1) somebody wrote in, guessed from the writing system and the commonest words; what a field of the
 * mail says (`Content-Language`, `Accept-Language`) decides when the text does not. Undefined when nothing tells.
 */
export function guessLanguage(text: string, fields: readonly (string | undefined)[]): string | undefined {
  const sample = text.slice(0, SAMPLE).toLowerCase();
  const named = fields.map(firstTag).find((tag) => tag !== undefined);
  return byScript(sample) ?? byWords(sample, named) ?? named;
}

function byScript(sample: string): string | undefined {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  return SCRIPTS.find(([, script]) => (sample.match(script)?.length ?? 0) > letters * SCRIPT_SHARE)?.[0];
}

/** The language most of whose common words are there; the one a field names wins a tie. */
function byWords(sample: string, named: string | undefined): string | undefined {
  const scores = new Map<string, number>();
  for (const [word] of sample.matchAll(/[\p{L}\p{M}'’]+/gu)) {
    for (const language of STOP_WORDS.get(word.replaceAll('’', "'")) ?? []) {
      scores.set(language, (scores.get(language) ?? 0) + 1);
    }
  }
  const score = (language: string) => (scores.get(language) ?? 0) + (language === named ? 0.5 : 0);
  const [best] = [...scores.keys()].toSorted((one, other) => score(other) - score(one));
  return best !== undefined && (scores.get(best) ?? 0) >= MIN_SCORE ? best : undefined;
}

/** `it` of `it-IT, en;q=0.8`. */
function firstTag(field: string | undefined): string | undefined {
  return /^\s*([a-z]{2})(?![a-z])/i.exec(field ?? '')?.[1]?.toLowerCase();
}
