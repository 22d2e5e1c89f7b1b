import type { Item } from '../../../shared/aws/table.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import type { Settings } from '../../../shared/settings.ts';
import { type Card, cardSchema } from '../../../shared/ticket/card.ts';
import { audited, nextTimer, resumedTimer } from '../../../shared/ticket/clock.ts';
import { plannedClock, soundClock } from '../../../shared/ticket/first-clock.ts';
import { type Clock, type Ticket, ticketSchema } from '../../../shared/ticket/ticket.ts';
import { brokenFields } from './fields.ts';

/** What the item does not say. */
type Around = { settings: Settings; customerOf(id: string): Customer | undefined; now: Date };

/** A ticket put right, with the fields that were; or those that nothing says. */
export type Salvaged = { ticket: Ticket; mended: string[] } | { stuck: string[] };

/** What the card of the lists says of a ticket; where it says nothing, the ticket has none. */
const FROM_CARD: { [field in keyof Ticket]?: (card: Card) => unknown } = {
  state: ({ state }) => state,
  priority: ({ priority }) => priority,
  channel: ({ channel }) => channel,
  subject: ({ subject }) => subject,
  requester: ({ requester }) => requester,
  customer: ({ customer }) => customer,
  createdAt: ({ openedAt }) => openedAt,
  passed: ({ passed }) => passed,
  cancelled: ({ cancelled }) => cancelled,
  closedAt: ({ closedAt }) => closedAt,
  reached: ({ escalation }) => escalation,
  assignee: ({ assignee }) => assignee,
  mergedInto: ({ mergedInto }) => mergedInto,
};

/** What nobody is owed anything by: the newest lines of the trail, and what was only noted. */
const EMPTY: { [field in keyof Ticket]?: unknown } = { audit: [], sent: [], tags: [] };

/**
 * A ticket that cannot be read, from what else there is of it: its card, its customer's record, the settings. Terms, clock and timer are computed
 * anew, and must give the deadline of the card: a guess at a promise is none. Who else reads it, and who was told, is never guessed; a requester from the card has no second
 * address (`from`), so that fewer are known writers, and never more.
 */
export function salvageTicket(item: Item, around: Around): Salvaged {
  const broken = brokenFields(ticketSchema, item);
  const card = cardSchema.safeParse(item.card).data;
  const known: Item = { ...item };
  const computed = ['terms', 'clock', 'timer'];
  const stuck = broken.filter((field) => {
    if (computed.includes(field)) return false;
    if (field in EMPTY) known[field] = EMPTY[field as keyof Ticket];
    else if (card && field in FROM_CARD) known[field] = FROM_CARD[field as keyof Ticket]?.(card);
    else return true;
    return false;
  });
  if (stuck.length > 0) return { stuck };
  const anew = compute(known, broken, card, around);
  if (anew === undefined) return { stuck: broken.filter((field) => computed.includes(field)) };
  const read = ticketSchema.safeParse({ ...known, ...anew });
  if (!read.success) return { stuck: broken };
  const at = around.now.toISOString();
  const detail = `desk doctor: ${broken.join(', ')}`;
  return { ticket: audited(read.data, { at, by: 'admin', action: 'put right', detail }), mended: broken };
}

/** Terms, clock and timer, those that are broken anew; undefined when they are not to be had. */
function compute(
  known: Item,
  broken: readonly string[],
  card: Card | undefined,
  { settings, customerOf, now }: Around,
): Partial<Ticket> | undefined {
  // All else of it can be read by now, save what is computed here.
  const ticket = known as Ticket;
  const isBroken = (field: string) => broken.includes(field);
  let { terms, clock } = ticket;
  const record = ticket.customer && customerOf(ticket.customer.id);
  if (isBroken('terms')) {
    if (ticket.customer && !record) return undefined;
    const counted: Clock['counted'] = isBroken('clock')
      ? [{ priority: ticket.priority, at: ticket.createdAt }]
      : clock.counted;
    ({ terms } = plannedClock(settings, record, counted, 1, ticket.agreedPlan));
  }
  if (isBroken('clock')) {
    const version = Math.max(1, ...ticket.escalations.map((each) => each.clock));
    const found = countedOf(ticket)
      .map((counted) => soundClock(terms, counted, settings, version))
      .find(({ deadline }) => deadline === card?.respondBy);
    if (!found) return undefined;
    clock = found;
  }
  if (!isBroken('timer')) return { terms, clock };
  // Each timer was set by a write, so none has had this number.
  const timer: Ticket['timer'] = { version: ticket.version, setAt: now.toISOString(), registered: false };
  return { terms, clock, timer: timerOf({ ...ticket, terms, clock, timer }, now.toISOString()) };
}

/** What the clock may have counted: the request alone, or with the steps up that were declared since. */
function countedOf({ priority, createdAt, declared }: Ticket): Clock['counted'][] {
  const raises = declared.filter(({ raise }) => raise !== undefined).map(({ priority, at }) => ({ priority, at }));
  const [first = { priority }] = declared.filter(({ raise }) => raise === undefined);
  return [
    [{ priority, at: createdAt }],
    [{ priority: first.priority, at: createdAt }, ...raises],
    [{ priority: (raises[0]?.priority ?? priority) as typeof priority, at: createdAt }],
  ];
}

/** What the timer is for: the next level that has not fired, or the answer to a question. */
function timerOf(ticket: Ticket, at: string): Ticket['timer'] {
  if (ticket.state === 'waiting') return resumedTimer(ticket, at);
  const { watch } = ticket;
  const isOpen = ticket.state === 'answered' && watch && !watch.ended && !watch.flagged;
  return nextTimer(ticket, isOpen ? { kind: 'watch', at: watch.until } : undefined, at);
}
