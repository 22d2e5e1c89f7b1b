import type { Language } from '../../shared/language.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Problem } from '../web/problems.ts';
import { deskWords } from './words/words.ts';

/** What whoever is refused for a while reads above what they typed, with the way that is left. `field`: the first one of the form. */
export function tooManyProblem({ supportAddress }: Settings, language: Language, field: string): Problem {
  const { title, text } = deskWords(language).failure.tooMany;
  return { field, message: `${title}. ${text(supportAddress)}` };
}

/** The page with that, for programs too: when to try again. */
export function tooManyAnswer(page: Response, retryAfterSeconds: number): Response {
  const headers = new Headers(page.headers);
  headers.set('retry-after', String(retryAfterSeconds));
  return new Response(page.body, { status: 429, headers });
}
