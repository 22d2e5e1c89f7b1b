/**
 * What a name is made of: letters of any script, digits, and the marks that stand in names of people and firms. What is not here
 * makes sentences, addresses, or encoded words.
 */
const NAME = /^[\p{L}\p{M}\p{N} .,'’‘`´"“”«»&()/+\-–_|·°ªº]+$/u;

/** A domain, as mail programs make a link of it: two labels of two letters at least, so that `S.r.l.` and `J.R.R.` are none. */
const DOMAIN = /[\p{L}\p{N}-]{2,}\.\p{L}{2,}/u;

/** Italian titles that look like domains: Dott.ssa, Prof.ssa, Sig.ra, Sig.na. */
const TITLE = /\b(dott|prof|sig|avv)\.(ssa|ra|na|re|ri)\b/giu;

const MOST = { characters: 60, words: 6, digits: 4, lowercaseWords: 2 };

/**
 * A stranger's name as it may stand in a header of ours; undefined when it is more than a name: with a URL, a sentence, a telephone
 * number or a control character, our acknowledgement would carry its words to whoever's address they gave. Too strict costs a
 * name, and nothing else.
 */
export function headerName(name: string | undefined): string | undefined {
  const trimmed = name?.trim();
  if (!trimmed || trimmed.length > MOST.characters || !NAME.test(trimmed) || DOMAIN.test(trimmed.replace(TITLE, ''))) {
    return undefined;
  }
  return isSentence(trimmed) || (trimmed.match(/\p{N}/gu)?.length ?? 0) > MOST.digits ? undefined : trimmed;
}

/** Many words, or four and more that are mostly in lower case. */
function isSentence(name: string): boolean {
  const words = name.split(/\s+/);
  const lowercase = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return words.length > MOST.words || (words.length > 3 && lowercase > MOST.lowercaseWords);
}
