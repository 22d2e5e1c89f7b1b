import { audited, isMet, withPublic } from './clock.ts';
import { type Today, waitAgain } from './current-terms.ts';
import { answeredAt } from './delivery.ts';
import type { Message } from './message.ts';
import { isRequester } from './participants.ts';
import { awake } from './snooze.ts';
import type { Ticket } from './ticket.ts';
import { questionsLost } from './watch.ts';

/** An answer, and when it counts as given (ISO, UTC). */
type Given = { answer: Message; at: string };

/**
 * The ticket answered: by its first response only, later ones change whose turn it is and nothing else. Nor does one that was written before
 * the ticket was closed without a response and left after that: closed so, it counts as cancelled, never as met (docs/promise.md section 5).
 */
export function answered(ticket: Ticket, { answer, at }: Given): Ticket {
  // What was written while it waited to leave was written after it.
  const told = withPublic(ticket, { at: answer.at < at ? answer.at : at, by: 'agent' });
  if (isOvertaken(ticket, answer)) {
    const detail = `${answer.key}: it left after the ticket was closed as ${ticket.cancelled}`;
    return audited(told, { at: answer.left ?? at, by: 'desk', action: 'answer not counted', detail }, { once: true });
  }
  const { goesOn } = told;
  if (goesOn && told.firstResponse) return answeredFor(told, goesOn, { answer, at });
  if (goesOn && told.state === 'waiting' && !isSince(goesOn, { answer, at }))
    return answeredItself(told, { answer, at });
  if (told.firstResponse) return told.state === 'waiting' ? { ...told, state: 'answered' } : told;
  const by = `agent:${answer.by}`;
  const met = isMet(told, at);
  const { cancelled: _, closedAt: __, ...rest } = told;
  const changed: Ticket = { ...rest, state: 'answered', firstResponse: { at, by, met, message: answer.key } };
  const byPhone = answer.givenByPhone === undefined ? '' : `, by phone; recorded at ${answer.at}`;
  return audited(changed, { at, by, action: 'answered', detail: `${met ? 'in time' : 'late'}${byPhone}` });
}

/** Whether a ticket was closed without a response while this answer was on its way. Who writes one after that takes the closing back. */
function isOvertaken({ cancelled, closedAt }: Ticket, { at, left }: Message): boolean {
  return cancelled !== undefined && closedAt !== undefined && left !== undefined && at < closedAt && closedAt < left;
}

/** Whether an answer was both written and given after a ticket began to go on for a duplicate: the one before is none for that. */
function isSince(goesOn: { at: string }, { answer, at }: Given): boolean {
  return answer.at > goesOn.at && at > goesOn.at;
}

/** A ticket that goes on for a duplicate, with a first response from before that: it waits on, for the duplicate. */
function answeredItself(ticket: Ticket, { answer, at }: Given): Ticket {
  const by = `agent:${answer.by}`;
  const met = keptOwnPromise(ticket, at);
  const detail = `${met ? 'in time' : 'late'}, and not for the duplicate that came after it`;
  const changed: Ticket = { ...ticket, firstResponse: { at, by, met, message: answer.key } };
  return audited(changed, { at, by, action: 'answered', detail });
}

/**
 * The ticket that goes on for a duplicate, answered for that as well: its first response stays what it was, and is late when this one is,
 * since a deadline that has passed stays missed.
 */
function answeredFor(ticket: Ticket, goesOn: { at: string }, { answer, at }: Given): Ticket {
  const { firstResponse, cancelled, closedAt: _, ...rest } = ticket;
  const isOwed = ticket.state === 'waiting' || cancelled !== undefined;
  if (!firstResponse || !isOwed || !isSince(goesOn, { answer, at })) return ticket;
  const inTime = isMet(ticket, at);
  const met = firstResponse.met && inTime;
  const changed: Ticket = { ...rest, state: 'answered', firstResponse: { ...firstResponse, met } };
  return audited(changed, { at, by: `agent:${answer.by}`, action: 'answered', detail: inTime ? 'in time' : 'late' });
}

/** Whether a ticket has had all its answers: closed while a clock ran it has not. */
export function isAnswered({ firstResponse, state, cancelled }: Ticket): boolean {
  return firstResponse !== undefined && state !== 'waiting' && cancelled === undefined;
}

/** Whether an answer left for one whom an agent replaced as the requester before it could be counted: whoever asks has none. */
export function leftForOthers({ requester }: Ticket, { leftFor, givenByPhone }: Message): boolean {
  return leftFor !== undefined && givenByPhone === undefined && !isRequester({ requester }, leftFor.address);
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
  given.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  // What left for another one has answered whoever asks now as little as when it left.
  const theirs = given.filter(({ answer }) => !leftForOthers(watched, answer));
  const [next] = theirs;
  if (!firstResponse) {
    if (watched.state !== 'waiting' || !next) return watched;
    return asAnsweredFor(answered(watched, next), theirs, { today, at });
  }
  if (!lost.includes(firstResponse.message)) {
    // What has counted before an agent said who asks goes on to count.
    return asAnsweredFor(watched, watched.state === 'waiting' ? theirs : given, { today, at });
  }
  if (next) {
    const met = wasMet(watched, next);
    const response = { at: next.at, by: `agent:${next.answer.by}`, met, message: next.answer.key };
    const detail = `${met ? 'in time' : 'late'}: the first response did not arrive, a later one did`;
    return audited({ ...watched, firstResponse: response }, { at, by: 'desk', action: 'answered', detail });
  }
  const detail = 'the first response did not arrive';
  return audited(waitAgain(withOwnMissed(rest, at), today, at), { at, by: 'desk', action: 're-opened', detail });
}

/**
 * The ticket that another one asks now than was answered: it waits, by the clock of its request, as nobody has answered them. One that
 * was answered by phone stays so: an agent spoke with somebody. So does one that was closed unanswered or as a duplicate, and one that waits. `at`: when (ISO, UTC).
 */
export function asUnanswered(
  ticket: Ticket,
  messages: readonly Pick<Message, 'key' | 'givenByPhone'>[],
  { today, at }: { today: Today; at: string },
): Ticket {
  const { firstResponse, ...rest } = ticket;
  const answer = messages.find(({ key }) => key === firstResponse?.message);
  const isEnded = ticket.cancelled !== undefined || ticket.mergedInto !== undefined;
  if (!firstResponse || isEnded || answer?.givenByPhone !== undefined) return ticket;
  const owed = waitAgain(withOwnMissed(awake(rest, { by: 'desk', at, why: NOT_THEM }), at), today, at);
  return audited(owed, { at, by: 'desk', action: 're-opened', detail: NOT_THEM });
}

const NOT_THEM = 'whoever asks now was not answered';

/** A ticket without an answer of its own that runs on the clock of a duplicate: what it owed itself before may have passed by now. */
function withOwnMissed(ticket: Ticket, at: string): Ticket {
  const due = ticket.goesOn?.own?.due;
  if (due === undefined || due >= at || (ticket.passed !== undefined && ticket.passed <= due)) return ticket;
  return { ...ticket, passed: due };
}

/** A ticket that goes on for a duplicate, as its answers since then have it. */
function asAnsweredFor(ticket: Ticket, given: readonly Given[], { today, at }: { today: Today; at: string }): Ticket {
  const { goesOn, state, cancelled } = ticket;
  // Closed while it waited it owes nothing; closed since, it does when that answer comes back.
  if (goesOn === undefined || cancelled !== undefined) return ticket;
  const next = given.find((each) => isSince(goesOn, each));
  if (next) return state === 'waiting' ? answered(ticket, next) : ticket;
  if (state === 'waiting') return ticket;
  const detail = 'the answer for the duplicate did not arrive';
  return audited(waitAgain(ticket, today, at), { at, by: 'desk', action: 're-opened', detail });
}

/** Whether an answer kept the promise that ran when it was written. */
function wasMet(ticket: Ticket, given: Given): boolean {
  const { goesOn } = ticket;
  return goesOn && !isSince(goesOn, given) ? keptOwnPromise(ticket, given.at) : isMet(ticket, given.at);
}

/** Whether an answer at `at` (ISO, UTC) was in time for a ticket's own request, whatever it goes on for. */
function keptOwnPromise({ goesOn }: Ticket, at: string): boolean {
  return goesOn !== undefined && at <= goesOn.deadline;
}
