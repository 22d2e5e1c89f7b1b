import { beforeEach, describe, expect, it } from 'vitest';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { Priority } from '../../../shared/sla/terms.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, requestOf } from '../../support/stories.ts';

/** A flood's most urgent comes first, and neither it nor all else keeps the other waiting (docs/promise.md section 9). */

const ADA = 'ada@support.example';
/** What one run of the sweep looks at, and what it tells of. */
const LOOKED_AT = 1_000;
const TOLD = 200;

let desk: MemoryDesk;
let requests: number;
beforeEach(() => {
  desk = deskOf();
  requests = 0;
});

async function request(change: { flood?: boolean; priority?: Priority } = {}): Promise<Ticket> {
  requests += 1;
  const ids = { source: `mail:${requests}`, messageId: `<${requests}@x.example>`, subject: `Door ${requests}` };
  return (await openTicket(desk, requestOf(desk, { ...ids, silent: true, ...change }))).ticket;
}

async function flood(count: number, priority: Priority = 4): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (let number = 0; number < count; number += 1) tickets.push(await request({ flood: true, priority }));
  return tickets;
}

/** What Ada was mailed by the next run, six minutes later. */
async function swept(): Promise<string> {
  desk.sent.length = 0;
  desk.pass(360);
  await sweep(desk, takeInAgain);
  return desk.sent.flatMap(({ recipient, text }) => (recipient === ADA ? [text] : [])).join('\n');
}

const namedIn = (text: string, tickets: readonly Ticket[]) => tickets.filter(({ id }) => text.includes(id)).length;

describe('of a flood of more than a run looks at', () => {
  it('the P1 that came last is told of first, and all else in later runs', async () => {
    const others = await flood(LOOKED_AT + 5);
    desk.pass(1);
    const urgent = await request({ flood: true, priority: 1 });
    const first = await swept();
    expect(first).toContain(urgent.id);
    expect(namedIn(first, others)).toBe(TOLD - 1);
    expect(namedIn(await swept(), others)).toBe(TOLD);
  }, 120_000);

  it('no other ticket waits for it', async () => {
    const lost = await request({ priority: 1 });
    await flood(LOOKED_AT + 5);
    desk.setNow(lost.timer.next?.at ?? '');
    desk.scheduled.clear();
    await swept();
    expect((await desk.tickets.get(lost.id))?.escalations).toHaveLength(1);
  }, 120_000);

  it('what is late comes before what is new', async () => {
    const late = await flood(3, 1);
    await swept();
    for (const { id, timer, clock } of late) {
      desk.setNow(clock.levels[0]?.at ?? '');
      await escalate(desk, { ticketId: id, version: timer.version });
    }
    const fresh = await flood(TOLD + 5, 2);
    const text = await swept();
    expect(namedIn(text, late)).toBe(3);
    expect(namedIn(text, fresh)).toBe(TOLD - 3);
  }, 120_000);
});

describe('one of a flood', () => {
  it('that was stored before floods were told apart is found, and comes by its deadline', async () => {
    const [old] = await flood(1);
    const item = desk.items.get(`TICKET#${old?.id} TICKET`) ?? {};
    Object.assign(item, { dueShard: '3', dueKey: String(item.dueKey).split('#')[0] });
    const [urgent] = await flood(1, 1);
    const text = await swept();
    expect(text).toContain(old?.id);
    expect(text).toContain(urgent?.id);
    expect(desk.items.get(`TICKET#${old?.id} TICKET`)?.dueShard).toBe('flood');
  });

  it('that cannot be told of lets the others pass, and keeps its place among them', async () => {
    const [broken] = await flood(1, 1);
    const others = await flood(2);
    const { save } = desk.tickets;
    desk.tickets.save = async (ticket) => {
      if (ticket.id === broken?.id) throw new Error('not this one');
      return save(ticket);
    };
    desk.pass(360);
    await expect(sweep(desk, takeInAgain)).rejects.toThrow(broken?.id);
    expect(namedIn(desk.sent.map(({ text }) => text).join(), others)).toBe(2);
    expect(await desk.tickets.overdueOfFloods(desk.now().toISOString(), 9)).toEqual([]);
    desk.tickets.save = save;
    desk.pass(601);
    const [first] = await desk.tickets.overdueOfFloods(desk.now().toISOString(), 9);
    expect(first).toEqual({ ticketId: broken?.id, urgency: broken?.clock.deadline });
    expect(await swept()).toContain(broken?.id);
  });
});
