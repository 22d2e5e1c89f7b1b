import type { Customer } from '../customer/customer.ts';

/** A customer's record: what was sold, by which addresses they are known, and who sees the company's page. What it does not say is null, or an empty list. */
export function presentCustomer(customer: Customer) {
  const { id, name, plan, contacts, calendar, timeZone, holidays } = customer;
  return {
    id,
    name,
    plan,
    contacts,
    calendar,
    timeZone,
    language: customer.language ?? null,
    holidayRegion: customer.holidayRegion ?? null,
    holidays,
    workdays: customer.workdays ?? [],
    /** First-response targets of the quote, by priority, in seconds of open time. */
    targets: customer.targets ?? null,
    /** Names of calendars of the quote, by priority. */
    clocks: customer.clocks ?? null,
    portal: customer.portal ?? null,
  };
}
