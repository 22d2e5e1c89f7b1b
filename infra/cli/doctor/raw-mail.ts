import type { InboundMail } from '../../../shared/mail/inbound.ts';
import { parseMail, UnreadableMail } from '../../../shared/mail/parse.ts';
import { PREFIX } from '../../../shared/names.ts';
import { type Desk, FileGone } from '../../../shared/ticket/ports.ts';

/** The mail of a message as it is read now; undefined when it came by no mail, or its mail is gone or cannot be read. */
export async function rawMail(desk: Pick<Desk, 'files' | 'settings'>, raw: unknown): Promise<InboundMail | undefined> {
  if (typeof raw !== 'string' || !raw.startsWith(PREFIX.raw)) return undefined;
  try {
    return await parseMail(await desk.files.read(raw), desk.settings.parseLimits);
  } catch (error) {
    if (error instanceof FileGone || error instanceof UnreadableMail) return undefined;
    throw error;
  }
}
