import type { EventType, TicketEvent } from '../events/ticket-event.ts';
import type { Language } from '../language.ts';
import { formatInstant } from '../mail/templates/format-time.ts';
import { wordsFor } from '../mail/templates/words/words.ts';
import type { Settings } from '../settings.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Action, isSolved, type Notification, type TicketView } from './target.ts';
import { en } from './words/en.ts';
import { it } from './words/it.ts';
import type { TargetWords } from './words/shape.ts';

const WORDS: Readonly<Record<Language, TargetWords>> = { en, it };

/** What somebody has to act upon: news of it is stale as soon as the ticket waits no more. */
const CALLS = new Set<EventType>(['opened', 'warned', 'breached', 'escalated', 'reopened', 'undelivered']);

/** What of a ticket is told. */
export type Told = Pick<Ticket, 'id' | 'state' | 'subject' | 'priority' | 'customer'> & {
  terms: Pick<Ticket['terms'], 'plan'>;
  clock: Pick<Ticket['clock'], 'deadline' | 'timeZone'>;
};

type Parts = { settings: Settings; language: Language; now: Date; isSample?: boolean };

/** An event in words, with its ticket as that stands at `now` (desk time), which may be long after. */
export function notificationOf(event: TicketEvent, ticket: Told, parts: Parts): Notification {
  return { event, ...inWords(event.type, ticket, parts) };
}

/** The same of what is known by its type alone. */
export function inWords(
  type: EventType,
  ticket: Told,
  { settings, language, now, isSample = false }: Parts,
): Omit<Notification, 'event'> {
  const words = WORDS[language];
  const { label, plan, priority, openTicket } = wordsFor(language);
  const { deadline, timeZone } = ticket.clock;
  const waits = ticket.state === 'waiting';
  const isOverdue = waits && deadline <= now.toISOString();
  const title = `${ticket.id}: ${words.title[type]}`;
  return {
    ticket: {
      id: ticket.id,
      subject: ticket.subject,
      priority: ticket.priority,
      waits,
      isOverdue,
      link: settings.ticketUrl.replaceAll('{id}', ticket.id),
    },
    action: actionOf(type, isOverdue),
    title: isSample ? `${words.sample}. ${title}` : title,
    facts: [
      { label: label.priority, value: `P${ticket.priority}, ${priority[ticket.priority]}` },
      { label: label.plan, value: plan[ticket.terms.plan] },
      ...(ticket.customer ? [{ label: label.customer, value: ticket.customer.name }] : []),
      ...(waits
        ? [{ label: isOverdue ? label.wasDue : label.answerBy, value: formatInstant(deadline, timeZone, language) }]
        : []),
    ],
    open: openTicket,
    language,
    isSample,
  };
}

/** Whether it asks for something that was done meanwhile. What is solved, or only told, is never late. */
export function isStale(type: EventType, { waits }: Pick<TicketView, 'waits'>): boolean {
  return CALLS.has(type) && !waits;
}

/** An incident begins with a broken promise, also where an old one is open again, and ends with the first response, or with the ticket. */
function actionOf(type: EventType, isOverdue: boolean): Action {
  if (isSolved(type)) return 'resolve';
  if (type === 'breached' || type === 'escalated') return 'trigger';
  return isOverdue && (type === 'reopened' || type === 'undelivered') ? 'trigger' : 'tell';
}
