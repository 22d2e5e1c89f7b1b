import type { Outcome } from '../outcome.ts';
import type { Desk, LogDetails } from '../ticket/ports.ts';

/** Says in the log what became of a mail that the mail service was asked to send; never whom it was for. */
export function logPosted(log: Desk['log'], result: Outcome<{ messageId: string }>, about: LogDetails): void {
  if (result.outcome === 'done') log.info('a mail has left', { ...about, mail: result.messageId });
  if (result.outcome === 'refused') log.error('a mail was refused', { ...about, reason: result.reason });
  if (result.outcome === 'later') log.warn('a mail has to wait', { ...about, reason: result.reason });
}
