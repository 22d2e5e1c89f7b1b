import type { Customer } from '../customer/customer.ts';
import { tellCompanyReport } from '../notify/company-mail.ts';
import { customerReport } from '../report/customer-report.ts';
import { isAnothersContact, isPortalContact } from '../ticket/company-access.ts';
import type { Desk } from '../ticket/ports.ts';

/** How often one report goes to one address on a UTC day: who presses again and again mails nobody over and over. */
const MOST_A_DAY = 5;

/**
 * What became of it. `notNamed`: the record names nobody of that address who may see all of the company's requests, or it is another customer's contact;
 * `often`: it went there as often as it may today; `busy`: the mail service takes none now; `refused`: not to that address.
 */
export type ReportSent = 'sent' | 'notNamed' | 'often' | 'busy' | 'refused';

/**
 * A lead sends a customer's own report of a month (`YYYY-MM`) to a contact whom the record names for the company's requests (`portal`): nobody else may
 * know how many there are. Throws what the stores throw.
 */
export async function sendCustomerReport(
  desk: Desk,
  { customer, month, to }: { customer: Customer; month: string; to: string },
): Promise<ReportSent> {
  if (!isPortalContact(customer, to) || (await isAnothersContact(desk.customers, customer, to))) return 'notNamed';
  const own = await customerReport(desk, { customer: customer.id, month });
  if (!(await desk.sendCounter.claimLink(to, 'report', desk.now().toISOString(), MOST_A_DAY))) return 'often';
  const result = await tellCompanyReport(desk, customer, to, { month, ...own });
  if (result.outcome === 'done') return 'sent';
  const { outcome, reason } = result;
  desk.log.warn('a customer’s report was not mailed', { customer: customer.id, outcome, reason });
  if (outcome === 'withheld') return 'often';
  return outcome === 'later' ? 'busy' : 'refused';
}
