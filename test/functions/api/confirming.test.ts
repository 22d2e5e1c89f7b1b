import { expect, it } from 'vitest';
import { mailed, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

const confirm = (desk: ReturnType<typeof apiDesk>, id: string, claims = { email: 'ada@support.example' }) =>
  api(desk, { method: 'POST', path: `/api/tickets/${id}/confirm`, claims });

const EVA = { address: 'eva@neri.example', verified: false, unconfirmed: 'forwarded' } as const;

it('POST /api/tickets/{id}/confirm confirms the requester, who is acknowledged then, once', async () => {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk, { requester: EVA, silent: true });
  const { json: before } = await api(desk, { path: `/api/tickets/${id}` });
  expect(before.requester).toEqual({ ...EVA, name: null, from: null });
  const { status, json } = await confirm(desk, id);
  expect(status).toBe(200);
  expect(json.requester).toEqual({ address: EVA.address, name: null, verified: true, from: null, unconfirmed: null });
  expect((await confirm(desk, id)).status).toBe(200);
  expect(mailed(desk)).toEqual(['eva@neri.example']);
});

it('whom a Reply-To names has been acknowledged before', async () => {
  const desk = apiDesk();
  const requester = {
    address: 'eva@neri.example',
    from: 'e@else.example',
    verified: false,
    unconfirmed: 'reply-to',
  } as const;
  const { id } = await waitingTicket(desk, { requester });
  const { json } = await confirm(desk, id);
  expect(json.requester).toMatchObject({ verified: true, unconfirmed: null, from: 'e@else.example' });
  expect(mailed(desk)).toEqual([]);
});

it('nobody, an unknown ticket, and a stranger’s token are refused', async () => {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk, { requester: { ...EVA, address: 'unknown@invalid' }, silent: true });
  const refused = await confirm(desk, id);
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toMatchObject([{ field: 'confirm' }]);
  expect((await confirm(desk, 'T-00000000')).status).toBe(404);
  expect((await confirm(desk, id, { email: 'eve@evil.example' })).status).toBe(403);
});
