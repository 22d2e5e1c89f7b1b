import type { Needle } from '../mail/redaction/needle.ts';
import { PublicError } from '../public-error.ts';
import { because, refusalSentence } from '../refusals.ts';
import { audited } from './clock.ts';
import { withHidden } from './hidden-from.ts';
import { hiddenSubject } from './hidden-subject.ts';
import { messageKeyFor } from './identity.ts';
import { MOST_REDACTIONS, type Redaction } from './redaction.ts';
import type { Ticket } from './ticket.ts';

/**
 * The ticket with something hidden on it: in its subject and people's names where these could have had it, in what its trail has of it, and by marks in
 * whatever comes from now on. The same ticket when that is hidden already. Throws a 422 when there is no room for another.
 */
export function withRedaction(ticket: Ticket, redaction: Redaction, needles: readonly Needle[]): Ticket {
  const { redactions = [] } = ticket;
  if (redactions.some((each) => isSame(each, redaction))) return ticket;
  const own = redactions.filter(({ from }) => from === undefined);
  if (own.length >= (redaction.whole ? MOST_REDACTIONS.all : MOST_REDACTIONS.words)) {
    const why = because('hiddenMany', { count: own.length, whole: redaction.whole === true });
    throw new PublicError(422, 'The change is refused.', [{ field: 'text', message: refusalSentence(why) }], why);
  }
  const isOpening = redaction.message === messageKeyFor(ticket.source);
  const left = withHidden(ticket, { redactions: [], keys: [], fresh: { redaction, needles } });
  const hidden: Ticket = {
    ...left,
    ...(redaction.whole && isOpening && { subject: hiddenSubject(ticket.subject) }),
    redactions: [...redactions, redaction],
  };
  const { at, by, message, whole } = redaction;
  const detail = whole ? `all of message ${message}` : `words of message ${message}`;
  return audited(hidden, { at, by: `agent:${by}`, action: 'redacted', detail });
}

/** Whether two redactions hide the same. */
export function isSame(one: Pick<Redaction, 'message' | 'whole' | 'marks'>, other: typeof one): boolean {
  const marks = ({ marks }: typeof one) => marks.map(({ hash }) => hash).join();
  return (
    one.message === other.message && one.whole === other.whole && (one.whole === true || marks(one) === marks(other))
  );
}
