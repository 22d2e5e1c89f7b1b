import type { Customer } from '../customer/customer.ts';
import type { Language } from '../language.ts';
import { companyLink } from '../mail/signed/company-link.ts';
import { loopHeader } from '../mail/signed/loop-header.ts';
import type { MailContent } from '../mail/templates/content.ts';
import { customerReportMail } from '../mail/templates/customer-report.ts';
import { companyLinkMail } from '../mail/templates/follow-link.ts';
import type { CustomerReport } from '../report/customer-report.ts';
import { DEFAULT_CAPS, maySend } from '../ticket/caps.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import { DEFAULT_LINK_DAYS } from '../ticket/link-access.ts';
import type { Desk } from '../ticket/ports.ts';
import { type Posted, roleOf } from './post.ts';

/** What of a customer's record a mail to its contact needs. */
type Company = Pick<Customer, 'id' | 'name' | 'language' | 'timeZone'>;

/** What every such mail has beside its own: a link to the company's requests, its receiver's own, and how many days it opens them. */
type WithLink = { language: Language; deskName: string; company: string; link: string; days: number };

/** Mails one whom the customer's record names a link to the company's requests, as `tellContact` does. */
export function tellCompanyLink(desk: Desk, customer: Company, address: string): Promise<Posted['result']> {
  return tellContact(desk, customer, address, companyLinkMail);
}

/** Mails such a one how the promise was kept in a month (`YYYY-MM`), likewise. */
export function tellCompanyReport(
  desk: Desk,
  customer: Company,
  address: string,
  { month, report, late }: CustomerReport & { month: string },
): Promise<Posted['result']> {
  const { timeZone } = customer;
  const own = { timeZone, month, figures: report.all, late: late.map(({ ticket, due }) => ({ ticket, due })) };
  return tellContact(desk, customer, address, (view) => customerReportMail({ ...view, ...own }));
}

/**
 * Mails one whom the customer's record names, within the caps of automatic mail. It is of no ticket: an answer to it is a new request. Throws what
 * the counter throws.
 */
async function tellContact(
  desk: Desk,
  customer: Company,
  address: string,
  contentOf: (view: WithLink) => MailContent,
): Promise<Posted['result']> {
  const { settings, sendCounter: counter } = desk;
  const { supportAddress, deskName, linkDays: days = DEFAULT_LINK_DAYS } = settings;
  const { id: customerId, name: company, language = settings.defaults.language } = customer;
  const at = desk.now().toISOString();
  const isOwn = (each: string) => isOwnAddress(settings, each);
  const caps = { ...DEFAULT_CAPS, ...settings.caps };
  const permission = await maySend({ caps, counter, isOwn }, { to: address, at, purpose: 'link', team: false }, []);
  if (!permission.send) return { outcome: 'withheld', reason: permission.reason };
  const [key = ''] = await desk.secrets.signingKeys();
  const link = companyLink(key, settings, { customerId, address, at });
  const result = await desk.mailer.send({
    from: { address: supportAddress, name: deskName },
    recipient: address,
    to: [{ address }],
    replyTo: supportAddress,
    ...contentOf({ language, deskName, company, link, days }),
    references: [],
    automatic: true,
    mark: loopHeader(key, supportAddress),
    tags: { purpose: 'link', to: roleOf(settings, { address }) },
    attachments: [],
  });
  if (result.outcome === 'done') {
    // Best effort: a mail that left must not be sent again since it could not be counted.
    await counter.count(address, at, 'link').catch((error: unknown) => {
      desk.log.warn('a mail could not be counted', { customer: customerId, error });
    });
  }
  return result;
}
