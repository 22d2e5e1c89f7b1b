import { SlaError } from './sla-error.ts';
import type { Plan, Priority, Terms } from './terms.ts';

const MINUTE = 60;
const HOUR = 3600;

/** Response times in seconds of open time, from the request to the first response (promise.md section 1). */
const TARGETS: Record<Plan, Record<Priority, number>> = {
  basic: { 1: 2 * HOUR, 2: 12 * HOUR, 3: 24 * HOUR, 4: 24 * HOUR },
  premium: { 1: 30 * MINUTE, 2: HOUR, 3: 4 * HOUR, 4: 12 * HOUR },
};

/**
 * The response time in seconds of open time: the quote's where it has one, else the plan's (promise.md sections 1 and 4).
 * Refuses a quote's target that is not above 0 (`invalid-target`).
 */
export function targetSeconds({ plan, targets }: Pick<Terms, 'plan' | 'targets'>, priority: Priority): number {
  const seconds = targets?.[priority] ?? TARGETS[plan][priority];
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new SlaError('invalid-target', `A response time must be more than 0 seconds, not ${seconds}`);
  }
  return seconds;
}

/**
 * The name of the calendar on which a priority's clock runs: the quote's where it has one; around the clock for Premium's
 * priorities 1 and 2; else the customer's (promise.md section 4).
 */
export function clockCalendar(terms: Pick<Terms, 'plan' | 'calendar' | 'clocks'>, priority: Priority): string {
  const aroundTheClock = terms.plan === 'premium' && priority <= 2;
  return terms.clocks?.[priority] ?? (aroundTheClock ? '24x7' : terms.calendar);
}
