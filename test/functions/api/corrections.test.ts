import { describe, expect, it } from 'vitest';
import { mailed, rossi, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch, respond } from './requests.ts';

/** What an agent mends on a ticket that somebody else got wrong (docs/api.md, PATCH). */

const DEADLINE = '2026-12-02T16:00:00.000Z';

const lines = async (desk: ReturnType<typeof apiDesk>, id: string) =>
  (await api(desk, { path: `/api/tickets/${id}` })).json.trail.map((line: Record<string, string>) => line);

describe('PATCH /api/tickets/{id} with a plan', () => {
  it('times the ticket anew from its original start, and tells the customer once', async () => {
    const desk = apiDesk();
    const { id, clock } = await waitingTicket(desk);
    expect(clock.deadline).toBe(DEADLINE);
    desk.pass(30 * 60);
    const { status, json } = await patch(desk, id, { plan: 'premium' });
    expect(status).toBe(200);
    // Four hours of opening time from 09:00 in Rome, whenever it was corrected.
    expect(json).toMatchObject({ plan: 'premium', respondBy: '2026-11-30T12:00:00.000Z' });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect([...desk.scheduled.keys()]).toEqual([`${id}.2`]);
    expect((await lines(desk, id)).find(({ action }: { action: string }) => action === 'plan changed')).toEqual({
      at: '2026-11-30T08:30:00.000Z',
      by: 'agent:ada',
      action: 'plan changed',
      detail: 'basic to premium',
    });
    expect((await patch(desk, id, { plan: 'premium' })).status).toBe(200);
    expect(desk.sent).toHaveLength(1);
  });

  it('escalates at once when its deadline is past by then; one that has passed stays missed', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    desk.pass(5 * 3600);
    await patch(desk, id, { plan: 'premium' });
    expect((await desk.tickets.get(id))?.escalations.map(({ level }) => level)).toEqual(['breach']);
    expect(desk.sent.find(({ recipient }) => recipient === 'anna@rossi.example')?.text).toMatch(/ritardo/i);
    await patch(desk, id, { plan: 'basic' });
    const { json } = await respond(desk, id, { text: 'Try the other key.' });
    expect(json.ticket).toMatchObject({ respondBy: DEADLINE, firstResponse: { met: false } });
  });

  it('is kept by a re-timing of the customer, and goes with another customer', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    await patch(desk, id, { plan: 'premium' });
    expect(await desk.tickets.get(id)).toMatchObject({ agreedPlan: 'premium' });
    await patch(desk, id, { customer: null });
    const ticket = await desk.tickets.get(id);
    expect(ticket).toMatchObject({ terms: { plan: 'basic' } });
    expect(ticket).not.toHaveProperty('agreedPlan');
  });
});

describe('PATCH /api/tickets/{id} with a customer', () => {
  it('puts the ticket on that record’s terms, and into its list', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { json } = await patch(desk, id, { customer: 'bianchi' });
    expect(json).toMatchObject({ plan: 'premium', customer: { id: 'bianchi', name: 'Bianchi' } });
    const { json: theirs } = await api(desk, { path: '/api/tickets', query: 'customer=bianchi' });
    expect(theirs.tickets).toMatchObject([{ id }]);
    expect((await lines(desk, id)).at(-2)).toMatchObject({ action: 'customer changed', detail: 'rossi to bianchi' });
  });

  it('takes it off all records with null', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk, {
      requester: { address: 'bea@bianchi.example', verified: true },
    });
    const { json } = await patch(desk, id, { customer: null });
    expect(json).toMatchObject({ plan: 'basic', customer: null });
  });

  it('of an answered ticket changes no figure of it', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { json: before } = await respond(desk, id, { text: 'Try the other key.' });
    const { json } = await patch(desk, id, { customer: 'bianchi' });
    expect(json.respondBy).toBe(before.ticket.respondBy);
    expect(json.firstResponse).toEqual(before.ticket.firstResponse);
    expect(desk.sent).toHaveLength(1);
  });
});

describe('PATCH /api/tickets/{id} with a requester', () => {
  it('sends what follows to the new one alone, on the terms of the record that knows the address', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const requester = { address: 'Bea@bianchi.example', name: 'Bea' };
    const { json } = await patch(desk, id, { requester });
    expect(json).toMatchObject({
      requester: { address: 'bea@bianchi.example', name: 'Bea', verified: true },
      customer: { id: 'bianchi' },
      plan: 'premium',
    });
    await respond(desk, id, { text: 'Try the other key.' });
    expect(mailed(desk)).toEqual(['bea@bianchi.example', 'bea@bianchi.example']);
    expect((await lines(desk, id)).find(({ action }: { action: string }) => action === 'requester changed')).toEqual({
      at: '2026-11-30T08:00:00.000Z',
      by: 'agent:ada',
      action: 'requester changed',
      detail: 'Anna Rossi <anna@rossi.example> to Bea <bea@bianchi.example>, customer bianchi',
    });
  });

  it('that no record knows stays with the ticket’s customer, and leaves the participants', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk, {
      participants: [{ address: 'carla@elsewhere.example', name: 'Carla' }, { address: 'dino@rossi.example' }],
    });
    await patch(desk, id, { requester: { address: 'carla@elsewhere.example' } });
    expect(await desk.tickets.get(id)).toMatchObject({
      requester: { address: 'carla@elsewhere.example', name: 'Carla' },
      participants: [{ address: 'dino@rossi.example' }],
      customer: { id: rossi.id },
      readersVersion: 1,
    });
  });

  it('of the same address changes a name only, and nobody’s token', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    await patch(desk, id, { requester: { address: 'anna@rossi.example', name: 'Anna R.' } });
    const ticket = await desk.tickets.get(id);
    expect(ticket?.requester.name).toBe('Anna R.');
    expect(ticket).not.toHaveProperty('readersVersion');
  });

  it('of a request that a machine wrote is acknowledged, and told of the promise from now on', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk, { silent: true });
    await patch(desk, id, { requester: { address: 'dino@rossi.example' } });
    await patch(desk, id, { priority: 1, reason: 'all is down' });
    expect(mailed(desk)).toEqual(['dino@rossi.example', 'dino@rossi.example']);
  });
});

describe('a correction is refused, with the field and the mend,', () => {
  it.each([
    [{ requester: { address: 'nobody' } }, 'requester.address', /must be a mail address/],
    [{ requester: { address: 'help@support.example' } }, 'requester.address', /address of this desk: give/],
    [{ requester: { address: 'noreply@shop.example' } }, 'requester.address', /nobody reads: give/],
    [{ requester: { address: 'bruno@support.example' } }, 'requester.address', /of the team: give the customer's/],
    [{ requester: { address: 'lead@support.example' } }, 'requester.address', /of the team/],
    [{ requester: 'anna@rossi.example' }, 'requester', /must be an object/],
    [{ customer: 'verdi' }, 'customer', /no customer "verdi": give the id of one/],
    [{ customer: 7 }, 'customer', /must be the id of a customer, or null/],
    [{ plan: 'gold' }, 'plan', /must be one of: basic, premium/],
    [{ plan: 'premium', customer: 'bianchi' }, 'plan', /a request of its own/],
    [{ state: 'closed', requester: { address: 'a@b.example' } }, 'requester', /a request of its own/],
  ])('%j', async (change, field, message) => {
    const desk = apiDesk();
    const { id, version } = await waitingTicket(desk);
    const { status, json } = await patch(desk, id, change);
    expect([400, 422]).toContain(status);
    expect(json.errors).toEqual([{ field, message: expect.stringMatching(message) }]);
    expect((await desk.tickets.get(id))?.version).toBe(version);
  });
});

describe('a correction that breaks off', () => {
  it.each(['tickets.save', 'timers.register', 'timers.cancel', 'mailer.send', 'customers.find', 'agents.list'])(
    'at %s is whole once it is repeated, and told once',
    async (port) => {
      for (const skip of [0, 1, 2]) {
        const desk = apiDesk();
        const { id } = await waitingTicket(desk);
        desk.faults.add({ port, skip, times: 1 });
        const requester = { address: 'bea@bianchi.example' };
        for (let call = 0; call < 3; call += 1) {
          await patch(desk, id, { requester });
          desk.pass(91);
        }
        const ticket = await desk.tickets.get(id);
        expect(ticket).toMatchObject({ requester, customer: { id: 'bianchi' }, terms: { plan: 'premium' } });
        expect(ticket?.readersVersion).toBe(1);
        expect(ticket?.timer.registered).toBe(true);
        expect(ticket?.audit.filter(({ action }) => action === 'requester changed')).toHaveLength(1);
        expect(mailed(desk).filter((to) => to !== 'bea@bianchi.example')).toEqual([]);
      }
    },
  );
});
