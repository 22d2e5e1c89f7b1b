import { isMailable } from '../mail/mailable.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';
import { attachmentLink } from '../mail/signed/attachment-link.ts';
import type { Settings } from '../settings.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';

/** So much is attached to a notice, which goes to every agent; what is larger is behind its link. In bytes. */
const MOST_ATTACHED = 1_000_000;

/** The files of a message as a notice names them, each with its signed link; one that is hidden has none. */
export function linkedFiles(key: string, settings: Settings, { ticketId, key: messageKey, attachments }: Message) {
  return attachments.map(({ filename, size, redacted }, index) => ({
    filename,
    size,
    ...(!redacted && { url: attachmentLink(key, settings, { ticketId, messageKey, index }) }),
  }));
}

/** The small files of a message, whole, for a notice of it. One that cannot be read keeps nobody from being told: its link is in the notice. */
export async function smallFiles(
  desk: Pick<Desk, 'files' | 'log'>,
  { attachments }: Message,
): Promise<OutgoingMail['attachments']> {
  const attached: OutgoingMail['attachments'] = [];
  let room = MOST_ATTACHED;
  for (const { filename, contentType, size, key, redacted } of attachments) {
    // The mail service takes 500 parts a mail, and those of a mail within it count: one that nobody can read may have any number.
    const isMail = contentType.toLowerCase().startsWith('message/');
    if (redacted || size > room || isMail || !isMailable(filename)) continue;
    try {
      attached.push({ filename, contentType, content: await desk.files.read(key) });
      room -= size;
    } catch (error) {
      desk.log.warn('a notice goes without a file', { file: key, error });
    }
  }
  return attached;
}
