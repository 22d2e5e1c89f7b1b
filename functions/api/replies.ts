import { createHash, randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { base32 } from '../../shared/base32.ts';
import { otherRequest } from '../../shared/intake/keep-request.ts';
import { presentReply } from '../../shared/present/present-reply.ts';
import { PublicError } from '../../shared/public-error.ts';
import { TICKET_ID } from '../../shared/ticket/identity.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { filledIn, fillingOf, MOST_REPLIES, type Owner } from '../../shared/ticket/saved-reply.ts';
import {
  addReply,
  changeReply,
  findReply,
  type Offered,
  removeReply,
  repliesOf,
} from '../../shared/use-cases/saved-replies.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { idempotencyKey } from '../http/idempotency-key.ts';
import { parseFields, parseJson } from '../http/parse.ts';
import type { ApiEnv } from './agent.ts';
import { query } from './query.ts';
import { filledReplySchema, replyChangeSchema, replyRemovalSchema, replySchema } from './reply-requests.ts';

type Ctx = Context<ApiEnv>;

/** Saved replies: those of who asks, and the team's. Nothing is sent from here. */
export function replyRoutes(desk: Desk): Hono<ApiEnv> {
  const at = () => desk.machineNow().toISOString();
  const list = async (c: Ctx) => c.json({ replies: (await repliesOf(desk, c.get('agent'))).map(presentReply) });
  return new Hono<ApiEnv>()
    .get('/', list)
    .post('/', (c) => add(desk, c))
    .get('/:owner/:id', async (c) => {
      const { ticket } = parseFields(filledReplySchema, query(c));
      const reply = await there(desk, c, c.req.param());
      return c.json({
        ...presentReply(reply),
        filledIn: ticket === undefined ? null : await filled(desk, c, reply, ticket),
      });
    })
    .put('/:owner/:id', async (c) => {
      const { version, ...to } = parseJson(replyChangeSchema, await c.req.arrayBuffer());
      const from = c.req.param();
      const kept = await changeReply(desk, c.get('agent'), { from, version, to, newId: from.id, at: at() });
      if (kept === 'overtaken') throw overtaken();
      if (kept === 'gone') throw notThere();
      if (kept === 'other') throw new PublicError(409, 'There is one of this id, which says something else.');
      if (kept === 'full') throw full(to.owner);
      return c.json(presentReply(await there(desk, c, { owner: to.owner, id: from.id })));
    })
    .delete('/:owner/:id', async (c) => {
      const { version } = parseFields(replyRemovalSchema, query(c));
      const kept = await removeReply(desk, c.get('agent'), { ...c.req.param(), version, at: at() });
      if (kept === 'overtaken') throw overtaken();
      return list(c);
    });
}

/** Adds one. By its key, or without one by its words, the same request again finds the one that there is. */
async function add(desk: Desk, c: Ctx): Promise<Response> {
  const agent = c.get('agent');
  const written = parseJson(replySchema, await c.req.arrayBuffer());
  const key = idempotencyKey(c.req.header('idempotency-key'));
  const id = key === undefined ? randomUUID() : idOf(`api-reply:${agent.id}:${written.owner}:${key}`);
  const before = (await repliesOf(desk, agent)).find((each) =>
    key === undefined ? isSame(each, written) : each.owner === written.owner && each.id === id,
  );
  if (before && isSame(before, written)) return c.json(presentReply(before), 200);
  const kept = await addReply(desk, agent, { ...written, id });
  if (kept === 'other') throw otherRequest('Idempotency-Key');
  if (kept === 'full') throw full(written.owner);
  return c.json(presentReply(await there(desk, c, { owner: written.owner, id })), 201);
}

type Words = Pick<Offered, 'owner' | 'name' | 'language' | 'text'>;

function isSame(a: Words, b: Words): boolean {
  return a.owner === b.owner && a.name === b.name && a.language === b.language && a.text === b.text;
}

function idOf(source: string): string {
  return base32(createHash('sha256').update(source).digest()).slice(0, 16).toLowerCase();
}

async function filled(desk: Desk, c: Ctx, { text, language }: Offered, ticketId: string): Promise<string> {
  const id = ticketId.toUpperCase();
  if (!TICKET_ID.test(id)) throw new PublicError(404, 'This is not the number of a ticket.');
  return filledIn(text, fillingOf(await getTicket(desk, id), c.get('agent'), language));
}

async function there(desk: Desk, c: Ctx, which: { owner: string; id: string }): Promise<Offered> {
  const reply = await findReply(desk, c.get('agent'), which);
  if (!reply) throw notThere();
  return reply;
}

const notThere = () => new PublicError(404, 'There is no such reply.');

const overtaken = () =>
  new PublicError(409, 'It was changed since: read it again, and send this with the version that it has now.');

const full = (owner: Owner) =>
  new PublicError(422, `There are ${MOST_REPLIES} already, and one owner has no more: remove some first.`, [
    { field: 'owner', message: `${owner} has as many as there may be` },
  ]);
