import type { Context } from 'hono';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { ticketId } from '../http/ticket-id.ts';
import { picturesInPlace } from './pictures.ts';
import type { ConsoleEnv } from './session/signed-in.ts';

/**
 * A message as its writer laid it out, with the pictures that came with it. It was sanitised when it came in, and stands alone in a sandbox none the
 * less: no script and no form of it reaches the console, and it loads nothing from anywhere. A link of it opens in a tab of its own.
 */
export async function layoutOf(desk: Desk, c: Context<ConsoleEnv>): Promise<Response> {
  const message = await desk.tickets.getMessage(ticketId(c), c.req.param('key')?.toUpperCase() ?? '');
  if (!message?.html) throw new PublicError(404, 'This message has no layout of its own.');
  const layout = (await desk.files.read(message.html.key)).toString();
  return c.body(await picturesInPlace(desk, layout, message.attachments), 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  });
}
