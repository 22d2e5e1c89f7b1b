import type { Settings } from '../settings.ts';
import { findCalendar } from '../sla/calendars.ts';
import { sayHours } from '../sla/hours-words.ts';
import { SlaError } from '../sla/sla-error.ts';
import { explainPlainly, isQuoted } from '../sla/why.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * Why the answer is due then, in the language and the words of the customer: opening hours in place of a calendar's name. Undefined
 * when the settings have lost the calendar that the clock runs on.
 */
export function plainWhy({ language, terms, clock }: Ticket, { calendars }: Settings): string | undefined {
  const { priority, targetSeconds: seconds, calendar, timeZone, holidays } = clock;
  const quoted = isQuoted(terms, priority);
  const [from, due] = [Date.parse(clock.start), Date.parse(clock.deadline)];
  const reasons = { plan: terms.plan, priority, seconds, calendar, timeZone, quoted, holidays, from, due };
  try {
    const hours = sayHours(findCalendar(calendar, calendars).hours, timeZone, language);
    return explainPlainly({ ...reasons, hours }, language);
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    return undefined;
  }
}
