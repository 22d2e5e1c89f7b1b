import { describe, expect, it } from 'vitest';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Stories that `npm run model` found, each as small as it gets. */

const ANSWER = { agent: ada, source: 'api:1', text: 'On it.', tellBy: 'call' } as const;

describe('a level that nobody was told of, since the mail service was away and the ticket then waited no more', () => {
  /** A ticket that is late while the mail service is away. */
  async function untold(desk: MemoryDesk) {
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T11:00:00.000Z');
    desk.faults.add({ port: 'mailer.send' });
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    desk.faults.clear();
    return ticket;
  }
  const at = '2026-11-30T11:00:00.000Z';

  it('is told when the answer comes back', async () => {
    const desk = deskOf();
    const { id } = await untold(desk);
    const { message } = await respond(desk, { ...ANSWER, attachments: [], ticketId: id, receivedAt: at });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    const failure = { reason: 'failed 5.1.1', at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: id, messageKey: message.key }, failure);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'manager@support.example']);
  });

  it('is told when the ticket is opened again', async () => {
    const desk = deskOf();
    const { id } = await untold(desk);
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'spam' });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'waiting' });
    expect(mailed(desk)).toEqual(['manager@support.example']);
  });
});

it('an answer that left when the mail service was back stops the clock, although the sweep broke right after', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.faults.add({ port: 'mailer.send' });
  await respond(desk, { ...ANSWER, attachments: [], ticketId: id, receivedAt: desk.now().toISOString() });
  desk.faults.clear();
  desk.faults.add({ port: 'tickets.save', times: 3 });
  await expect(sweepLater(desk)).rejects.toThrow('could not be mended');
  for (const _ of [1, 2, 3]) await sweepLater(desk);
  expect(mailed(desk)).toEqual(['anna@rossi.example']);
  expect(await desk.tickets.get(id)).toMatchObject({ state: 'answered', firstResponse: { met: true } });
});
