import type { Language } from '../language.ts';
import { plainWhy } from '../notify/plain-why.ts';
import type { Settings } from '../settings.ts';
import type { Plan, Priority } from '../sla/terms.ts';
import { shownSubject } from '../ticket/asked-before.ts';
import { actionsByLink, closedByLink, type LinkActions, type WritingDoes, writingDoes } from '../ticket/by-link.ts';
import { isMet } from '../ticket/clock.ts';
import { isSure } from '../ticket/confirmed.ts';
import { isReader } from '../ticket/participants.ts';
import type { CancelReason, Clock, Satisfaction, Ticket } from '../ticket/ticket.ts';
import type { Conversation } from '../ticket/ticket-store.ts';
import { type Awaits, awaitsOf } from '../ticket/view.ts';
import { type CustomerMessage, conversationFor } from './conversation-for.ts';
import { newestPage } from './newest-page.ts';

/** What a reader sees of a ticket by their link. Instants are ISO in UTC, to be shown in `timeZone`. No agent's address, note or storage key. */
export type CustomerView = {
  id: string;
  /** Empty where another requester wrote it. */
  subject: string;
  priority: Priority;
  plan: Plan;
  timeZone: string;
  state: Ticket['state'];
  /** The promised time has passed, and there is no answer. */
  isLate: boolean;
  awaits: Awaits;
  steps: {
    receivedAt: string;
    /** The first response. `met`: in time; one that waits again for a duplicate has none. */
    answered: { at: string; met: boolean } | null;
    closed: { at: string; as: ClosedAs; twin: string | null } | null;
  };
  clock: ClockView;
  reader: { address: string; isRequester: boolean; isProved: boolean };
  /** In order of time: the newest page, or the one before a cursor. */
  conversation: CustomerMessage[];
  /** Cursor of the page before; null: there is none. */
  older: string | null;
  may: LinkActions;
  /** What its requester said when they were asked whether they are satisfied; null for nothing, and to whoever else reads. */
  satisfaction: Satisfaction | null;
  /** What a message does now; `joins`: the number of the ticket that goes on for this duplicate, where the reader belongs. */
  writing: { does: WritingDoes; joins: string | null };
};

/** As what a ticket is closed, for its customer. `solved` also stands for what agents closed after their answer. */
type ClosedAs = 'solved' | 'not me' | CancelReason;

/** The clock of the first response: the promise, and why it ends then. When it has stopped, the record of what was promised. */
type ClockView = Pick<Clock, 'priority' | 'start' | 'deadline' | 'targetSeconds' | 'calendar' | 'timeZone'> &
  Pick<Clock, 'openings' | 'holidays'> & {
    isRunning: boolean;
    /** In the language that is asked for; null when the settings have lost the calendar. */
    why: string | null;
  };

/**
 * A ticket as one of its readers follows it (docs/promise.md section 9): whose link it is, `reader`, was asked before (`readerOfLink`). `twin`
 * is the ticket that goes on for a duplicate. `now`: desk time (ISO, UTC). Throws a 400 for a cursor that is none.
 */
export function presentForCustomer(
  ticket: Ticket,
  { messages }: Pick<Conversation, 'messages'>,
  {
    reader,
    settings,
    now,
    language = ticket.language,
    twin,
    before,
  }: {
    reader: string;
    settings: Settings;
    now: string;
    language?: Language;
    twin?: Ticket | undefined;
    before?: string | undefined;
  },
): CustomerView {
  const { id, priority, terms, state, firstResponse, requester } = ticket;
  const theirs = reader === requester.address;
  const { shown, older } = newestPage(conversationFor(ticket, messages, { reader, settings }), {
    before,
    placeOf: ({ at, id: key }) => `${at}#${key}`,
    show: (message) => message,
  });
  return {
    id,
    subject: shownSubject(ticket),
    priority,
    plan: terms.plan,
    timeZone: terms.timeZone,
    state,
    isLate: state === 'waiting' && !isMet(ticket, now),
    awaits: awaitsOf(ticket),
    steps: {
      receivedAt: ticket.createdAt,
      answered: firstResponse && state !== 'waiting' ? { at: firstResponse.at, met: firstResponse.met } : null,
      closed: closedStep(ticket, reader, twin),
    },
    clock: clockView(ticket, settings, language),
    reader: { address: reader, isRequester: theirs, isProved: theirs && isSure(requester) },
    conversation: shown,
    older,
    may: actionsByLink(ticket, reader),
    satisfaction: (reader === ticket.requester.address && ticket.satisfaction?.is) || null,
    writing: {
      does: writingDoes(twin ?? ticket, reader, settings, now),
      joins: twinFor(reader, twin) ?? null,
    },
  };
}

function closedStep(ticket: Ticket, reader: string, twin: Ticket | undefined): CustomerView['steps']['closed'] {
  const { state, closedAt, cancelled } = ticket;
  if (state !== 'closed' || closedAt === undefined) return null;
  const as = closedByLink(ticket) ?? (ticket.mergedInto === undefined ? cancelled : 'duplicate') ?? 'solved';
  return { at: closedAt, as, twin: twinFor(reader, twin) ?? null };
}

/** The number of the twin, for who reads there: to anybody else it is another's ticket. */
function twinFor(reader: string, twin: Ticket | undefined): string | undefined {
  return twin && isReader(twin, reader) ? twin.id : undefined;
}

function clockView(ticket: Ticket, settings: Settings, language: Language): ClockView {
  const { priority, start, deadline, targetSeconds, calendar, timeZone, openings, holidays } = ticket.clock;
  return {
    priority,
    start,
    deadline,
    targetSeconds,
    calendar,
    timeZone,
    openings,
    holidays,
    isRunning: ticket.state === 'waiting',
    why: plainWhy({ ...ticket, language }, settings) ?? null,
  };
}
