import { fold } from '../mail/redaction/fold.ts';
import { markOf, wordsNeedle } from '../mail/redaction/needle.ts';
import { PublicError } from '../public-error.ts';
import { because } from '../refusals.ts';
import { deliveryOf } from '../ticket/delivery.ts';
import { hadOf } from '../ticket/hidden-from.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { FEWEST_LETTERS, type Redaction, secretsOf, worthMarking } from '../ticket/redaction.ts';
import { TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isSame, withRedaction } from '../ticket/with-redaction.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { hideEverywhere } from './steps/hide-everywhere.ts';
import { hideInCopies } from './steps/hide-in-copies.ts';
import { hideInLinked } from './steps/hide-in-linked.ts';
import { hideInStored } from './steps/hide-in-stored.ts';
import { getTicket, update } from './steps/update.ts';

/** When the sweep looks once more: what was just being stored, with the ticket read before, is there by then. In ms of desk time. */
const AGAIN_MS = 10 * 60_000;

/**
 * An agent hides words of a message, or all of it (`words` undefined), at once and everywhere on the ticket: in its texts, files and
 * subject, in quotes, and in whatever comes again or is sent later. What the bucket has is due until an admin deletes it.
 *
 * 1. Refuse what is not there.
 * 2. Write on the ticket what is hidden, as marks, so that nothing that comes from now on brings it back, and nothing is lost by a crash.
 * 3. Hide it in the message, then in all others and beside them, then in other tickets that the same mail is in,
 *    and in what comes into those that go on with this one.
 *
 * Repeating it does what is left. Throws a 404 for what is no message of the ticket, a 422 that says the mend, and `TaskBusy` while
 * all of an answer is to be hidden that is just being sent.
 */
export async function redact(
  desk: Desk,
  { ticketId, messageKey, words, agent, at }: ByAgent & { messageKey: string; words: string | undefined },
): Promise<{ ticket: Ticket; message: Message }> {
  const [ticket, message] = await Promise.all([
    getTicket(desk, ticketId),
    desk.tickets.getMessage(ticketId, messageKey),
  ]);
  if (!message) throw new PublicError(404, `There is no message ${messageKey} on ${ticketId}.`);
  if (words !== undefined && fold(words).letters.length < FEWEST_LETTERS) {
    throw refusal('text', because('wordsShort', { fewest: FEWEST_LETTERS }));
  }
  const delivery = deliveryOf(message)?.state;
  // Nobody is to be sent a mail of nothing but that it was hidden.
  if (words === undefined && delivery === 'sending') throw new TaskBusy();
  if (words === undefined && delivery === 'parked') {
    throw refusal('whole', because('hideParked'));
  }
  const keys = await desk.secrets.signingKeys();
  const [key = ''] = keys;
  const isOpening = messageKey === messageKeyFor(ticket.source);
  const secrets = secretsOf(message, { words, thread: isOpening ? undefined : ticket.subject });
  const redaction: Redaction = {
    at,
    by: agent.id,
    message: messageKey,
    ...(words === undefined && { whole: true }),
    had: hadOf(ticket, message),
    marks: worthMarking(secrets).map((secret) => markOf(key, secret)),
    again: new Date(Date.parse(at) + AGAIN_MS).toISOString(),
  };
  const needles = [...secrets.names, ...secrets.lines].map(wordsNeedle);
  const isKnown = ticket.redactions?.some((each) => isSame(each, redaction)) ?? false;
  const first = { needles, whole: words === undefined, at };
  if (!isKnown && !message.redaction?.whole && (await hideInStored(desk, message, first)) === undefined) {
    throw refusal('text', because('wordsNotThere'));
  }
  const changed = isKnown
    ? ticket
    : await update(desk, ticket, (current) => withRedaction(current, redaction, needles));
  const { redactions = [] } = changed;
  const kept = redactions.find((each) => isSame(each, redaction)) ?? redaction;
  // Of what was hidden before nobody has the words any more.
  const fresh = isKnown ? undefined : { redaction: kept, needles };
  const left = await hideEverywhere(desk, changed, {
    first: { key: messageKey, ...first },
    sought: fresh ? { redactions: [], keys, fresh } : { redactions, keys },
  });
  await hideInCopies(desk, message, kept, fresh?.needles);
  await hideInLinked(desk, changed, fresh);
  return { ticket: changed, message: left ?? message };
}
