import type { Settings } from '../../settings.ts';
import { isSigned, sign } from './signature.ts';

/** What a link leads to: the n-th attachment of a message, counted from 0, or its HTML, or its text when that is long. */
export type AttachmentRef = { ticketId: string; messageKey: string; index: number | 'html' | 'text' };

const PURPOSE = 'attachment/1';

/**
 * A link to an attachment that works without a login: whoever the desk gave it to may open it, and nobody can make one up.
 * It names the attachment, not the object behind it, and never ends; the address it leads on to does, after minutes.
 */
export function attachmentLink(key: string, { attachmentUrl }: Settings, ref: AttachmentRef): string {
  const parts = partsOf(ref);
  return attachmentUrl.replaceAll('{path}', [...parts, sign(key, PURPOSE, parts)].join('/'));
}

/** What the path of a link (`T-…/KEY/0/SIGNATURE`) leads to; undefined when none of the keys signed it. */
export function readAttachmentLink(keys: readonly string[], path: string): AttachmentRef | undefined {
  const [ticketId = '', messageKey = '', index = '', signature = '', ...rest] = path.split('/');
  if (rest.length > 0 || !/^(\d{1,3}|html|text)$/.test(index)) return undefined;
  const ref = { ticketId, messageKey, index: index === 'html' || index === 'text' ? index : Number(index) } as const;
  return isSigned(keys, PURPOSE, partsOf(ref), signature) ? ref : undefined;
}

function partsOf({ ticketId, messageKey, index }: AttachmentRef): string[] {
  return [ticketId, messageKey, String(index)];
}
