import { priorityLine } from '../mail/priority-line.ts';
import { priorityTag } from '../mail/priority-tag.ts';
import type { Door } from '../ticket/desk-addresses.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { openTicket, type Release } from '../use-cases/open-ticket.ts';
import type { PageRequest, Submitted } from './page-request.ts';

/** Where what is submitted on a page of the online desk comes in. */
export const PAGE_DOOR: Door = { name: 'page', defaults: {} };

/**
 * The request of a page's form becomes a ticket, or finds its own. Nothing proves who filled it in. `receivedAt` (ISO, UTC) is when it
 * reached the desk; `released`: somebody let it out.
 */
export function openFromPage(
  desk: Desk,
  { email, name, subject, text, priority, language, files, form }: PageRequest,
  from: { source: string; raw: string; receivedAt: string; released?: Release },
): Promise<{ ticket: Ticket; duplicate: boolean }> {
  return openTicket(desk, {
    ...from,
    channel: 'page',
    door: form ? { name: `webhook:${form.name}`, defaults: form.defaults } : PAGE_DOOR,
    requester: { address: email, verified: false, ...(name && { name }) },
    subject,
    text,
    attachments: files,
    // The text of somebody else's form has answers in it, which its map reads or does not.
    priority: priority ?? priorityTag(subject) ?? (form ? undefined : priorityLine(text)),
    language,
    silent: false,
    warnings: form?.warnings ?? [],
    by: `customer:${email}`,
  });
}

/**
 * Opens a ticket of a page once more, from what was submitted, its form's or a reader's message that was a new request: it is there, and what
 * the first attempt did not get to is done. Throws what a port throws.
 */
export async function openPageAgain(desk: Desk, ticket: Ticket, submitted: Submitted): Promise<Ticket> {
  const { text, files } = submitted;
  const form = submitted.kind === 'request' ? submitted.form : undefined;
  const { source, channel, createdAt: receivedAt, requester, subject, silent, raw } = ticket;
  const by = `customer:${requester.address}`;
  const said = { text, attachments: files, raw, warnings: form?.warnings ?? [] };
  return (await openTicket(desk, { source, channel, receivedAt, requester, subject, silent, by, ...said })).ticket;
}
