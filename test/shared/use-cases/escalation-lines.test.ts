import { describe, expect, it } from 'vitest';
import type { Refused } from '../../../shared/outcome.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, LATE_LEVELS, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

/** One line of the trail per escalation says who was told and whether it left; a level that nobody can hear is no end. */

const NO_ADDRESS: Refused = { outcome: 'refused', what: 'recipient', reason: 'InvalidParameterValue: Illegal address' };
const NO_MAIL: Refused = { outcome: 'refused', what: 'mail', reason: 'MessageRejected: it contains a virus' };

/** A P1 whose first fires, at a mail service that says `result` to these recipients. */
async function warned(refused: readonly string[], result: Refused) {
  const desk = deskOf({ settings: LATE_LEVELS });
  const { id } = await waitingTicket(desk, { priority: 1 });
  const { send } = desk.mailer;
  const mailer = {
    send: async (mail: Parameters<typeof send>[0]) => (refused.includes(mail.recipient) ? result : send(mail)),
  };
  desk.setNow('2026-11-30T10:00:00.000Z');
  const broken = { ...desk, mailer };
  await escalate(broken, { ticketId: id, version: 1 });
  return { desk, broken, id };
}

async function lines(desk: MemoryDesk, id: string) {
  const audit = (await desk.tickets.get(id))?.audit ?? [];
  const ofLevels = ['escalated', 'told', 'not told', 'brought forward'];
  return audit.filter(({ action }) => ofLevels.includes(action)).map(({ action, detail }) => `${action} ${detail}`);
}

describe('the line of an escalation', () => {
  it('says whom it left for', async () => {
    const { desk, id } = await warned([], NO_ADDRESS);
    expect(await lines(desk, id)).toEqual([
      'escalated first',
      'told first: left for ada@support.example, bruno@support.example',
    ]);
  });

  it('says for whom it did not leave; the others are told, and the next level keeps its time', async () => {
    const { desk, id } = await warned(['ada@support.example'], NO_ADDRESS);
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    expect(await lines(desk, id)).toEqual([
      'escalated first',
      'told first: left for bruno@support.example; not for ada@support.example',
    ]);
    expect((await desk.tickets.get(id))?.timer.next).toMatchObject({ level: 'second', at: '2026-11-30T10:30:00.000Z' });
  });

  it('is one line although a contact was parked in between, and knows who had failed before', async () => {
    const desk = deskOf({ settings: LATE_LEVELS });
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: NO_ADDRESS });
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1 });
    desk.setNow('2026-11-30T10:00:00.000Z');
    await escalate(desk, { ticketId: id, version: 1 });
    expect(await lines(desk, id)).toEqual(['escalated first']);
    await sweepLater(desk);
    expect(await lines(desk, id)).toEqual([
      'escalated first',
      'told first: left for bruno@support.example; not for ada@support.example',
    ]);
  });
});

describe('when every contact of a level fails by its own address', () => {
  const AGENTS = ['ada@support.example', 'bruno@support.example'];

  it('the next level is reached at once', async () => {
    const { desk, id } = await warned(AGENTS, NO_ADDRESS);
    expect(mailed(desk)).toEqual(['lead@support.example']);
    expect(await lines(desk, id)).toEqual([
      'escalated first',
      'told first: left for nobody; not for ada@support.example, bruno@support.example',
      'brought forward second: nobody of first',
      'escalated second',
      'told second: left for lead@support.example; not for ada@support.example, bruno@support.example',
    ]);
    expect((await desk.tickets.get(id))?.timer.next).toMatchObject({ level: 'third' });
  });

  it('the last level has no next one, and ends', async () => {
    const { desk, id } = await warned([...AGENTS, 'lead@support.example', 'manager@support.example'], NO_ADDRESS);
    expect(mailed(desk)).toEqual([]);
    expect((await lines(desk, id)).at(-1)).toBe('told third: left for nobody; not for manager@support.example');
    expect((await desk.tickets.get(id))?.timer.next).toBeUndefined();
  });

  it('a crash before the next level was reached leaves it to the sweep', async () => {
    const desk = deskOf({ settings: LATE_LEVELS });
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send', times: 2, outcome: NO_ADDRESS });
    // The level is recorded and noted; the record of the next is what fails.
    desk.faults.add({ port: 'tickets.save', skip: 2, times: 1 });
    desk.setNow('2026-11-30T10:00:00.000Z');
    await expect(escalate(desk, { ticketId: id, version: 1 })).rejects.toThrow('down');
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example', 'lead@support.example']);
  });
});

it('what is wrong with the mail, and not with its receivers, brings no level forward', async () => {
  const { desk, id } = await warned(['ada@support.example', 'bruno@support.example'], NO_MAIL);
  expect(mailed(desk)).toEqual([]);
  expect((await desk.tickets.get(id))?.timer.next).toMatchObject({ level: 'second', at: '2026-11-30T10:30:00.000Z' });
});
