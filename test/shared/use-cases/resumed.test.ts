import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../shared/mail/commands.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { carryOut } from '../../../shared/use-cases/carry-out.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { claimed } from '../../../shared/use-cases/steps/relay.ts';
import { resumeRelay } from '../../../shared/use-cases/steps/resume-relay.ts';
import { newMessage, newNote, storeMessage } from '../../../shared/use-cases/steps/store-message.ts';
import { update } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, sweepLater, toldOf, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:10:00.000Z';
const TEAM = ['ada@support.example', 'bruno@support.example'];

/** A note of commands, or a customer's message, that a desk stored before it died. */
async function left(desk: MemoryDesk, ticketId: string, what: 'message' | { commands: string; problems?: string[] }) {
  const message =
    what === 'message'
      ? newMessage({
          ticketId,
          source: 'mail:two',
          author: 'customer',
          by: 'anna@rossi.example',
          verified: true,
          kind: 'public',
          at,
          text: 'Still locked.',
          warnings: [],
        })
      : newNote(ada, {
          ticketId,
          source: 'mail:two:commands',
          at,
          text: what.commands,
          warnings: what.problems ?? [],
        });
  const { key } = await storeMessage(desk, claimed(desk, message), { files: [] });
  desk.pass(91);
  return { ticketId, messageKey: key };
}

describe('what a desk that died left undone', () => {
  it('a customer’s message: the agents are told, once, and that is noted', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const ref = await left(desk, id, 'message');
    await resumeRelay(desk, ref);
    await resumeRelay(desk, ref);
    expect(mailed(desk)).toEqual(TEAM);
    expect(await toldOf(desk, 'ada', id)).toBe(2);
  });

  it('commands: they are carried out, in the name of who wrote them', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await resumeRelay(desk, await left(desk, id, { commands: '#assign me\n#priority 2' }));
    expect(await desk.tickets.get(id)).toMatchObject({ assignee: 'ada', priority: 2 });
    expect((await desk.tickets.get(id))?.audit.at(-1)).toMatchObject({ at, by: 'agent:ada' });
  });

  it('commands of an agent who is gone: nothing is carried out, the others hear of it, and that is the end of it', async () => {
    const desk = deskOf({ agents: [bruno] });
    const { id } = await waitingTicket(desk);
    const ref = await left(desk, id, { commands: '#close spam', problems: ['odd'] });
    await resumeRelay(desk, ref);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    expect((await desk.tickets.getMessage(ref.ticketId, ref.messageKey))?.relay?.state).toBe('done');
  });

  it('lines of which one was no command: none is carried out, and the agent hears of it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const problems = ['#clsoe: there is no such command'];
    await resumeRelay(desk, await left(desk, id, { commands: '#assign me\n#clsoe', problems }));
    expect((await desk.tickets.get(id))?.assignee).toBeUndefined();
    expect(desk.sent.at(-1)?.text).toContain('#clsoe: there is no such command');
  });

  it('is left to whoever is still at it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const ref = await left(desk, id, 'message');
    desk.pass(-2);
    await expect(resumeRelay(desk, ref)).rejects.toThrow(TaskBusy);
    expect(mailed(desk)).toEqual([]);
  });

  it('is left to whoever took it over a moment ago', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const ref = await left(desk, id, 'message');
    desk.tickets.saveRelay = async () => false;
    await expect(resumeRelay(desk, ref)).rejects.toThrow(TaskBusy);
  });

  it('is nothing when the message is not there, or has nothing to pass on', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    await resumeRelay(desk, { ticketId, messageKey: 'NONE' });
    const note = newNote(ada, { ticketId, source: 'api:n', at, text: '#close spam', warnings: [] });
    await storeMessage(desk, note, { files: [] });
    await resumeRelay(desk, { ticketId, messageKey: note.key });
    expect((await desk.tickets.get(ticketId))?.state).toBe('waiting');
    expect(mailed(desk)).toEqual([]);
  });

  it('commands beside an answer of another mail wait for nothing', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    const { commands, lines } = readCommands('#close spam');
    await carryOut(desk, {
      ticketId,
      agent: ada,
      source: 'mail:9',
      at,
      lines,
      commands,
      problems: [],
      answerSent: true,
    });
    expect((await desk.tickets.get(ticketId))?.state).toBe('closed');
  });
});

describe('a change of the clock', () => {
  const change = { agent: ada, at, reason: 'agreed on the phone' };

  it('cancels the old timer by its own version, and no other', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 3 });
    const cancelled: unknown[] = [];
    const { cancel } = desk.timers;
    desk.timers.cancel = (timer) => {
      cancelled.push(timer);
      return cancel(timer);
    };
    await changePriority(desk, { ...change, ticketId: id, priority: 1 });
    expect(cancelled).toEqual([{ ticketId: id, version: 1 }]);
  });

  it('that makes a level due on this very instant tells the people at once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 3 });
    desk.setNow('2026-11-30T09:30:00.000Z');
    const ticket = await changePriority(desk, { ...change, ticketId: id, priority: 1 });
    expect(ticket.escalations.map(({ level }) => level)).toEqual(['warning']);
    expect(mailed(desk)).toEqual([...TEAM, 'anna@rossi.example']);
  });

  it('fails when the people cannot be told for a reason that is nobody’s word', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 3 });
    desk.setNow('2026-11-30T10:30:00.000Z');
    desk.faults.add({ port: 'sendCounter.recent' });
    desk.faults.add({ port: 'tickets.messages' });
    await expect(changePriority(desk, { ...change, ticketId: id, priority: 1 })).rejects.toThrow('The service is down');
    desk.faults.clear();
    await sweepLater(desk);
    expect(mailed(desk)).toContain('lead@support.example');
  });

  it('whose timer the scheduler does not take: the log says which, and the sweep sets it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 3 });
    desk.faults.add({ port: 'timers.register', times: 1 });
    const ticket = await changePriority(desk, { ...change, ticketId: id, priority: 2 });
    expect(ticket.timer).toMatchObject({ registered: false, parked: { attempts: 1 } });
    expect(desk.lines.filter(({ level }) => level !== 'info')).toMatchObject([
      { level: 'error', details: { ticket: id, outcome: 'later' } },
    ]);
    await sweepLater(desk);
    expect((await desk.tickets.get(id))?.timer.registered).toBe(true);
  });
});

describe('a ticket that others write at the same time', () => {
  it('is changed as it then is, after as many tries as it takes', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const { save } = desk.tickets;
    let others = 7;
    desk.tickets.save = async (changed) => (others-- > 0 ? undefined : save(changed));
    expect((await update(desk, ticket, (current) => ({ ...current, assignee: 'ada' }))).assignee).toBe('ada');
  });

  it('without end is given up, by name', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    let tries = 0;
    desk.tickets.save = async () => {
      tries += 1;
      return undefined;
    };
    const change = update(desk, ticket, (current) => ({ ...current, assignee: 'ada' }));
    await expect(change).rejects.toThrow(`ticket ${ticket.id} was written by others 8 times in a row`);
    expect(tries).toBe(8);
  });
});
