import { beforeEach, describe, expect, it } from 'vitest';
import { mailed, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch, respond } from './requests.ts';

/** Snoozing by the API (docs/promise.md section 5). Monday 2026-11-30, 09:00 in Rome. */

const UNTIL = '2026-12-03T08:00:00.000Z';

let desk: ReturnType<typeof apiDesk>;
let id: string;

beforeEach(async () => {
  desk = apiDesk();
  ({ id } = await waitingTicket(desk));
  desk.pass(60);
  await respond(desk, id, { text: 'Try the other key.' });
  desk.sent.length = 0;
});

const list = async (query: string) =>
  (await api(desk, { path: '/api/tickets', query })).json.tickets.map((ticket: { id: string }) => ticket.id);

describe('PATCH /api/tickets/{id} with snoozedUntil', () => {
  it('puts an answered ticket out of sight of whose turn it is, by its one timer, and tells nobody', async () => {
    const { status, json } = await patch(desk, id, { snoozedUntil: '2026-12-03T09:00:00+01:00' });
    expect([status, json.snoozedUntil, json.state]).toEqual([200, UNTIL, 'answered']);
    expect(await list('awaits=customer')).toEqual([]);
    expect(await list('state=answered')).toEqual([id]);
    expect(await list('snoozed=true')).toEqual([id]);
    expect(await list('snoozed=false')).toEqual([]);
    const { timer } = (await desk.tickets.get(id)) ?? {};
    expect(timer).toMatchObject({ next: { kind: 'snooze', at: UNTIL }, registered: true });
    expect([...desk.scheduled]).toEqual([[`${id}.${timer?.version}`, UNTIL]]);
    expect(mailed(desk)).toEqual([]);
    const { json: story } = await api(desk, { path: `/api/tickets/${id}` });
    expect(story.snoozedUntil).toBe(UNTIL);
    const line = story.trail.find(({ action }: { action: string }) => action === 'snoozed');
    expect(line).toMatchObject({ by: 'agent:ada', action: 'snoozed', detail: `until ${UNTIL}` });
  });

  it('again moves the instant, the same changes nothing, and null ends it', async () => {
    await patch(desk, id, { snoozedUntil: '2026-12-01T08:00:00Z' });
    await patch(desk, id, { snoozedUntil: UNTIL });
    const { version } = (await desk.tickets.get(id))?.timer ?? {};
    await patch(desk, id, { snoozedUntil: UNTIL });
    expect([...desk.scheduled.keys()]).toEqual([`${id}.${version}`]);
    const { json } = await patch(desk, id, { snoozedUntil: null });
    expect(json.snoozedUntil).toBe(null);
    expect(await list('awaits=customer')).toEqual([id]);
    expect([...desk.scheduled.keys()]).toEqual([]);
    expect((await patch(desk, id, { snoozedUntil: null })).status).toBe(200);
  });

  it.each([
    ['past', '2026-11-30T07:59:00Z', '2026-11-30T07:59:00.000Z is past: give an instant to come'],
    ['now', '2026-11-30T08:01:00Z', '2026-11-30T08:01:00.000Z is past: give an instant to come'],
    ['far', '2027-03-01T08:00:00Z', 'more than 90 days away: give an earlier one, or close the ticket'],
  ])('is refused until an instant that is %s', async (_, snoozedUntil, why) => {
    const { status, json } = await patch(desk, id, { snoozedUntil });
    expect(status).toBe(422);
    expect(json.errors).toEqual([{ field: 'snoozedUntil', message: expect.stringContaining(why) }]);
  });

  it('is refused of a ticket that waits, or is closed: it never hides a clock that runs', async () => {
    const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<two@rossi.example>' });
    const before = await desk.tickets.get(other.id);
    const refused = await patch(desk, other.id, { snoozedUntil: UNTIL });
    expect(refused.json.errors[0].message).toBe('this ticket waits for its first response: answer it first');
    expect(await desk.tickets.get(other.id)).toEqual(before);
    await patch(desk, id, { state: 'closed' });
    const closed = await patch(desk, id, { snoozedUntil: UNTIL });
    expect(closed.json.errors[0].message).toBe('this ticket is closed: re-open it first');
  });

  it('is refused while the customer of a P1 has a question to answer', async () => {
    const p1 = await waitingTicket(desk, { source: 'mail:p1', messageId: '<p1@rossi.example>', priority: 1 });
    await respond(desk, p1.id, { text: 'Which till is it?', asks: true });
    const { status, json } = await patch(desk, p1.id, { snoozedUntil: UNTIL });
    expect([status, json.errors[0].field]).toEqual([422, 'snoozedUntil']);
    expect(json.errors[0].message).toContain('to answer a question: that clock runs');
    expect((await desk.tickets.get(p1.id))?.timer.next?.kind).toBe('watch');
  });

  it('is refused of what is no instant', async () => {
    const { status, json } = await patch(desk, id, { snoozedUntil: 'tomorrow' });
    expect([status, json.errors]).toEqual([
      400,
      [{ field: 'snoozedUntil', message: 'must be an ISO instant, as 2026-11-30T08:15:00Z, or null to end it' }],
    ]);
    expect((await api(desk, { path: '/api/tickets', query: 'snoozed=yes' })).json.errors).toEqual([
      { field: 'snoozed', message: 'must be true or false' },
    ]);
  });
});
