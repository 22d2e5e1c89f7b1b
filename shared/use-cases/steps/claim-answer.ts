import { PublicError } from '../../public-error.ts';
import { newestPublic } from '../../ticket/heard.ts';
import type { Desk } from '../../ticket/ports.ts';
import { readersMark, readersOf } from '../../ticket/readers.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { update } from './update.ts';

/**
 * How long the claim of an answer that never came keeps others from answering, in ms of machine time: longer than any door has for a request.
 * Once the answer is stored, it is itself what the others have not seen.
 */
const HOLDS_MS = 60_000;

/** Somebody wrote what whoever answers has not seen: nothing was sent. `isUnderWay`: it is being sent now, and may be an own one that broke off. */
export class AnswerOvertaken extends PublicError {
  readonly isUnderWay: boolean;

  constructor(newest: string | undefined) {
    const message =
      newest === undefined
        ? 'another answer is being sent now, or broke off: look again in a minute, then send yours'
        : `the newest message is ${newest}: read it, then send your answer again`;
    super(409, 'The answer was not sent: something was written that you have not seen.', [{ field: 'seen', message }]);
    this.name = 'AnswerOvertaken';
    this.isUnderWay = newest === undefined;
  }
}

/** Others read an answer than its writer was shown: nothing was sent. */
class ReadersChanged extends PublicError {
  constructor() {
    super(409, 'The answer was not sent: it would go to others than you were shown.', [
      { field: 'readers', message: 'look at who reads it now, then send your answer again' },
    ]);
    this.name = 'ReadersChanged';
  }
}

/**
 * Lets one of those who answer at once go on, before anything is stored or sent: whoever says what they have seen (the key of the newest public
 * message) answers that and nothing later, and whoever says to whom it goes (`readersMark`) nobody else. Two who saw the same are told apart by one conditional write of the ticket. Throws `AnswerOvertaken` and
 * `ReadersChanged`.
 */
export async function claimAnswer(
  desk: Desk,
  ticket: Ticket,
  { key, seen, readers }: { key: string; seen: string; readers?: string | undefined },
): Promise<Ticket> {
  const { messages } = await desk.tickets.messages(ticket.id);
  const newest = newestPublic(messages);
  if (newest !== undefined && newest !== seen) throw new AnswerOvertaken(newest);
  const at = desk.machineNow();
  return update(desk, ticket, (current) => {
    if (readers !== undefined && readers !== readersMark(readersOf(current))) throw new ReadersChanged();
    const { answering } = current;
    const isHeld = answering?.seen === seen && at.getTime() - Date.parse(answering.at) < HOLDS_MS;
    if (answering && isHeld && answering.message !== key) throw new AnswerOvertaken(undefined);
    return { ...current, answering: { message: key, seen, at: at.toISOString() } };
  });
}
