import { remembered } from './remembered.ts';
import { isSecret, isTrace } from './unshown.ts';
import { bareName, inWords } from './words.ts';
import { isAnswers, isWrapper } from './wrapper.ts';

/** Of a name on the way to a value, in UTF-16 units: else a long one is written once more for each value below it. */
const LONGEST_NAME = 200;

/** What holds what a provider says of a delivery, beside what holds its answers. */
const META = ['meta', 'metadata', 'entry', 'origin'];

/** What a name says by itself, found out once: each entry of a delivery is asked all of it. */
export const nameOf = remembered((whole) => {
  const isMeta = META.includes(bareName(whole));
  const short = whole.length > LONGEST_NAME ? whole.slice(0, LONGEST_NAME).toWellFormed() : whole;
  return {
    short,
    words: inWords(short),
    isWrapper: isWrapper(whole),
    isSecret: isSecret(whole),
    isTrace: isTrace(whole),
    /** What stands in it is one of a form's questions, or what a provider calls so of itself. */
    holdsAsked: isMeta || isWrapper(whole),
    /** In it a provider speaks of what it sends, and nobody who filled the form in. */
    isEnvelope: isMeta || (isWrapper(whole) && !isAnswers(whole)),
  };
});
