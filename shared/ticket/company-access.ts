import type { Customer } from '../customer/customer.ts';
import type { CompanyLink } from '../mail/signed/company-link.ts';
import { linkReader } from '../mail/signed/follow-link.ts';
import type { Settings } from '../settings.ts';
import { isTooOld } from './link-access.ts';
import type { CustomerDirectory } from './ports.ts';

/**
 * The address of the contact whose link it is, while it opens the company's requests: not too old, and of one whom the customer's record
 * names for it now. Undefined otherwise, and nobody says why (docs/promise.md section 9). `now`: ISO, UTC.
 */
export function contactOfLink(
  { portal }: Customer,
  { reader, made }: CompanyLink,
  settings: Pick<Settings, 'linkDays'>,
  now: string,
): string | undefined {
  if (isTooOld(made, settings, now)) return undefined;
  return portal?.contacts.find((address) => linkReader(address) === reader);
}

/**
 * Whether another customer's record has this very address among its contacts, who sees this company's page no more, whatever its record
 * still names for that. A domain there is less than being named here: a studio may look after the page of its client. Throws what the directory throws.
 */
export async function isAnothersContact(
  customers: Pick<CustomerDirectory, 'find'>,
  { id }: Pick<Customer, 'id'>,
  address: string,
): Promise<boolean> {
  const record = await customers.find(address);
  return record !== undefined && record.id !== id && record.contacts.includes(address);
}

/** Whether a customer's record names this address for its page. */
export function isPortalContact({ portal }: Customer, address: string): boolean {
  return portal?.contacts.includes(address) ?? false;
}
