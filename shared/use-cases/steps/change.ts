import type { Agent } from '../../customer/agent.ts';
import { PublicError } from '../../public-error.ts';

/** What an agent wants changed, and when they said so (ISO, UTC). */
export type ByAgent = { ticketId: string; agent: Agent; at: string };

/** A change that must not be made: a 422 that names the field and the mend. */
export function refusal(field: string, message: string): PublicError {
  return new PublicError(422, 'The change is refused.', [{ field, message }]);
}
