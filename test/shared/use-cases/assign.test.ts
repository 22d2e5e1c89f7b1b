import { describe, expect, it } from 'vitest';
import { assign } from '../../../shared/use-cases/assign.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { unassignByAgent } from '../../../shared/use-cases/unassign.ts';
import { ada, bruno, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:10:00.000Z';

describe('an agent takes a ticket on', () => {
  it('and the trail says who did; its clock runs as before', async () => {
    const desk = deskOf();
    const { id: ticketId, clock } = await waitingTicket(desk);
    const ticket = await assign(desk, { ticketId, agent: ada, to: 'me', at });
    expect(ticket).toMatchObject({ assignee: 'ada', state: 'waiting', clock });
    expect(ticket.audit.at(-1)).toMatchObject({ at, by: 'agent:ada', action: 'assigned', detail: 'ada' });
  });

  it('or gives it to another one', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    const ticket = await assign(desk, { ticketId, agent: ada, to: 'bruno', at });
    expect(ticket.assignee).toBe('bruno');
    expect(ticket.audit.at(-1)).toMatchObject({ by: 'agent:ada', detail: 'bruno' });
  });

  it('of which the other one hears, once, with what the customer wrote; whoever takes it on does not', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    await assign(desk, { ticketId, agent: ada, to: 'me', at: '2026-11-30T08:09:00.000Z' });
    expect(mailed(desk)).toEqual([]);
    await assign(desk, { ticketId, agent: ada, to: 'bruno', at });
    await assign(desk, { ticketId, agent: ada, to: 'bruno', at });
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    expect(desk.sent[0]?.text).toContain('The ticket was handed over');
    expect(desk.sent[0]?.text).toContain('Ada has given it to you: it is yours now. Reply to this mail');
    expect(desk.sent[0]?.text).toContain('Since this morning nobody gets in.');
  });

  it('of which whoever stands in for an absent one hears as that, and not as theirs', async () => {
    const desk = deskOf({ agents: [ada, { ...bruno, absent: { until: '2027-12-31' } }] });
    const { id: ticketId } = await waitingTicket(desk);
    await assign(desk, { ticketId, agent: ada, to: 'bruno', at });
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('Ada has given it to Bruno, who is away: you hear of it in their place.');
    expect(desk.sent[0]?.text).not.toContain('yours now');
  });

  it.each([
    ['nobody’s', undefined, []],
    ['another one’s', 'carla', ['carla@support.example']],
  ])('of which nobody hears whose it is no more when the mail leaves: it is %s by then', async (_, to, told) => {
    const carla = { id: 'carla', name: 'Carla', addresses: ['carla@support.example'] };
    const desk = deskOf({ agents: [ada, bruno, carla] });
    const { id: ticketId } = await waitingTicket(desk);
    await desk.team.drain();
    desk.sent.length = 0;
    desk.faults.add({ port: 'mailer.send' });
    await assign(desk, { ticketId, agent: ada, to: 'bruno', at });
    const by = { ticketId, agent: ada, at: '2026-11-30T08:12:00.000Z' };
    await (to === undefined ? unassignByAgent(desk, by) : assign(desk, { ...by, to }));
    desk.faults.clear();
    await sweepLater(desk);
    await desk.team.drain();
    expect(mailed(desk)).toEqual(told);
  });

  it('of which the other one hears later when the queue was away: the sweep tells them, whoever looks or not', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    expect((await assign(desk, { ticketId, agent: ada, to: 'bruno', at: desk.now().toISOString() })).assignee).toBe(
      'bruno',
    );
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    expect((await getTicket(desk, ticketId)).telling).toBe(undefined);
  });

  it('that is theirs already: nothing changes, and the trail has one line', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    const once = await assign(desk, { ticketId, agent: ada, to: 'me', at });
    expect(await assign(desk, { ticketId, agent: ada, to: 'ada', at })).toEqual(once);
  });

  it('but gives it to nobody who is no agent: the refusal names those who are', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    await expect(assign(desk, { ticketId, agent: ada, to: 'carl', at })).rejects.toMatchObject({
      status: 422,
      message: 'The change is refused.',
      errors: [{ field: 'assignee', message: 'there is no agent "carl"; there are ada, bruno' }],
    });
    expect((await desk.tickets.get(ticketId))?.assignee).toBeUndefined();
  });
});
