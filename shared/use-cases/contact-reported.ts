import type { ContactMail } from '../notify/contact-tags.ts';
import type { Tellings } from '../targets/ports.ts';
import type { Desk } from '../ticket/ports.ts';
import { shortReason } from '../ticket/task.ts';

/** Where it is noted what became of a mail to a contact, and how the contact does. */
export type ContactTellings = Pick<Tellings, 'told' | 'well' | 'failed' | 'note'>;

/** What the mail service says of it: it arrived, or never will, and why. */
type Report = { fate: 'delivered' | 'failed'; reason: string };

/**
 * The mail service says what became of a mail to a contact who is no agent. One who got it was told, and is well; one whom it did not reach is
 * failing from then on, and whoever waits in the list for what becomes of it hears. A report that comes again changes nothing more. Throws what the
 * table throws: the report is then to be delivered again.
 */
export async function contactReported(
  desk: Pick<Desk, 'now' | 'log'>,
  { name, event }: ContactMail,
  { fate, reason }: Report,
  tellings: ContactTellings | undefined,
): Promise<void> {
  const about = { target: name, event };
  if (fate === 'failed') desk.log.warn('a mail to a contact came back', about);
  else desk.log.info('a mail to a contact has arrived', about);
  if (!tellings) return;
  const at = desk.now().toISOString();
  const isKnown = event !== undefined && (await tellings.told(name, event)) === 'refused';
  if (isKnown) return;
  if (fate === 'failed') await tellings.failed(name, at, whyOf(reason));
  else await tellings.well(name, at);
  if (event !== undefined) await tellings.note(name, event, fate === 'failed' ? 'refused' : 'sent', at);
}

/** Who is called at night is a secret, and servers name the address in what they say. */
function whyOf(reason: string): string {
  return shortReason(`its mail came back: ${reason.replace(/[^\s<>"':;,()]+@[^\s<>"':;,()]+/g, 'ADDRESS')}`);
}
