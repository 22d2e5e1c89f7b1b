import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { getHeld } from './release-mail.ts';

/**
 * Takes what is held off the list: nobody is told of it any more, and the entry says who did so. What came stays in the bucket as long as it would
 * have, and can be let out until then. Again is no error and does nothing. Throws a 404 for an entry that is not there, and a 422 for one that was
 * let out. `by`: `agent:<id>`.
 */
export async function discard(
  desk: Pick<Desk, 'quarantine' | 'log' | 'now'>,
  id: string,
  by: string,
): Promise<QuarantineEntry> {
  await getHeld(desk, id);
  if (await desk.quarantine.markDiscarded(id, { by, at: desk.now().toISOString() }))
    desk.log.info('a held mail is discarded', { entry: id, by });
  const entry = await getHeld(desk, id);
  if (entry.state === 'released') throw new PublicError(422, 'This mail was let out: it is in a ticket.');
  return entry;
}
