import * as z from 'zod';
import type { ReceivedMail } from '../mail/received-mail.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Announced } from './notification.ts';
import { quietDesk, registerQuietly } from './quiet-desk.ts';
import { receiveMail } from './receive-mail.ts';

const quietSchema = z.object({ isQuiet: z.literal(true) });

/** Whether a message of the intake queue is to be taken in quietly, as only an admin's command says (`replay`). Throws for what is no JSON. */
export function isQuiet(body: string): boolean {
  return quietSchema.safeParse(JSON.parse(body)).success;
}

/**
 * Takes a mail in once more as `receiveMail` would have when it came, and mails nobody (`quietDesk`). What the desk has of it already stays as it
 * is. Throws as `receiveMail` does; what a failure leaves of the timers is the sweep's.
 */
export async function receiveQuietly(desk: Desk, received: ReceivedMail, announced?: Announced): Promise<void> {
  const made = new Set<string>();
  const quiet = quietDesk(desk, received.receivedAt, (id) => made.add(id));
  await receiveMail(quiet, received, announced);
  await registerQuietly({ ...quiet, now: desk.now }, made);
}
