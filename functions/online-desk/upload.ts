import { Hono } from 'hono';
import * as z from 'zod';
import { asksTooMuch } from '../../shared/ticket/page-caps.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { parseJson } from '../http/parse.ts';
import { problem } from '../http/problem.ts';
import type { PagesEnv } from '../web/app.ts';
import { MOST_FILES, MOST_TOKEN } from '../web/most-files.ts';
import { openPage } from '../web/open-page.ts';

/** A script asks for a slot: the page's token, which file of it this is, and what it is. */
const slotSchema = z.object({
  token: z.string().max(MOST_TOKEN),
  index: z
    .int('must be the number of the file')
    .min(0)
    .max(MOST_FILES.places - 1),
  size: z.int('must be the size of the file in bytes').min(0),
  contentType: z.string().max(200),
});

/** `POST /desk/uploads`: where a page's script may put one file, JSON in and out. Only a page that we made has a place for files. */
export function uploadRoutes(desk: Desk): Hono<PagesEnv> {
  return new Hono<PagesEnv>().post('/uploads', async (c) => {
    const { token, ...file } = parseJson(slotSchema, await c.req.arrayBuffer());
    const page = await openPage(desk, token);
    if (!page) return problem(404, 'There is no such page.');
    if (file.size > MOST_FILES.upload) return problem(413, `A file may have at most ${MOST_FILES.upload} bytes.`);
    const { submission } = page;
    const [key = ''] = await desk.secrets.signingKeys();
    const ip = c.env.event.requestContext.http.sourceIp;
    const asked = { key, ip, source: `${submission}/${file.index}`, at: desk.now().toISOString() };
    const tooMuch = await asksTooMuch(desk.requestCounter, 'slots', asked);
    if (tooMuch) {
      const headers = { 'retry-after': String(tooMuch.retryAfterSeconds) };
      return problem(429, 'Too many files came from where you are. Wait ten minutes.', { headers });
    }
    return c.json(await desk.uploads.slot({ submission, ...file }));
  });
}
