import type { Customer } from '../customer/customer.ts';
import { because } from '../refusals.ts';
import { SlaError } from '../sla/sla-error.ts';
import type { Plan } from '../sla/terms.ts';
import { audited, countedFor, retime } from '../ticket/clock.ts';
import { recomputed, type Today } from '../ticket/current-terms.ts';
import { snapshotOf } from '../ticket/customer-snapshot.ts';
import { plannedClock } from '../ticket/first-clock.ts';
import { doneAt } from '../ticket/heard.ts';
import type { Desk } from '../ticket/ports.ts';
import { isSaidSince } from '../ticket/said-since.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { changePromise } from './steps/change-promise.ts';
import { notOnDuplicate } from './steps/duplicate-refusal.ts';
import { refuseOfAnother } from './steps/of-another.ts';
import { getTicket } from './steps/update.ts';

/**
 * An agent says whose ticket it is: the customer of this id, or (null) nobody's whom a record knows. The ticket goes on that record's
 * terms, from its original start while it waits, and the customer is told of the new promise (promise.md section 5). A plan that was
 * agreed for the ticket was agreed with the customer before, and goes. Throws a 404 for an unknown ticket, a 422 for an unknown
 * customer, where a colleague said whose it is after `at`, and where it goes on for a duplicate of whoever is another one's, and a 409 for a closed duplicate.
 */
export async function correctCustomer(
  desk: Desk,
  { customer: id, agent, at, ticketId }: ByAgent & { customer: string | null },
): Promise<Ticket> {
  const ticket = await getTicket(desk, ticketId);
  const record = id === null ? undefined : (await desk.customers.list()).find((each) => each.id === id);
  if (id !== null && !record) {
    throw refusal('customer', because('customerUnknown', { customer: id }));
  }
  const change = notOnDuplicate(desk, 'customer', (current) => {
    if (current.customer?.id === record?.id) return current;
    refuseOverruled(current, at, 'customer');
    const moved = ofCustomer(current, { customer: record, settings: desk.settings }, doneAt(at, desk.now()));
    const detail = `${current.customer?.id ?? 'none'} to ${record?.id ?? 'none'}`;
    return audited(moved, { at, by: `agent:${agent.id}`, action: 'customer changed', detail });
  });
  return changePromise(desk, ticket, async (current) => {
    const changed = await change(current);
    await refuseOfAnother(desk, { before: current, after: changed, customer: record?.id, field: 'customer' });
    return changed;
  });
}

/**
 * An agent says which plan this ticket is on, whatever the customer's record says: a re-timing keeps it. Targets and clocks of the
 * quote stand above any plan (promise.md section 4). Throws a 404 for an unknown ticket, a 422 where a
 * colleague said otherwise after `at`, and a 409 for a closed duplicate.
 */
export async function correctPlan(
  desk: Desk,
  { plan, agent, at, ticketId }: ByAgent & { plan: Plan },
): Promise<Ticket> {
  const change = notOnDuplicate(desk, 'plan', (current) => {
    const before = current.terms.plan;
    if (before === plan) return current;
    refuseOverruled(current, at, 'plan');
    const terms = { ...current.terms, plan };
    const moved = holding('plan', () =>
      retime({ ...current, agreedPlan: plan }, { terms }, desk.settings, doneAt(at, desk.now())),
    );
    return audited(moved, { at, by: `agent:${agent.id}`, action: 'plan changed', detail: `${before} to ${plan}` });
  });
  return changePromise(desk, await getTicket(desk, ticketId), change);
}

/** A word by mail, carried out late: what a colleague said of it since stands, and a plan was meant for the customer that the ticket had. */
function refuseOverruled(current: Ticket, at: string, field: 'customer' | 'plan'): void {
  if (isSaidSince(current, at, { actions: ['customer changed'] })) {
    throw refusal(field, because('customerChangedSince', { customer: current.customer?.id }));
  }
  if (field === 'plan' && isSaidSince(current, at, { actions: ['plan changed'] })) {
    throw refusal(field, because('planChangedSince', { plan: current.terms.plan }));
  }
}

/**
 * A ticket that somebody else asks since it was `before`, with lines of what that changed of its promise: it is another customer's, or its clock ends
 * at another time, on the terms of today.
 */
export function withTermsSaid(before: Ticket, ticket: Ticket, { by, at }: { by: string; at: string }): Ticket {
  const [one, other] = [before, ticket].map(({ customer }) => customer?.id ?? 'none');
  if (one !== other) return audited(ticket, { at, by, action: 'customer changed', detail: `${one} to ${other}` });
  const [from, to] = [before.clock.deadline, ticket.clock.deadline];
  if (from === to) return ticket;
  return audited(ticket, { at, by, action: 're-timed', detail: `somebody else asks: deadline ${from} to ${to}` });
}

/** The ticket as one of this customer's, or of nobody's whom a record knows, on the terms of today. Throws a 422 when they do not hold. */
export function ofCustomer({ agreedPlan: _, ...ticket }: Ticket, today: Today, at: string): Ticket {
  const { customer, settings } = today;
  const { customer: __, ...rest } = ticket;
  const language = customer?.language ?? ticket.language;
  const theirs: Ticket = { ...rest, language, ...(customer && { customer: snapshotOf(customer) }) };
  if (theirs.state === 'waiting') {
    const { changed, problem } = recomputed(today, theirs, at);
    if (problem !== undefined) throw refusal('customer', problem);
    return changed;
  }
  // What was promised stays as it was; a ticket that waits again is timed anew.
  return { ...theirs, terms: termsOf(customer, settings, theirs) };
}

function termsOf(customer: Customer | undefined, settings: Today['settings'], ticket: Ticket): Ticket['terms'] {
  const { terms, problem } = plannedClock(settings, customer, countedFor(ticket), ticket.clock.version);
  if (problem !== undefined) throw refusal('customer', problem);
  return terms;
}

/** What a change gives; a 422 for `field` when the settings have lost what the ticket's terms name. */
function holding<T>(field: string, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    throw refusal(field, `the ticket's terms do not hold with it: ${error.message}`);
  }
}
