import { toAddress } from '../address.ts';
import type { Customer } from '../customer/customer.ts';
import { tellCompanyLink } from '../notify/company-mail.ts';
import { MOST_LINKS_A_DAY } from '../ticket/caps.ts';
import { isAnothersContact, isPortalContact } from '../ticket/company-access.ts';
import type { Desk } from '../ticket/ports.ts';

/**
 * Somebody has asked (`askLink`), on the page, for the link to their company's requests: it goes to the address if a customer's record names it for that and it is no other's contact, one
 * mail for each such customer. Who asks is told the same either way (docs/promise.md section 9), so what fails from there on is in the log
 * alone. Throws what reading the records throws, whoever asks.
 */
export async function sendCompanyLink(desk: Desk, asked: { address: string }): Promise<void> {
  const address = toAddress(asked.address);
  if (address === undefined) return;
  const customers = (await desk.customers.list()).filter((customer) => isPortalContact(customer, address));
  for (const customer of customers) {
    try {
      if (await isAnothersContact(desk.customers, customer, address)) continue;
      await mail(desk, customer, address);
    } catch (error) {
      desk.log.error('a company link that was asked for could not be mailed', { customer: customer.id, error });
    }
  }
}

/**
 * Counted before it goes, and apart from the links to tickets, which take a number that strangers do not know: of many who ask at once no more
 * get through, and nobody else's are used up.
 */
async function mail(desk: Desk, customer: Customer, address: string): Promise<void> {
  const at = desk.now().toISOString();
  if (!(await desk.sendCounter.claimLink(address, 'company', at, MOST_LINKS_A_DAY))) return;
  const result = await tellCompanyLink(desk, customer, address);
  if (result.outcome !== 'done') {
    const { outcome, reason } = result;
    // Refused, the customer's record names an address that takes no mail.
    const level = outcome === 'refused' ? 'error' : 'warn';
    desk.log[level]('a company link that was asked for was not mailed', { customer: customer.id, outcome, reason });
  }
}
