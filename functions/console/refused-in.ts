import { formatShort } from '../../shared/mail/templates/format-time.ts';
import type { PublicError } from '../../shared/public-error.ts';
import { refusalSentence } from '../../shared/refusals.ts';
import type { Problem } from '../web/problems.ts';
import type { Viewer } from './pages/frame.ts';
import { consoleWords } from './words/words.ts';

/** What was wrong, in the words and the zone of who looks; as it is, and marked as English, where its reason has no code. */
export function refusedIn({ language, timeZone }: Viewer, problem: Problem, { why }: PublicError): Problem {
  if (why === undefined) return { ...problem, language: 'en' };
  const words = consoleWords(language).refusals((instant) => formatShort(instant, timeZone, language));
  return { ...problem, message: refusalSentence(why, words) };
}
