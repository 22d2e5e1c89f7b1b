import { describe, expect, it } from 'vitest';
import { type Command, readCommands } from '../../../shared/mail/commands.ts';
import { deliveryOf } from '../../../shared/ticket/delivery.ts';
import { carryOut } from '../../../shared/use-cases/carry-out.ts';
import { type Response, respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deliver, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:10:00.000Z';
const LATER = { outcome: 'later', reason: 'Sending paused' } as const;

/** A mail of Ada's that is commands alone, or has an answer beside them. */
function order(
  desk: MemoryDesk,
  ticketId: string,
  text: string,
  change: { problems?: string[]; answerSent?: boolean; at?: string } = {},
) {
  const { commands, lines } = readCommands(text);
  const orders = { ticketId, agent: ada, source: 'mail:orders', at, lines, commands: commands as readonly Command[] };
  return carryOut(desk, { ...orders, problems: [], answerSent: false, ...change });
}

async function answer(desk: MemoryDesk, ticketId: string, change: Partial<Response> = {}) {
  const given = { agent: ada, source: 'mail:orders', text: 'On it.', attachments: [], receivedAt: at } as const;
  return respond(desk, { ...given, attachments: [], ticketId, tellBy: 'mail', ...change });
}

const deliveryIn = async (desk: MemoryDesk, ticketId: string, key: string) => {
  const message = await desk.tickets.getMessage(ticketId, key);
  return message && deliveryOf(message)?.state;
};

describe('the commands of an agent’s mail', () => {
  it('are done in order, and stay on the ticket as a note', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await order(desk, id, '#assign bruno\n#priority 2\n#close withdrawn');
    expect(await desk.tickets.get(id)).toMatchObject({
      assignee: 'bruno',
      priority: 2,
      state: 'closed',
      closedAt: at,
      cancelled: 'withdrawn',
    });
    const actions = (await desk.tickets.get(id))?.audit.map(({ action, detail }) => `${action} ${detail}`);
    expect(actions?.slice(-3)).toEqual([
      'assigned bruno',
      'priority changed priority 3 to 2: by mail',
      'closed withdrawn',
    ]);
    expect((await messagesOf(desk, id)).at(-1)).toMatchObject({
      kind: 'note',
      by: 'ada',
      at,
      text: '#assign bruno\n#priority 2\n#close withdrawn',
      relay: { state: 'done' },
    });
    expect(mailed(desk)).toEqual(['bruno@support.example', 'anna@rossi.example', 'anna@rossi.example']);
  });

  it('keep the agent’s reason of a priority', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await order(desk, id, '#priority 1 the whole floor is locked out');
    expect((await desk.tickets.get(id))?.audit.at(-1)?.detail).toBe('priority 3 to 1: the whole floor is locked out');
  });

  it('that are refused keep none of the others from being done, and are told in one mail, as is what was wrong already', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await order(desk, id, '#close\n#withdraw\n#assign me', { problems: ['#clsoe: there is no such command'] });
    expect(await desk.tickets.get(id)).toMatchObject({ assignee: 'ada', state: 'waiting' });
    expect(mailed(desk)).toEqual(['ada@support.example']);
    const text = desk.sent[0]?.text ?? '';
    expect(text).toContain('- #clsoe: there is no such command\n- #close: a ticket without a response is closed with');
    expect(text).toContain('- #withdraw: no answer of yours waits on this ticket');
    expect(text).not.toContain('#assign: ');
  });

  it('say in that mail whether the rest of it went to the customer', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await order(desk, id, '#assign nobody');
    const alone = desk.sent.at(-1)?.text;
    const other = await waitingTicket(desk, { source: 'mail:two' });
    await answer(desk, other.id);
    await order(desk, other.id, '#assign nobody', { answerSent: true });
    expect(desk.sent.at(-1)?.text.replace(other.id, id)).not.toBe(alone);
  });

  it('are carried out once, however often the mail comes', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await order(desk, id, '#assign nobody');
    await order(desk, id, '#assign nobody');
    expect(mailed(desk)).toEqual(['ada@support.example']);
  });

  it('whose mail of problems is refused leave a line in the trail', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'refused', what: 'recipient', reason: 'Illegal' } });
    await order(desk, id, '#assign nobody');
    expect((await desk.tickets.get(id))?.audit.at(-1)).toMatchObject({ action: 'mail refused' });
  });

  it('stop at a failure that is nobody’s mistake, and go on there when the mail comes again', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'agents.list', times: 1 });
    await expect(order(desk, id, '#priority 1\n#assign me')).rejects.toThrow('The service is down');
    expect(await desk.tickets.get(id)).toMatchObject({ priority: 1 });
    await deliver(desk, () => order(desk, id, '#priority 1\n#assign me'));
    expect(await desk.tickets.get(id)).toMatchObject({ priority: 1, assignee: 'ada' });
    expect((await desk.tickets.get(id))?.audit.filter(({ action }) => action === 'priority changed')).toHaveLength(1);
  });
});

describe('#withdraw', () => {
  it('takes back the agent’s newest answer that waits, and no other', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    const first = await answer(desk, id, { source: 'api:1' });
    const second = await answer(desk, id, { source: 'api:2', receivedAt: '2026-11-30T08:11:00.000Z' });
    const brunos = await answer(desk, id, { source: 'api:3', agent: bruno, receivedAt: '2026-11-30T08:12:00.000Z' });
    const at = '2026-11-30T08:13:00.000Z';
    await order(desk, id, '#withdraw', { at });
    const states = [first, second, brunos].map(({ message }) => deliveryIn(desk, id, message.key));
    expect(await Promise.all(states)).toEqual(['parked', 'withdrawn', 'parked']);
    expect((await desk.tickets.get(id))?.audit.at(-1)).toMatchObject({
      by: 'agent:ada',
      action: 'answer withdrawn',
      at,
    });
  });

  it('takes back the wrong answer, never the right one below it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    const wrong = await answer(desk, id, { source: 'api:1', receivedAt: '2026-11-30T08:09:00.000Z' });
    const right = await answer(desk, id);
    await order(desk, id, '#withdraw', { answerSent: true });
    const states = [wrong, right].map(({ message }) => deliveryIn(desk, id, message.key));
    expect(await Promise.all(states)).toEqual(['withdrawn', 'parked']);
  });

  it('takes back one answer, also when the ticket could not be written and the mail comes again', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    const important = await answer(desk, id, { source: 'api:1', receivedAt: '2026-11-30T08:08:00.000Z' });
    const slip = await answer(desk, id, { source: 'api:2', receivedAt: '2026-11-30T08:09:00.000Z' });
    desk.faults.add({ port: 'tickets.save', times: 1 });
    expect(await deliver(desk, () => order(desk, id, '#withdraw'))).toBe(2);
    const states = [important, slip].map(({ message }) => deliveryIn(desk, id, message.key));
    expect(await Promise.all(states)).toEqual(['parked', 'withdrawn']);
  });

  it('takes back nothing that has left', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const { message } = await answer(desk, id, { source: 'api:1' });
    await order(desk, id, '#withdraw');
    expect(await deliveryIn(desk, id, message.key)).toBe('sent');
    expect(desk.sent.at(-1)?.text).toContain('no answer of yours waits on this ticket');
  });
});

describe('commands that the sweep goes on with', () => {
  it('#close beside an answer that waits comes after the answer, and other commands do not wait for it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    await answer(desk, id);
    await order(desk, id, '#close\n#assign me', { answerSent: true });
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'waiting', assignee: 'ada' });
    desk.faults.clear();
    await sweepLater(desk);
    await sweepLater(desk);
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'closed', firstResponse: { by: 'agent:ada' } });
    expect(desk.sent.map(({ recipient, tags }) => `${tags?.purpose} ${recipient}`)).toEqual([
      'answer anna@rossi.example',
      'notice anna@rossi.example',
    ]);
    expect(desk.sent[1]?.text).toContain('Per quanto ne sappiamo è risolta.');
  });

  it('of an agent who was removed meanwhile are not carried out, and the others hear of it, once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    await answer(desk, id);
    await order(desk, id, '#assign me\n#priority 4\n#close', { answerSent: true });
    await desk.agents.remove('ada');
    desk.faults.clear();
    for (const _ of 'abc') {
      await sweepLater(desk);
      await desk.team.drain();
    }
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'answered', priority: 3 });
    const gone = 'not carried out, who wrote it is no agent of this desk any more';
    const [note] = (await messagesOf(desk, id)).filter(({ kind }) => kind === 'note');
    expect(note).toMatchObject({ warnings: [`#priority: ${gone}`, `#close: ${gone}`], relay: { state: 'done' } });
    const told = desk.sent.filter(({ text }) => text.includes('#priority 4\n#close'));
    expect(told.map(({ recipient }) => recipient)).toEqual(['bruno@support.example']);
  });

  it('#close of a ticket whose answer was withdrawn waits for none, and is refused for want of a reason', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER, times: 1 });
    await answer(desk, id, { source: 'api:1' });
    await order(desk, id, '#withdraw\n#close');
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'waiting' });
    expect(desk.sent.at(-1)?.text).toContain('#close: a ticket without a response is closed with');
  });

  it('a mail of problems that could not go is sent later, with the problems that were known', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    await order(desk, id, '#assign me', { problems: ['#clsoe: there is no such command'] });
    desk.faults.clear();
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('#clsoe: there is no such command');
  });

  it('and with what was refused, although the run that was refused it is over', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    await order(desk, id, '#assign nobody');
    desk.faults.clear();
    await sweepLater(desk);
    expect(desk.sent[0]?.text).toContain('#assign: there is no agent "nobody"');
  });

  it('and with what was refused before the desk died', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'tickets.saveRelay' });
    await order(desk, id, '#assign nobody').catch(() => {});
    expect(mailed(desk)).toEqual(['ada@support.example']);
    desk.sent.length = 0;
    desk.faults.clear();
    desk.pass(3600);
    await sweepLater(desk);
    expect(desk.sent[0]?.text).toContain('#assign: there is no agent "nobody"');
  });
});
