import { Hono } from 'hono';
import type { Customer } from '../../shared/customer/customer.ts';
import { type CompanyLink, readCompanyLink } from '../../shared/mail/signed/company-link.ts';
import { presentCompany } from '../../shared/present/present-company.ts';
import { contactOfLink, isAnothersContact } from '../../shared/ticket/company-access.ts';
import { followLinkFor, readerOfLink } from '../../shared/ticket/link-access.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { ifReadable } from '../../shared/ticket/ticket-store.ts';
import { answerPage, type PagesEnv, pageLanguage } from '../web/app.ts';
import { goneLink } from './open-link.ts';
import { companyPage } from './pages/company.ts';

/** Tickets that the figures are made of, each 1 kB to read; of a company that has more, those that are due or were closed last. */
const MOST_TICKETS = 1_000;

/** Whose company's page a link opens. */
type Opened = { customer: Customer; contact: string; read: CompanyLink };

/** The requests of a company, and whether each promise was kept, for the contacts whom its record names. */
export function companyRoutes(desk: Desk): Hono<PagesEnv> {
  const { settings, tickets } = desk;
  return new Hono<PagesEnv>().get('/c/:link', async (c) => {
    const link = c.req.param('link');
    const opened = await openCompany(desk, link);
    if (!opened) return goneLink(desk, c);
    const { customer } = opened;
    const { cards, isWhole } = await tickets.ofCustomer(customer.id, MOST_TICKETS);
    const before = c.req.query('before');
    const view = await presentCompany(desk.customers, cards, {
      customer,
      now: desk.now().toISOString(),
      ...(before !== undefined && { before }),
    });
    const page = companyPage({
      ...{ language: pageLanguage(c, settings, customer.language), link, before, view },
      ...{ company: customer.name, timeZone: customer.timeZone, newest: isWhole ? undefined : cards.length },
      follow: await followLinks(
        desk,
        view.tickets.map(({ id }) => id),
        opened,
      ),
    });
    return answerPage(settings, page);
  });
}

/** What a link opens now; undefined for nothing, whatever the reason. A forged one reads nothing. */
async function openCompany({ secrets, customers, settings, now }: Desk, link: string): Promise<Opened | undefined> {
  const read = readCompanyLink(await secrets.signingKeys(), link);
  const customer = read && (await customers.get(read.customerId));
  const contact = customer && contactOfLink(customer, read, settings, now().toISOString());
  if (!customer || contact === undefined || (await isAnothersContact(customers, customer, contact))) return undefined;
  return { customer, contact, read };
}

/**
 * Paths of the follow links of those tickets that the contact reads, by number. Each is as old as the company's link, so that none opens a
 * ticket for longer, or after an agent revoked the ticket's links.
 */
async function followLinks(
  { tickets, secrets, settings, now }: Desk,
  ids: readonly string[],
  { contact, read: { reader, made } }: Opened,
): Promise<ReadonlyMap<string, string>> {
  const [key = ''] = await secrets.signingKeys();
  const found = await Promise.all(ids.map((id) => ifReadable(tickets.get(id))));
  return new Map(
    found.flatMap((ticket): [string, string][] => {
      if (!ticket) return [];
      const { id } = ticket;
      const opens = readerOfLink(ticket, { ticketId: id, reader, made }, settings, now().toISOString());
      if (opens !== contact) return [];
      const { pathname } = new URL(followLinkFor(key, settings, ticket, { address: contact, now: made }));
      return [[id, pathname]];
    }),
  );
}
