import { describe, expect, it, vi } from 'vitest';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { mailed, sweepLater, ticketsOf } from '../../support/stories.ts';
import { formDesk, post } from './form.ts';

/** A service that takes a call and never answers. */
const hang = () => new Promise<never>(() => {});

describe('when a dependency is down', () => {
  it.each([
    'forms.find',
    'tokenBucket.take',
    'files.write',
    'customers.find',
    'tickets.create',
    'tickets.addMessage',
    'agents.list',
  ])('%s: the sender is told 503, and its retry makes the one ticket', async (port) => {
    const desk = formDesk();
    desk.faults.add({ port });
    const first = await post(desk);
    expect(first.status).toBe(503);
    expect(first.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '10' });

    desk.faults.clear();
    desk.pass(91);
    const second = await post(desk);
    expect(second.status).toBe(200);
    const tickets = await ticketsOf(desk);
    expect(tickets).toMatchObject([{ id: second.json.ticket, opening: { state: 'done' } }]);
    expect(desk.scheduled.size).toBe(1);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'ada@support.example', 'bruno@support.example']);
  });

  it.each(['timers.register', 'mailer.send'])(
    '%s: the sender has its ticket, and the sweep does what the service could not',
    async (port) => {
      const desk = formDesk();
      desk.faults.add({ port });
      expect((await post(desk)).status).toBe(200);
      desk.faults.clear();
      await sweepLater(desk);
      expect(desk.scheduled.size).toBe(1);
      expect(mailed(desk).sort()).toEqual(['ada@support.example', 'anna@rossi.example', 'bruno@support.example']);
    },
  );

  it.each([
    ['mails', (desk: MemoryDesk) => ({ mailer: { send: hang }, timers: desk.timers, teamMail: desk.teamMail })],
    [
      'timers',
      (desk: MemoryDesk) => ({
        mailer: desk.mailer,
        timers: { ...desk.timers, register: hang },
        teamMail: desk.teamMail,
      }),
    ],
    [
      'all of them',
      (desk: MemoryDesk) => ({
        mailer: { send: hang },
        timers: { ...desk.timers, register: hang },
        teamMail: { put: hang },
      }),
    ],
  ])(
    'and never answers, %s: the sender has its ticket within eight seconds, and the sweep does the rest',
    async (_, hanging) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2026-11-30T08:00:00.000Z') });
      try {
        const desk = formDesk();
        const answer = post({ ...desk, machineNow: () => new Date(), ...hanging(desk) });
        let answered = false;
        void answer.then(() => (answered = true));
        for (let turn = 0; turn < 1_000; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        await vi.advanceTimersByTimeAsync(7_900);
        expect(answered).toBe(false);
        await vi.advanceTimersByTimeAsync(200);
        expect((await answer).status).toBe(200);
        vi.useRealTimers();
        await sweepLater(desk);
        expect(desk.scheduled.size).toBe(1);
        expect(mailed(desk).sort()).toEqual(['ada@support.example', 'anna@rossi.example', 'bruno@support.example']);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('may repeat a mail, but no ticket and no timer, when the table fails after the mails were sent', async () => {
    const desk = formDesk();
    desk.faults.add({ port: 'tickets.save' });
    expect((await post(desk)).status).toBe(503);
    desk.faults.clear();
    desk.pass(91);
    expect((await post(desk)).json).toMatchObject({ duplicate: true });
    expect(await ticketsOf(desk)).toMatchObject([{ opening: { state: 'done' } }]);
    expect(desk.scheduled.size).toBe(1);
  });

  it('is a 503 while another delivery of the same webhook is still at work', async () => {
    const desk = formDesk();
    desk.faults.add({ port: 'tickets.addMessage' });
    await post(desk);
    desk.faults.clear();
    expect((await post(desk)).status).toBe(503);
  });

  it('is a bare 500 when the failure is our own, and the log has the rest but not the request', async () => {
    const desk = formDesk();
    desk.faults.add({ port: 'customers.find', error: new TypeError('undefined is not a function') });
    const { status, json } = await post(desk);
    expect(status).toBe(500);
    expect(JSON.stringify(json)).not.toContain('undefined');
    const line = desk.lines.find(({ level }) => level === 'error');
    expect(line?.details).toMatchObject({ method: 'POST', source: 'form', requestId: 'request-1' });
    expect(JSON.stringify(desk.lines)).not.toMatch(/The door|does not open|rossi|whsec_/i);
  });

  it('says nothing of the request in the log when all goes well', async () => {
    const desk = formDesk();
    await post(desk);
    expect(JSON.stringify(desk.lines)).not.toMatch(/The door|does not open|rossi|whsec_/i);
  });
});
