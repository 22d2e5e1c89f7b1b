import type { Desk } from '../ticket/ports.ts';
import { receivedKey } from '../ticket/redaction.ts';
import type { Announced } from './notification.ts';

/**
 * Keeps what only the notification knows of a mail (envelope, verdicts, when it came) beside the raw mail, as the service said
 * it: the queue forgets it once the mail is taken in, and without it no mail could be replayed as it was. Repeating it
 * changes nothing.
 */
export async function keepNotification(
  desk: Pick<Desk, 'files'>,
  { received, notification }: Announced,
): Promise<void> {
  await desk.files.write(receivedKey(received.raw), Buffer.from(notification), 'application/json');
}

/** The notification that was kept of a raw mail, by the mail's key. Throws `FileGone`. */
export async function keptNotification(desk: Pick<Desk, 'files'>, raw: string): Promise<string> {
  return (await desk.files.read(receivedKey(raw))).toString();
}
