import type { InboundMail } from '../mail/inbound.ts';

/** As many names as a reader takes in; the warning has to fit the message. */
const MOST_NAMES = 20;

/**
 * A mail with a virus that was released all the same: what its writer said, and nothing that could be opened. Files and
 * HTML are left out, so that neither is ever stored; the names of the files are told.
 */
export function disarm(mail: InboundMail): InboundMail {
  const { html: _, attachments, ...rest } = mail;
  const names = attachments.slice(0, MOST_NAMES).map(({ filename }) => filename);
  const more = attachments.length > names.length ? ` and ${attachments.length - names.length} more` : '';
  const files = names.length > 0 ? `; not kept: ${names.join(', ')}${more}` : '';
  return { ...rest, attachments: [], warnings: [...mail.warnings, `it was released with a virus${files}`] };
}
