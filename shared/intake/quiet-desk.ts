import { DONE } from '../outcome.ts';
import { audited } from '../ticket/clock.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Task } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { escalate, withLevel } from '../use-cases/escalate.ts';
import { registerTimer } from '../use-cases/steps/register-timer.ts';
import { update } from '../use-cases/steps/update.ts';

const TOLD: Task = { state: 'done' };

/** The line of the trail of a ticket that was made so. */
const REPLAYED = 'read again';

/** No mail has this id: nothing was sent. */
const UNSENT = '<read-again@desk.invalid>';

/**
 * The desk as it was at `at` (ISO, UTC), which mails nobody: for what is taken in once more after a restore, when the traces of what was sent are gone
 * (docs/architecture.md, second stage, decision 6).
 *
 * - What it would owe is written as done, so that no crash and no sweep sends it later: a new ticket's opening, word of a message, of a promise.
 * - Levels of the ladder that are past are recorded, and told to nobody; the timer is set to the next one, which is told as any other.
 * - An answer of an agent's counts as sent when it reached the desk.
 *
 * `isMade` hears of each ticket that it makes.
 */
export function quietDesk(desk: Desk, at: string, isMade: (ticketId: string) => void): Desk {
  const isPast = (instant: string) => instant <= desk.now().toISOString();
  const quiet: Desk = {
    ...desk,
    now: () => new Date(at),
    mailer: { send: async () => ({ outcome: 'done', messageId: UNSENT }) },
    teamMail: { put: async () => DONE },
    sendCounter: { ...desk.sendCounter, count: async () => {} },
    tickets: {
      ...desk.tickets,
      async create(ticket) {
        const created = await desk.tickets.create(asMade(ticket, desk.now().toISOString()));
        if (created) isMade(created.id);
        return created;
      },
      save: (ticket) => desk.tickets.save(withoutPromiseNotice(ticket)),
      addMessage: async (message) => desk.tickets.addMessage(await asPassedOn(desk, message)),
    },
    quarantine: {
      ...desk.quarantine,
      // The digest lists it, as of now: that of its own day has gone.
      add: ({ telling: _, ...entry }) => desk.quarantine.add({ ...entry, heldAt: desk.now().toISOString() }),
    },
    timers: {
      ...desk.timers,
      async register(timer) {
        if (!isPast(timer.at)) return desk.timers.register(timer);
        await escalate({ ...quiet, now: desk.now }, timer);
        return DONE;
      },
    },
  };
  return quiet;
}

/** A ticket that owes nobody a mail, with its trail saying so. `now`: ISO, UTC. */
function asMade(ticket: Ticket, now: string): Ticket {
  const made = audited(
    { ...ticket, opening: TOLD },
    { at: now, by: 'desk', action: REPLAYED, detail: 'from what was kept of its request; nobody was mailed' },
  );
  const { next } = made.timer;
  return next?.kind === 'ladder' && next.at <= now ? withLevel(made, now, TOLD) : made;
}

/** What a service keeps waiting is another delivery's, and stays owed. */
function withoutPromiseNotice(ticket: Ticket): Ticket {
  const { promiseChange } = ticket;
  if (promiseChange?.notice.state !== 'claimed') return ticket;
  return { ...ticket, promiseChange: { ...promiseChange, notice: TOLD } };
}

/** A message whose passing on is done; not a note, whose commands are to be carried out. */
async function asPassedOn({ tickets }: Desk, message: Message): Promise<Message> {
  if (message.kind === 'note' || message.relay === undefined) return message;
  const passedOn: Message = { ...message, relay: TOLD };
  if (message.author !== 'agent') return passedOn;
  const requester = (await tickets.get(message.ticketId))?.requester;
  const leftFor = requester && { address: requester.address };
  return { ...passedOn, left: message.at, ...(leftFor && { leftFor }) };
}

/** Registers the timers of tickets that were made quietly: their opening, which does it else, is done. Throws what a port throws. */
export async function registerQuietly(desk: Desk, made: Iterable<string>): Promise<void> {
  for (const id of made) {
    const ticket = await desk.tickets.get(id);
    if (ticket) await update(desk, ticket, await registerTimer(desk, ticket));
  }
}
