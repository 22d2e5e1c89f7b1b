import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, waitingTicket } from '../../support/stories.ts';

/** Duplicates that are closed while others write the same tickets (docs/promise.md section 5). */

let count = 0;
const open = async (desk: MemoryDesk, change: Partial<TicketRequest>) =>
  (await waitingTicket(desk, { source: `mail:${++count}`, messageId: `<${count}@rossi.example>`, ...change })).id;

const close = (desk: MemoryDesk, ticketId: string, twin?: string, reason = 'duplicate') =>
  changeState(desk, { ticketId, agent: ada, at: desk.now().toISOString(), state: 'closed', reason, twin });

const raise = (desk: MemoryDesk, ticketId: string) =>
  changePriority(desk, { ticketId, agent: bruno, at: desk.now().toISOString(), priority: 1, reason: '' });

/** Puts `meanwhile` before the write of the ticket for which `is` holds: once. */
function before(desk: MemoryDesk, is: (ticket: Ticket) => boolean, meanwhile: () => unknown) {
  const save = desk.tickets.save.bind(desk.tickets);
  let isDone = false;
  desk.tickets.save = async (ticket) => {
    if (!isDone && is(ticket)) {
      isDone = true;
      await meanwhile();
    }
    return save(ticket);
  };
}

const busyOrRefused = async (closing: Promise<unknown>): Promise<unknown> => {
  try {
    await closing;
    return 'closed';
  } catch (error) {
    const { name, status } = error as { name: string; status?: number };
    return status ?? name;
  }
};

const states = async (desk: MemoryDesk, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await getTicket(desk, id)).state));

const two = async () => {
  const desk = deskOf();
  return { desk, one: await open(desk, { priority: 1 }), other: await open(desk, { priority: 3 }) };
};

describe('two tickets that are closed into each other at once', () => {
  it.each(['the twin is written', 'it is closed'])('never both close, met before %s', async (when) => {
    for (const isSwapped of [false, true]) {
      const { desk, ...tickets } = await two();
      const [id, twin] = isSwapped ? [tickets.other, tickets.one] : [tickets.one, tickets.other];
      const { deadline } = (await getTicket(desk, tickets.one)).clock;
      let theirs: unknown;
      const is = (ticket: Ticket) =>
        when === 'it is closed' ? ticket.id === id && ticket.state === 'closed' : ticket.id === twin;
      before(desk, is, async () => {
        theirs = await busyOrRefused(close(desk, twin, id));
      });
      const ours = await busyOrRefused(close(desk, id, twin));
      expect([ours, theirs].filter((each) => each === 'closed')).toHaveLength(1);
      expect([...(await states(desk, [id, twin]))].sort()).toEqual(['closed', 'waiting']);
      const [goesOn = ''] = (await states(desk, [id, twin])).flatMap((state, at) =>
        state === 'waiting' ? [[id, twin][at] ?? ''] : [],
      );
      expect((await getTicket(desk, goesOn)).clock.deadline).toBe(deadline);
    }
  });

  it('never both close in parallel, nor when both are done again', async () => {
    const { desk, one, other } = await two();
    for (let time = 0; time < 2; time += 1) {
      await Promise.all([busyOrRefused(close(desk, one, other)), busyOrRefused(close(desk, other, one))]);
      expect((await states(desk, [one, other])).sort()).toEqual(['closed', 'waiting']);
    }
  });

  it('nor do three in a ring', async () => {
    const { desk, one, other } = await two();
    const third = await open(desk, { priority: 4 });
    const ring = [
      [one, other],
      [other, third],
      [third, one],
    ] as const;
    for (let time = 0; time < 3; time += 1) {
      await Promise.all(ring.map(([id, twin]) => busyOrRefused(close(desk, id, twin))));
    }
    expect(await states(desk, [one, other, third])).toContain('waiting');
  });
});

describe('a twin that is closed meanwhile', () => {
  it.each([
    ['before it is written', 'claimed'],
    ['before the duplicate is closed', 'done'],
  ])('goes on for nothing: %s', async (_, told) => {
    const { desk, one, other } = await two();
    const is = ({ id, promiseChange }: Ticket) => id === other && promiseChange?.notice.state === told;
    before(desk, is, () => close(desk, other, undefined, 'withdrawn'));
    expect(await busyOrRefused(close(desk, one, other))).toBe(422);
    expect(await states(desk, [one, other])).toEqual(['waiting', 'closed']);
  });
});

describe('what a duplicate becomes while it is handed over', () => {
  it('goes on: a higher priority', async () => {
    const desk = deskOf();
    const [id, twin] = [await open(desk, { priority: 3 }), await open(desk, { priority: 4 })];
    before(
      desk,
      (ticket) => ticket.id === id && ticket.state === 'closed',
      () => raise(desk, id),
    );
    await close(desk, id, twin);
    const { clock } = await getTicket(desk, id);
    expect(await getTicket(desk, twin)).toMatchObject({
      state: 'waiting',
      priority: 1,
      clock: { deadline: clock.deadline },
    });
  });

  it('goes on through a third ticket: a clock that it takes over in between', async () => {
    const { desk, one, other } = await two();
    const third = await open(desk, { priority: 3 });
    const { deadline } = (await getTicket(desk, one)).clock;
    before(
      desk,
      (ticket) => ticket.id === other && ticket.state === 'closed',
      () => close(desk, one, other),
    );
    await close(desk, other, third);
    expect(await states(desk, [one, other, third])).toEqual(['closed', 'closed', 'waiting']);
    expect(await getTicket(desk, third)).toMatchObject({ priority: 1, clock: { deadline } });
  });

  it('goes on through a third ticket, in parallel', async () => {
    const { desk, one, other } = await two();
    const third = await open(desk, { priority: 3 });
    const { deadline } = (await getTicket(desk, one)).clock;
    await Promise.all([close(desk, one, other), close(desk, other, third)].map(busyOrRefused));
    const left = await Promise.all([one, other, third].map((id) => getTicket(desk, id)));
    const running = left.filter(({ state }) => state === 'waiting').map(({ clock }) => clock.deadline);
    expect(running).toContain(deadline);
  });
});
