import { PREFIX } from '../names.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { noteCopy } from '../use-cases/steps/note-copy.ts';
import { heldFiles } from './held-files.ts';
import { openFromPage } from './open-from-page.ts';
import { readPage } from './page-request.ts';
import { takeMessage } from './write-by-link.ts';

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
  const released = { by, entry: entry.id };
  const submitted = await readPage(desk, raw);
  const from = { source, raw, receivedAt: entry.at, released };
  if (submitted.kind === 'message') return void (await takeMessage(desk, submitted, from));
  const files = heldFiles(raw, submitted.files);
  const { ticket } = await openFromPage(desk, { ...submitted, files }, from);
  const message = await desk.tickets.getMessage(ticket.id, messageKeyFor(source));
  // What an agent hides of it is to go there, too.
  for (const file of files) if (message && 'upload' in file) await noteCopy(desk, message, file.upload);
}
