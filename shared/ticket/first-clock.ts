import type { Customer } from '../customer/customer.ts';
import { type SoldTerms, termsFor } from '../customer/terms.ts';
import type { Settings } from '../settings.ts';
import { SlaError } from '../sla/sla-error.ts';
import type { Priority } from '../sla/terms.ts';
import { type ClockSettings, startClock } from './clock.ts';
import type { Clock } from './ticket.ts';

/**
 * Terms and clock of a customer's request, or of one by somebody that no record knows, from `start` (ISO, UTC).
 *
 * A record can name what is no longer there: a calendar that the admin has taken out of the settings since. A request must not
 * be lost for it, so its clock then runs on the desk's defaults, and `problem` says so.
 */
export function firstClock(
  settings: ClockSettings & Pick<Settings, 'defaults' | 'holidayRegions'>,
  customer: Customer | undefined,
  priority: Priority,
  start: string,
  version = 1,
): { terms: SoldTerms; clock: Clock; problem?: string } {
  const plan = (whose: Customer | undefined) => {
    const terms = termsFor(whose, settings, start);
    return { terms, clock: startClock(terms, priority, start, settings, version) };
  };
  try {
    return plan(customer);
  } catch (error) {
    if (!(error instanceof SlaError) || customer === undefined) throw error;
    const problem = `the terms of customer ${customer.id} do not hold: ${error.message}`;
    return { ...plan(undefined), problem };
  }
}
