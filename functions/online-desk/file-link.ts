import { Hono } from 'hono';
import { withoutOurs } from '../../shared/mail/own-content/without-ours.ts';
import { isShownCut, isShownFile } from '../../shared/present/conversation-for.ts';
import { isShown } from '../../shared/ticket/is-shown.ts';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { PagesEnv } from '../web/app.ts';
import { goneLink, type Opened, openLink } from './open-link.ts';

/** What Lambda answers with at most is 6 MB; nobody wrote so much. In characters of four bytes at most. */
const MOST_TEXT = 1_000_000;

/**
 * Files of the messages that a reader is shown, and no other: each leads on to an address that ends after minutes, to be saved and never
 * shown in place. A text that the page shows only the beginning of comes from here, since links of ours are cut from what it quotes.
 */
export function fileLinkRoutes(desk: Desk): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/:link/:message/text', async (c) => {
    const opened = await openLink(desk, c.req.param('link'));
    const message = opened && (await shownMessage(desk, opened, c.req.param('message')));
    if (!message?.wholeText || !isShownCut(message)) return goneLink(desk, c);
    const whole = (await desk.files.read(message.wholeText.key)).toString();
    return c.body(withoutOurs(whole.slice(0, MOST_TEXT), desk.settings.ticketUrl), 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="message.txt"',
    });
  });
  app.get('/:link/:message/:file', async (c) => {
    const name = c.req.param('file');
    const opened = await openLink(desk, c.req.param('link'));
    const message = opened && (await shownMessage(desk, opened, c.req.param('message')));
    const file = /^\d{1,3}$/.test(name) ? message?.attachments[Number(name)] : undefined;
    if (!message || !file || file.redacted || !isShownFile(message, file)) return goneLink(desk, c);
    return c.redirect(await desk.files.link(file.key, file.filename), 302);
  });
  return app;
}

/** A message of the ticket by its key, if its reader is shown it. */
async function shownMessage(desk: Desk, { ticket }: Opened, key: string): Promise<Message | undefined> {
  const message = await desk.tickets.getMessage(ticket.id, key);
  return message && isShown(ticket, message) ? message : undefined;
}
