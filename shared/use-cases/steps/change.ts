import type { Agent } from '../../customer/agent.ts';
import { PublicError } from '../../public-error.ts';
import { refusalSentence, type Why } from '../../refusals.ts';

/** What an agent wants changed, and when they said so (ISO, UTC). */
export type ByAgent = { ticketId: string; agent: Agent; at: string };

/** A change that must not be made: a 422 (`status`) that names the field and the mend. `why` without a code is said in English everywhere. */
export function refusal(field: string, why: Why | string, status = 422): PublicError {
  const title = 'The change is refused.';
  if (typeof why === 'string') return new PublicError(status, title, [{ field, message: why }]);
  return new PublicError(status, title, [{ field, message: refusalSentence(why) }], why);
}

/** The same of what has no field: a 422 whose message is all there is. */
export function refusalOfAll(why: Why, status = 422): PublicError {
  return new PublicError(status, refusalSentence(why), [], why);
}
