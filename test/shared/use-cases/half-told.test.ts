import { expect, it } from 'vitest';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { ada, deskOf, LATE_LEVELS, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

const [ADA, BRUNO] = ['ada@support.example', 'bruno@support.example'];

/** A level fires once for a ticket's clock (docs/promise.md section 6). */
it('a level that a crash left half told, of a ticket answered since, is not told again when the answer comes back', async () => {
  const desk = deskOf({ settings: LATE_LEVELS });
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.setNow('2026-11-30T10:00:00.000Z');
  // The process ends after the first contact was told and noted: nothing gives the claim up.
  const { send } = desk.mailer;
  const ends = {
    send: async (mail: OutgoingMail) => (mail.recipient === BRUNO ? Promise.reject(new Error('killed')) : send(mail)),
  };
  const { save } = desk.tickets;
  let saves = 0;
  const tickets = {
    ...desk.tickets,
    save: async (...given: Parameters<typeof save>) => {
      saves += 1;
      if (saves > 1) throw new Error('killed');
      return save(...given);
    },
  };
  await expect(escalate({ ...desk, mailer: ends, tickets }, { ticketId: id, version: 1 })).rejects.toThrow('killed');
  expect(mailed(desk)).toEqual([ADA]);
  const answer = { agent: ada, source: 'api:1', text: 'Done.', tellBy: 'call', attachments: [] } as const;
  const { message } = await respond(desk, {
    ...answer,
    attachments: [],
    ticketId: id,
    receivedAt: desk.now().toISOString(),
  });
  desk.sent.length = 0;
  await sweepLater(desk);
  await deliveryFailed(
    desk,
    { ticketId: id, messageKey: message.key },
    { reason: '5.1.1', at: desk.now().toISOString() },
  );
  const { escalations, timer } = await getTicket(desk, id);
  expect(escalations.map(({ level }) => level)).toEqual(['first']);
  expect(timer.next).toMatchObject({ level: 'second' });
  expect(mailed(desk)).toEqual([]);
});
