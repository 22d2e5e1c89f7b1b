import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Html } from '../../shared/mail/templates/html.ts';

/** The part of a page that its script asks for again and again (`refresh.js`): nothing at all (304) while it is what the browser has. */
export function answerRows(c: Context, { markup }: Html): Response {
  const tag = `"${createHash('sha256').update(markup).digest('base64url').slice(0, 22)}"`;
  if (c.req.header('if-none-match') === tag) return c.body(null, 304, { etag: tag });
  return c.body(markup, 200, { etag: tag, 'content-type': 'text/html; charset=utf-8' });
}
