import { attachmentLink } from '../mail/signed/attachment-link.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Link } from './present-message.ts';

/** Makes the links to what a message has in the bucket. */
export async function linkMaker(desk: Pick<Desk, 'secrets' | 'settings'>): Promise<Link> {
  const [key = ''] = await desk.secrets.signingKeys();
  return ({ ticketId, key: messageKey }, index) => attachmentLink(key, desk.settings, { ticketId, messageKey, index });
}
