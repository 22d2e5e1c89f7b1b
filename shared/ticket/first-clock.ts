import type { Customer } from '../customer/customer.ts';
import { type SoldTerms, termsFor } from '../customer/terms.ts';
import type { Settings } from '../settings.ts';
import { SlaError } from '../sla/sla-error.ts';
import type { Plan, Priority } from '../sla/terms.ts';
import { type ClockSettings, earliestClock } from './clock.ts';
import type { Clock } from './ticket.ts';

type FirstClock = { terms: SoldTerms; clock: Clock; problem?: string };

/** Terms and clock of a customer's request, or of one by somebody that no record knows, from `start` (ISO, UTC). */
export function firstClock(
  settings: ClockSettings & Pick<Settings, 'defaults' | 'holidayRegions'>,
  customer: Customer | undefined,
  priority: Priority,
  start: string,
): FirstClock {
  return plannedClock(settings, customer, [{ priority, at: start }], 1);
}

/**
 * Terms and clock of a ticket with all that is counted of it, the original start first. `agreedPlan` is one that an agent set for this
 * ticket.
 *
 * A record can name what is no longer there: a calendar that the admin has taken out of the settings since. A request must not
 * be lost for it, so its clock then runs on the desk's defaults, and `problem` says so.
 */
export function plannedClock(
  settings: ClockSettings & Pick<Settings, 'defaults' | 'holidayRegions'>,
  customer: Customer | undefined,
  counted: Clock['counted'],
  version: number,
  agreedPlan?: Plan,
): FirstClock {
  const plan = (whose: Customer | undefined) => {
    const sold = termsFor(whose, settings, counted[0].at);
    const terms = agreedPlan === undefined ? sold : { ...sold, plan: agreedPlan };
    return { terms, clock: earliestClock(terms, counted, settings, version) };
  };
  try {
    return plan(customer);
  } catch (error) {
    if (!(error instanceof SlaError) || customer === undefined) throw error;
    const problem = `the terms of customer ${customer.id} do not hold: ${error.message}`;
    return { ...plan(undefined), problem };
  }
}

/**
 * The clock of a ticket on the terms that it has, on the desk's defaults when the settings have lost what those name: what a customer
 * writes must not be lost for it.
 */
export function soundClock(
  terms: SoldTerms,
  counted: Clock['counted'],
  settings: ClockSettings & Pick<Settings, 'defaults' | 'holidayRegions'>,
  version: number,
): Clock {
  try {
    return earliestClock(terms, counted, settings, version);
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    return plannedClock(settings, undefined, counted, version).clock;
  }
}
