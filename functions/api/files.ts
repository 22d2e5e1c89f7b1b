import { Hono } from 'hono';
import { type AttachmentRef, readAttachmentLink } from '../../shared/mail/signed/attachment-link.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { ApiEnv } from './agent.ts';

/** One text for a wrong signature and for what is gone: nobody learns which attachments there are. */
const NOT_THERE = 'There is no such file, or its link is not complete.';

/** Signed links to attachments, for customers and agents alike: each leads on to an address that ends after minutes. */
export function fileRoutes(desk: Desk): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/:ticketId/:messageKey/:index/:signature', async (c) => {
    const path = c.req.path.replace(/^\/files\//, '');
    const ref = readAttachmentLink(await desk.secrets.signingKeys(), path);
    const message = ref && (await desk.tickets.getMessage(ref.ticketId, ref.messageKey));
    const file = message && fileOf(message, ref.index);
    if (!file) throw new PublicError(404, NOT_THERE);
    c.header('referrer-policy', 'no-referrer');
    return c.redirect(await desk.files.link(file.key, file.filename), 302);
  });
}

function fileOf(message: Message, index: AttachmentRef['index']): { key: string; filename: string } | undefined {
  if (index === 'html') return message.html && { key: message.html.key, filename: 'message.html' };
  if (index === 'text') return message.wholeText && { key: message.wholeText.key, filename: 'message.txt' };
  const file = message.attachments[index];
  return file?.redacted ? undefined : file;
}
