import { audited, isMet, withPublic } from './clock.ts';
import { type Today, waitAgain } from './current-terms.ts';
import { answeredAt } from './delivery.ts';
import type { Message } from './message.ts';
import type { Ticket } from './ticket.ts';
import { questionsLost } from './watch.ts';

/** An answer, and when it counts as given (ISO, UTC). */
type Given = { answer: Message; at: string };

/** The ticket answered: by its first response only, later ones change whose turn it is and nothing else. */
export function answered(ticket: Ticket, { answer, at }: Given): Ticket {
  const told = withPublic(ticket, { at, by: 'agent' });
  if (told.firstResponse) return told.state === 'waiting' ? { ...told, state: 'answered' } : told;
  const by = `agent:${answer.by}`;
  const met = isMet(told, at);
  const { cancelled: _, closedAt: __, ...rest } = told;
  const changed: Ticket = { ...rest, state: 'answered', firstResponse: { at, by, met, message: answer.key } };
  const byPhone = answer.givenByPhone === undefined ? '' : `, by phone; recorded at ${answer.at}`;
  return audited(changed, { at, by, action: 'answered', detail: `${met ? 'in time' : 'late'}${byPhone}` });
}

/**
 * The ticket as its stored answers have it, after one of them came back (docs/promise.md section 5): a first response that did not
 * arrive is none, and the first of the others that left stands in for it, else the ticket waits again. A ticket that waits
 * although an answer left, since the two met, is answered. `at` is when the desk heard of it (ISO, UTC).
 */
export function asAnswered(
  ticket: Ticket,
  answers: readonly Message[],
  { today, at }: { today: Today; at: string },
): Ticket {
  const lost = answers
    .filter((answer) => answer.undelivered !== undefined && answeredAt(answer) === undefined)
    .map(({ key }) => key);
  const watched = questionsLost(ticket, lost, at);
  const { firstResponse, ...rest } = watched;
  const given = answers.flatMap((answer): Given[] => {
    const since = answeredAt(answer);
    return since === undefined ? [] : [{ answer, at: since }];
  });
  // In order of when they count; of two at once, the one that was written first.
  const [next] = given.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (!firstResponse) return watched.state === 'waiting' && next ? answered(watched, next) : watched;
  if (!lost.includes(firstResponse.message)) return watched;
  if (next) {
    const met = isMet(watched, next.at);
    const response = { at: next.at, by: `agent:${next.answer.by}`, met, message: next.answer.key };
    const detail = `${met ? 'in time' : 'late'}: the first response did not arrive, a later one did`;
    return audited({ ...watched, firstResponse: response }, { at, by: 'desk', action: 'answered', detail });
  }
  const detail = 'the first response did not arrive';
  return audited(waitAgain(rest, today, at), { at, by: 'desk', action: 're-opened', detail });
}
