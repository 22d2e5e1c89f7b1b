import type { ReceivedMail } from '../mail/received-mail.ts';
import { PublicError } from '../public-error.ts';
import { type Desk, FileGone } from '../ticket/ports.ts';
import { type QuarantineEntry, quarantineIdFor } from '../ticket/quarantine.ts';
import type { Release as ReleaseLine } from '../use-cases/open-ticket.ts';
import { isOfPage, releaseFromPage } from './release-from-page.ts';

type Release = {
  /** Who lets it out: `agent:<id>`. */
  by: string;
  /** The releaser has said that the mail has a virus, and wants its text. */
  acceptVirus?: boolean;
  /** `receiveMail`: it takes the mail in whatever the verdicts say, since it is `released`. */
  receive: (desk: Desk, received: ReceivedMail) => Promise<void>;
};

/**
 * Lets a mail out: it is received as if for the first time, and its clock starts when the service received it, for it was
 * the desk that kept the customer waiting. Again is no error and does nothing. Received before it is marked: when that
 * fails, the repetition finds the ticket that is already there.
 *
 * Throws a 404 for an entry that is not there, a 422 for a virus that was not accepted, and a 410 when the raw mail's days
 * in the bucket are over; and what `receive` throws.
 */
export async function release(desk: Desk, id: string, { by, acceptVirus, receive }: Release): Promise<QuarantineEntry> {
  const entry = await checkRelease(desk, id, acceptVirus);
  if (entry.state === 'released') return entry;
  await requireRaw(desk, entry);
  if (isOfPage(entry)) await releaseFromPage(desk, entry, by);
  else await receive(desk, { ...entry.received, released: true, releasedBy: by });
  const marked = await desk.quarantine.markReleased(id, { by, at: desk.now().toISOString() });
  if (marked) desk.log.info('a mail is released', { entry: id, mail: entry.received.id, by });
  return getHeld(desk, id);
}

/** The entry, when it may be let out or was. Throws a 404 and a 422 as `release` does. */
export async function checkRelease(
  desk: Pick<Desk, 'quarantine'>,
  id: string,
  acceptVirus = false,
): Promise<QuarantineEntry> {
  const entry = await getHeld(desk, id);
  if (entry.state !== 'released' && entry.reason === 'virus' && !acceptVirus) {
    const message = 'must be `virus`: then its text becomes a ticket, and its attachments stay where they are';
    throw new PublicError(422, 'This mail has a virus.', [{ field: 'accept', message }]);
  }
  return entry;
}

/** The entry. Throws a 404 when there is none. */
export async function getHeld(desk: Pick<Desk, 'quarantine'>, id: string): Promise<QuarantineEntry> {
  const entry = await desk.quarantine.get(id);
  if (!entry) throw new PublicError(404, `There is no quarantined mail ${id}.`);
  return entry;
}

async function requireRaw(desk: Desk, entry: QuarantineEntry): Promise<void> {
  try {
    await desk.files.read(entry.received.raw);
  } catch (error) {
    if (!(error instanceof FileGone)) throw error;
    throw new PublicError(
      410,
      `${isOfPage(entry) ? 'What was sent' : 'The raw mail'} is gone: it is kept for so many days only.`,
    );
  }
}

/** Who let a mail out, for the trail of its ticket; undefined when nobody had to. */
export function releaseOf(received: ReceivedMail): ReleaseLine | undefined {
  return received.releasedBy === undefined ? undefined : { by: received.releasedBy, entry: quarantineIdFor(received) };
}
