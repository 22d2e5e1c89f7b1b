import { describe, expect, it } from 'vitest';
import { newestPublic } from '../../../shared/ticket/heard.ts';
import { mailed, messagesOf, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, respond } from './requests.ts';

const newestOf = async (desk: ReturnType<typeof apiDesk>, id: string) => {
  // Two messages of one instant have no order.
  desk.pass(1);
  return newestPublic((await messagesOf(desk, id)) ?? []) ?? '';
};
const bruno = { email: 'bruno@support.example' };

describe('an answer that says what its writer has seen', () => {
  it('goes when nothing was written since, and once when it is repeated', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const seen = await newestOf(desk, id);
    const key = { 'idempotency-key': 'one' };
    expect((await respond(desk, id, { text: 'Try the other key.', seen }, key)).status).toBe(201);
    expect((await respond(desk, id, { text: 'Try the other key.', seen }, key)).status).toBe(200);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
  });

  it('is not sent after a colleague’s: a 409, and it goes once that was read', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const seen = await newestOf(desk, id);
    await respond(desk, id, { text: 'Try the other key.', seen });
    const late = await respond(desk, id, { text: 'Call us.', seen });
    expect(late).toMatchObject({ status: 409, json: { errors: [{ field: 'seen' }] } });
    expect(mailed(desk)).toHaveLength(1);
    expect((await respond(desk, id, { text: 'Call us.', seen: await newestOf(desk, id) })).status).toBe(201);
    expect(mailed(desk)).toHaveLength(2);
  });

  it('is one of two that are given at once: the other is told, before anything of it is stored', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const seen = await newestOf(desk, id);
    const by = (claims: Record<string, string>, text: string) =>
      api(desk, {
        method: 'POST',
        path: `/api/tickets/${id}/responses`,
        body: JSON.stringify({ text, seen }),
        claims,
      });
    const both = await Promise.all([by({ email: 'ada@support.example' }, 'Ada’s.'), by(bruno, 'Bruno’s.')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(mailed(desk)).toHaveLength(1);
    expect((await messagesOf(desk, id))?.filter(({ author }) => author === 'agent')).toHaveLength(1);
  });

  it('keeps nobody from answering when it was begun and never came', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const seen = await newestOf(desk, id);
    desk.faults.add({ port: 'tickets.addMessage', times: 1 });
    expect((await respond(desk, id, { text: 'Ada’s.', seen }, { 'idempotency-key': 'a' })).status).toBe(503);
    expect((await respond(desk, id, { text: 'Bruno’s.', seen })).status).toBe(409);
    desk.pass(61);
    expect((await respond(desk, id, { text: 'Bruno’s.', seen })).status).toBe(201);
    expect(mailed(desk)).toHaveLength(1);
  });

  it('that does not say so goes whatever was written', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    await respond(desk, id, { text: 'Try the other key.' });
    expect((await respond(desk, id, { text: 'Call us.' })).status).toBe(201);
  });
});
