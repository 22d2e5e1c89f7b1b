import { ZodError } from 'zod';
import { PREFIX } from '../names.ts';
import { type Desk, FileGone } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { fileOutsideAgain, isFiledOutside } from '../use-cases/settle-outside.ts';
import { fileAgain } from './file-by-agent.ts';
import { readFormRequest } from './form-request.ts';
import { keptNotification } from './keep-notification.ts';
import { formOf, openFromForm } from './open-from-form.ts';
import { openPageAgain } from './open-from-page.ts';
import { readPage } from './page-request.ts';

/**
 * Takes the request of a ticket in once more, from what was kept of it: a mail by the intake queue, where it finds its ticket
 * and stores what the first delivery did not get to; a form's or a page's request and an agent's filing at once. False: nothing is kept of it.
 */
export async function takeInAgain(desk: Desk, ticket: Ticket): Promise<boolean> {
  const { source, raw, createdAt } = ticket;
  if (raw === undefined) return false;
  try {
    if (isFiledOutside(ticket)) return await fileOutsideAgain(desk, ticket);
    if (raw.startsWith(PREFIX.raw)) await desk.intake.deliverAgain(pastQuarantine(await keptNotification(desk, raw)));
    else if (raw.startsWith(PREFIX.filings)) await fileAgain(desk, ticket, raw);
    else if (raw.startsWith(PREFIX.pages)) await openPageAgain(desk, ticket, await readPage(desk, raw));
    else if (formOf(source) !== undefined) {
      await openFromForm(desk, await readFormRequest(desk, raw), { source, raw, receivedAt: createdAt });
    } else return false;
    return true;
  } catch (error) {
    if (error instanceof FileGone) return false;
    if (!(error instanceof SyntaxError || error instanceof ZodError)) throw error;
    desk.log.error('what was kept of a request cannot be read', { ticket: ticket.id, raw, error });
    return false;
  }
}

/** What has a ticket is past the quarantine: somebody let it out, when there was something to hold. */
function pastQuarantine(notification: string): string {
  return JSON.stringify({ ...JSON.parse(notification), released: true });
}
