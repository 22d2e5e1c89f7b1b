import { type Context, Hono } from 'hono';
import { discard } from '../../shared/intake/discard-held.ts';
import { getHeld, release } from '../../shared/intake/release-mail.ts';
import type { ReceivedMail } from '../../shared/mail/received-mail.ts';
import { presentHeld, presentQuarantined } from '../../shared/present/present-quarantined.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { QUARANTINE_ID } from '../../shared/ticket/quarantine.ts';
import { parseFields } from '../http/parse.ts';
import type { ApiEnv } from './agent.ts';
import { query } from './query.ts';
import { quarantineListSchema, releaseSchema } from './requests.ts';

/** What the desk keeps from the team, and the way out of it. */
export function quarantineRoutes(desk: Desk): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/', async (c) => {
      const { entries, unreadable, next } = await desk.quarantine.list(parseFields(quarantineListSchema, query(c)));
      return c.json({ entries: entries.map(presentQuarantined), unreadable, next: next ?? null });
    })
    .get('/:id', async (c) => c.json(presentHeld(await getHeld(desk, entryId(c)))))
    .post('/:id/discard', async (c) =>
      c.json(presentQuarantined(await discard(desk, entryId(c), `agent:${c.get('agent').id}`))),
    )
    .post('/:id/release', async (c) => {
      const { accept } = parseFields(releaseSchema, query(c));
      const by = `agent:${c.get('agent').id}`;
      const entry = await release(desk, entryId(c), { by, acceptVirus: accept === 'virus', receive });
      return c.json(presentQuarantined(entry));
    });
}

/** Loaded when it is needed, which is seldom: reading mail would add to every cold start of this function. */
async function receive(desk: Desk, received: ReceivedMail): Promise<void> {
  const { receiveMail } = await import('../../shared/intake/receive-mail.ts');
  await receiveMail(desk, received);
}

/** The entry's id from the path, in any case of letters. Throws a 404 for what is none. */
function entryId(c: Context<ApiEnv>): string {
  const id = c.req.param('id')?.toUpperCase() ?? '';
  if (!QUARANTINE_ID.test(id)) throw new PublicError(404, 'This is not the id of a quarantined mail.');
  return id;
}
