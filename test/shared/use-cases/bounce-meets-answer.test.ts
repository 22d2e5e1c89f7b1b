import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deliver, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** A report that an answer came back may arrive at any moment, also while that answer, or another, is being worked on. */

const CARLA = 'carla@rossi.example';

const say = (desk: Desk, ticketId: string, source = 'api:1') =>
  respond(desk, {
    ...{ ticketId, agent: ada, source, text: 'On it.', attachments: [], tellBy: 'call' as const },
    receivedAt: desk.now().toISOString(),
  });

const keyOf = async (desk: MemoryDesk, id: string) =>
  (await messagesOf(desk, id)).find(({ author }) => author === 'agent')?.key as string;

const bounce = async (desk: Desk, ticketId: string, messageKey: string) =>
  deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1', at: desk.now().toISOString() });

/** The desk, but `act` is done beside it before (or after) call `n`, of those to the table and the mail service that `counts` counts. */
function meeting(
  desk: MemoryDesk,
  n: number,
  act: () => Promise<unknown>,
  counts = () => true,
): Desk & { met: boolean } {
  let call = 0;
  const watched = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          if (counts() && call++ === n) {
            met.met = true;
            await act();
          }
          return method.apply(target, args);
        };
      },
    });
  const met = { ...desk, tickets: watched(desk.tickets), mailer: watched(desk.mailer), met: false };
  return met;
}

describe('an answer that comes back while it is still being worked on is no response, and its ticket has a timer', () => {
  it.each([...Array(13).keys()])('before call %i after it left', async (n) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1, participants: [{ address: CARLA }] });
    const hasLeft = () => mailed(desk).includes('anna@rossi.example');
    const met = meeting(desk, n, async () => bounce(desk, id, await keyOf(desk, id)), hasLeft);
    await say(met, id);
    // The last ones are after its end.
    if (!met.met) await bounce(desk, id, await keyOf(desk, id));
    await sweepLater(desk);
    const ticket = await getTicket(desk, id);
    expect(ticket).toMatchObject({ state: 'waiting', timer: { next: { kind: 'ladder' } } });
    expect(ticket.firstResponse).toBeUndefined();
    expect(desk.scheduled.size).toBe(1);
  });

  it('while one who is copied is refused', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1, participants: [{ address: CARLA }] });
    const send = desk.mailer.send.bind(desk.mailer);
    desk.mailer = {
      async send(mail) {
        if (mail.recipient !== CARLA) return send(mail);
        await bounce(desk, id, await keyOf(desk, id));
        return { outcome: 'refused', what: 'recipient', reason: 'MessageRejected: Address blacklisted.' };
      },
    };
    const { ticket } = await say(desk, id);
    expect(ticket).toMatchObject({ state: 'waiting', timer: { next: { kind: 'ladder' } } });
    expect(ticket.audit.some(({ action }) => action === 'mail refused')).toBe(true);
  });

  it.each([...Array(9).keys()])('and it breaks off at call %i after the ticket was answered', async (n) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const isAnswered = () => [...desk.items.values()].some(({ state }) => state === 'answered');
    const die = async () => {
      await bounce(desk, id, await keyOf(desk, id));
      desk.faults.add({});
    };
    const met = meeting(desk, n, die, isAnswered);
    await say(met, id).catch(() => undefined);
    desk.faults.clear();
    if (!met.met) await bounce(desk, id, await keyOf(desk, id));
    await deliver(desk, () => say(desk, id));
    await sweepLater(desk);
    const ticket = await getTicket(desk, id);
    expect(ticket).toMatchObject({ state: 'waiting', timer: { next: { kind: 'ladder' }, registered: true } });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
  });
});

describe('an answer that leaves while the bounce of the first is handled is the first response', () => {
  it.each([...Array(12).keys()])('before call %i', async (n) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { message } = await say(desk, id);
    const met = meeting(desk, n, () => say(desk, id, 'api:2'));
    await bounce(met, id, message.key);
    if (!met.met) await say(desk, id, 'api:2');
    const ticket = await getTicket(desk, id);
    expect(ticket.state).toBe('answered');
    expect(ticket.firstResponse?.message).not.toBe(message.key);
    expect(ticket.timer.next).toBeUndefined();
    expect(desk.scheduled.size).toBe(0);
  });

  it.each([...Array(14).keys()])('and the bounce comes before call %i of it', async (n) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { message } = await say(desk, id);
    const met = meeting(desk, n, () => bounce(desk, id, message.key));
    await say(met, id, 'api:2');
    if (!met.met) await bounce(desk, id, message.key);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'answered', firstResponse: { met: true } });
    expect(desk.scheduled.size).toBe(0);
  });
});
