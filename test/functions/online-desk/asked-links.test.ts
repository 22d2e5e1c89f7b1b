import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, rossi, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** Asking for a link: what the page does is the same whoever asks, so that not even the time that it takes tells who reads what. */

const ANNA = 'anna@rossi.example';
const BOSS = 'boss@rossi.example';

let desk: MemoryDesk;
let id: string;

beforeEach(async () => {
  desk = deskOf({ customers: [{ ...rossi, portal: { contacts: [BOSS] } }] });
  ({ id } = await waitingTicket(desk, {}));
  desk.sent.length = 0;
  desk.team.isHeld = true;
});

const ask = (fields: { number: string; email: string }) =>
  visit(createHandler(desk)).post('/desk/link?lang=en', fields);

describe('asking for a link', () => {
  it.each<[string, () => { number: string; email: string }, string[]]>([
    ['by who reads the ticket', () => ({ number: id, email: ANNA }), [ANNA]],
    ['by a stranger', () => ({ number: id, email: 'eve@else.example' }), []],
    ['with a number that is none', () => ({ number: 'T-00000000', email: ANNA }), []],
    ['to a company’s page', () => ({ number: '', email: BOSS }), [BOSS]],
    ['to no company’s page', () => ({ number: '', email: ANNA }), []],
  ])('reads nothing before it answers, %s, and is served behind', async (_, fields, told) => {
    desk.faults.calls.length = 0;
    expect(await ask(fields())).toMatchObject({ status: 303, location: '/desk/link/sent?lang=en' });
    const calls = ['secrets.signingKeys', 'requestCounter.within', 'teamMail.put', 'uploads.origin'];
    expect(desk.faults.calls).toEqual(calls);
    await desk.team.drain();
    expect(mailed(desk)).toEqual(told);
  });

  it('says that it cannot while the queue takes nothing', async () => {
    desk.faults.add({ port: 'teamMail.put', outcome: { outcome: 'later', reason: 'throttled' } });
    expect((await ask({ number: id, email: ANNA })).status).toBe(503);
  });

  it('is served again when the ticket could not be read', async () => {
    await ask({ number: id, email: ANNA });
    desk.faults.add({ port: 'tickets.get', error: new Error('the table is away'), times: 1 });
    await expect(desk.team.drain()).rejects.toThrow('the table is away');
    await desk.team.drain();
    expect(mailed(desk)).toEqual([ANNA]);
  });
});
