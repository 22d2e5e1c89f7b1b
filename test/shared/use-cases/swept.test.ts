import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import {
  deskOf,
  LATE_LEVELS,
  mailed,
  messagesOf,
  requestOf,
  sweepLater,
  waitingTicket,
} from '../../support/stories.ts';

const nothingKept = async () => false;
const sweepWith = async (desk: MemoryDesk, takeInAgain: (desk: unknown, ticket: Ticket) => Promise<boolean>) => {
  desk.pass(6 * 60);
  await sweep(desk, takeInAgain);
};

/** A ticket whose desk died before its message was stored, and long enough ago. */
async function withoutMessage(desk: MemoryDesk): Promise<string> {
  desk.faults.add({ port: 'tickets.addMessage', times: 1 });
  await expect(openTicket(desk, requestOf(desk))).rejects.toThrow('The service is down');
  const [ticket] = (await desk.tickets.list({ limit: 1 })).cards;
  return String(ticket?.id);
}

describe('a ticket whose message is missing', () => {
  it('is taken in again, and left alone for ten minutes', async () => {
    const desk = deskOf();
    const id = await withoutMessage(desk);
    const again: string[] = [];
    const takeInAgain = async (_: unknown, ticket: Ticket) => again.push(ticket.id) > 0;
    // The first run writes the ticket once more, for its timer, and a write undoes that it was set back.
    await sweepWith(desk, takeInAgain);
    await sweep(desk, takeInAgain);
    expect(again.splice(0)).toEqual([id, id]);
    await sweepWith(desk, takeInAgain);
    expect(again).toEqual([]);
    await sweepWith(desk, takeInAgain);
    expect(again).toEqual([id]);
    expect(mailed(desk)).toEqual([]);
  });

  it('of which nothing was kept has a message that says so, and the customer hears of it', async () => {
    const desk = deskOf();
    const id = await withoutMessage(desk);
    await sweepWith(desk, nothingKept);
    expect(await messagesOf(desk, id)).toMatchObject([
      {
        author: 'customer',
        by: 'anna@rossi.example',
        verified: true,
        kind: 'public',
        subject: 'The door does not open',
        text: '',
        warnings: ['the text of this request did not reach the desk'],
      },
    ]);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'ada@support.example', 'bruno@support.example']);
    expect((await desk.tickets.get(id))?.opening.state).toBe('done');
  });

  it('is not asked for when the message is there', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'mailer.send', times: 3 });
    await openTicket(desk, requestOf(desk));
    const asked: string[] = [];
    await sweepWith(desk, async (_, ticket) => asked.push(ticket.id) > 0);
    expect(asked).toEqual([]);
    expect(mailed(desk)).toHaveLength(3);
  });
});

describe('a sweep', () => {
  it('of a desk that owes nothing does nothing', async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    desk.lines.length = 0;
    await sweepLater(desk);
    expect(desk.counted.get(METRIC.swept)).toBeUndefined();
    expect(desk.lines).toEqual([]);
  });

  it('counts each piece of work that it mended, and says in the log what it was', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'timers.register', times: 1 });
    const { id } = await waitingTicket(desk);
    desk.lines.length = 0;
    await sweepLater(desk);
    expect(desk.counted.get(METRIC.swept)).toBe(1);
    expect(desk.lines).toMatchObject([{ level: 'warn', details: { ticket: id, work: 'register' } }]);
  });

  it('names the tickets that it could not mend, ten of them at most', async () => {
    const desk = deskOf({ agents: [] });
    for (let index = 0; index < 12; index += 1) {
      const address = `${index}@rossi.example`;
      await waitingTicket(desk, { source: `mail:${index}`, requester: { address, verified: true }, silent: true });
    }
    desk.setNow('2026-12-02T17:00:00.000Z');
    desk.faults.add({ port: 'tickets.messages' });
    const error = await sweep(desk, nothingKept).catch((reason: Error) => reason);
    expect(String(error)).toMatch(/^Error: 12 tickets could not be mended: (?:T-\w+, ){9}T-\w+$/);
    expect(desk.lines.filter(({ message }) => message === 'cannot mend a ticket')).toHaveLength(12);
  });

  it('leaves a ticket that somebody is at alone, and calls that no failure', async () => {
    const desk = deskOf({ settings: LATE_LEVELS });
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T10:00:00.000Z');
    desk.faults.add({ port: 'mailer.send' });
    await escalate(desk, { ticketId: id, version: 1 });
    desk.faults.clear();
    const { saved } = { saved: desk.tickets.save };
    desk.pass(6 * 60);
    desk.tickets.save = async () => undefined;
    await sweep(desk, nothingKept);
    expect(mailed(desk)).toEqual([]);
    desk.tickets.save = saved;
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('ends after three minutes, and the next one begins with what is left', async () => {
    const desk = deskOf({ agents: [] });
    for (const source of ['mail:1', 'mail:2']) {
      desk.faults.add({ port: 'mailer.send', times: 1 });
      await waitingTicket(desk, { source });
    }
    desk.faults.clear();
    desk.pass(6 * 60);
    const { send } = desk.mailer;
    let machine = desk.machineNow().getTime();
    desk.machineNow = () => new Date(machine);
    desk.mailer.send = (mail) => {
      machine += 181_000;
      return send(mail);
    };
    await sweep(desk, nothingKept);
    expect(mailed(desk)).toHaveLength(1);
    await sweep(desk, nothingKept);
    expect(mailed(desk)).toHaveLength(2);
  });
});

describe('a mail service that hangs', () => {
  it.each([
    ['TimeoutError: no answer', 1],
    ['Throttling: rate exceeded', 4],
  ])('(%s) is asked %i times in a run', async (reason, expected) => {
    const desk = deskOf({ agents: [] });
    for (let index = 0; index < 4; index += 1) {
      desk.faults.add({ port: 'mailer.send', times: 1 });
      await waitingTicket(desk, { source: `mail:${index}` });
      desk.faults.clear();
    }
    desk.pass(6 * 60);
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason } });
    const before = desk.faults.calls.length;
    await sweep(desk, nothingKept);
    expect(desk.faults.calls.slice(before).filter((call) => call === 'mailer.send')).toHaveLength(expected);
  });
});
