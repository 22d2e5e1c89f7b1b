import { Hono } from 'hono';
import { linkMaker } from '../../shared/present/link-maker.ts';
import { presentMessage } from '../../shared/present/present-message.ts';
import { presentTicket } from '../../shared/present/present-ticket.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { redact } from '../../shared/use-cases/redact.ts';
import { resendAnswer } from '../../shared/use-cases/resend-answer.ts';
import { splitMessage } from '../../shared/use-cases/split.ts';
import { withdrawAnswer } from '../../shared/use-cases/withdraw-answer.ts';
import { parseJson } from '../http/parse.ts';
import { ticketId } from '../http/ticket-id.ts';
import type { ApiEnv } from './agent.ts';
import { answered } from './answered.ts';
import { messageKey } from './paths.ts';
import { redactionSchema } from './requests.ts';

/** What an agent does with a message that is there. */
export function messageRoutes(desk: Desk): Hono<ApiEnv> {
  const now = () => desk.now().toISOString();
  return new Hono<ApiEnv>()
    .post('/:id/messages/:key/withdraw', async (c) => {
      const by = { ticketId: ticketId(c), messageKey: messageKey(c), agent: c.get('agent'), at: now() };
      const { ticket, message } = await withdrawAnswer(desk, by);
      return c.json({ ticket: presentTicket(ticket), message: presentMessage(message, await linkMaker(desk)) });
    })
    .post('/:id/messages/:key/redact', async (c) => {
      const { text: words } = parseJson(redactionSchema, await c.req.arrayBuffer());
      const by = { ticketId: ticketId(c), messageKey: messageKey(c), agent: c.get('agent'), at: now() };
      const { ticket, message } = await redact(desk, { ...by, words });
      return c.json({ ticket: presentTicket(ticket), message: presentMessage(message, await linkMaker(desk)) });
    })
    .post('/:id/messages/:key/split', async (c) => {
      const by = { ticketId: ticketId(c), messageKey: messageKey(c), agent: c.get('agent'), at: now() };
      const { ticket, split, duplicate } = await splitMessage(desk, by);
      return c.json({ ticket: presentTicket(ticket), split: presentTicket(split) }, duplicate ? 200 : 201);
    })
    .post('/:id/messages/:key/resend', async (c) =>
      answered(c, desk, await resendAnswer(desk, { ticketId: ticketId(c), messageKey: messageKey(c) }), 200),
    );
}
