import { Hono } from 'hono';
import { isShown } from '../../shared/present/conversation-for.ts';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { PagesEnv } from '../web/app.ts';
import { goneLink, openLink } from './open-link.ts';

/** Files of the messages that a reader is shown: each leads on to an address that ends after minutes, to be saved and never shown in place. */
export function fileLinkRoutes(desk: Desk): Hono<PagesEnv> {
  return new Hono<PagesEnv>().get('/:link/:message/:file', async (c) => {
    const opened = await openLink(desk, c.req.param('link'));
    const message = opened && (await desk.tickets.getMessage(opened.ticket.id, c.req.param('message')));
    if (!opened || !message || !isShown(opened.ticket, message)) return goneLink(desk, c);
    const file = fileOf(message, c.req.param('file'));
    return file ? c.redirect(await desk.files.link(file.key, file.filename), 302) : goneLink(desk, c);
  });
}

function fileOf({ attachments, wholeText }: Message, name: string): { key: string; filename: string } | undefined {
  if (name === 'text') return wholeText && { key: wholeText.key, filename: 'message.txt' };
  const file = /^\d{1,3}$/.test(name) ? attachments[Number(name)] : undefined;
  return file?.redacted ? undefined : file;
}
