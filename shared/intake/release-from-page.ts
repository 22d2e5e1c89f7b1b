import { PREFIX } from '../names.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { noteCopy } from '../use-cases/steps/note-copy.ts';
import { type CameByLink, findMessage } from './find-message.ts';
import { heldFiles } from './held-files.ts';
import { openFromPage } from './open-from-page.ts';
import { type PageMessage, type PageRequest, readPage, type Submitted } from './page-request.ts';
import { takeMessage } from './take-message.ts';

/** Whether an entry is of what was submitted on a page. */
export function isOfPage({ received }: QuarantineEntry): boolean {
  return received.raw.startsWith(PREFIX.pages);
}

/**
 * Takes in what was held of a page, as if it came for the first time: its clock starts when it came. `by`: who lets it out (`agent:<id>`).
 * Throws `TaskBusy`, and what a port throws.
 */
export async function releaseFromPage(desk: Desk, entry: QuarantineEntry, by: string): Promise<void> {
  const { id: source, raw } = entry.received;
  const came = { source, raw, receivedAt: entry.at, released: { by, entry: entry.id } };
  const submitted = await readPage(desk, raw);
  // What was written to spam stands there, with its files: none was kept beside it.
  const isThere = entry.reason === 'closed as spam';
  const files = isThere ? submitted.files : heldFiles(raw, submitted.files);
  const ticket =
    submitted.kind === 'message'
      ? await takeHeld(desk, { ...submitted, files }, came)
      : await takeRequest(desk, { ...submitted, files }, came);
  const key = messageKeyFor(submitted.kind === 'request' && ticket ? ticket.source : source);
  const message = ticket && !isThere && (await desk.tickets.getMessage(ticket.id, key));
  if (!message) return;
  // What an agent hides of it is to go there, too.
  for (const file of [...files, ...submitted.files]) if ('upload' in file) await noteCopy(desk, message, file.upload);
}

/**
 * The ticket that a request opens. Where its page has brought other words meanwhile, it is one beside theirs: nobody gets an answer to what stands
 * nowhere.
 */
async function takeRequest(desk: Desk, request: PageRequest, came: CameByLink): Promise<Ticket> {
  const { ticket } = await openFromPage(desk, request, came);
  if (ticket.raw === came.raw) return ticket;
  const source = `${came.source}:${came.released?.entry}`;
  return (await openFromPage(desk, request, { ...came, source })).ticket;
}

/**
 * Takes in once more what is kept of a page and has no ticket, as if it came for the first time at `receivedAt`. Throws as `releaseFromPage` does.
 */
export async function takePageKept(desk: Desk, submitted: Submitted, came: CameByLink): Promise<Ticket | undefined> {
  return submitted.kind === 'message' ? takeHeld(desk, submitted, came) : takeRequest(desk, submitted, came);
}

/** The ticket that a message by link went to; undefined when its page has brought other words there meanwhile. */
async function takeHeld(desk: Desk, message: PageMessage, came: CameByLink): Promise<Ticket | undefined> {
  const found = await findMessage(desk, message, came);
  return found.is === 'used' ? undefined : (await takeMessage(desk, message, came, found)).ticket;
}
