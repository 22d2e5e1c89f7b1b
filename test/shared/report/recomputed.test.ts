import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { keepFact } from '../../../shared/report/keep-fact.ts';
import { loadFacts, loadReport } from '../../../shared/report/load-report.ts';
import type { Figures } from '../../../shared/report/report.ts';
import type { Priority } from '../../../shared/sla/terms.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import { changesOf } from '../../support/changes-of.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { seeded } from '../../support/random.ts';
import { ada, bruno, deskOf, rossi, sweepLater, waitingTicket } from '../../support/stories.ts';
import { type Opinion, SOLD, secondOpinion } from './second-opinion.ts';

const TICKETS = 24;

/** What happens on a desk, at random: all at whole minutes. */
class Story {
  readonly asked = new Map<string, Priority>();
  readonly #desk: MemoryDesk;
  readonly #random: () => number;
  #count = 0;

  constructor(desk: MemoryDesk, random: () => number) {
    this.#desk = desk;
    this.#random = random;
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  oneOf<T>(...values: [T, ...T[]]): T {
    return values[Math.floor(this.#random() * values.length)] ?? values[0];
  }

  wait(most: number) {
    this.#desk.pass(60 * (1 + Math.floor(this.#random() * most)));
  }

  async open(): Promise<string> {
    const priority = this.oneOf<Priority>(1, 2, 3, 4);
    const { id } = await waitingTicket(this.#desk, { source: `story:${this.#next()}`, priority });
    this.asked.set(id, priority);
    return id;
  }

  #by() {
    return { agent: this.oneOf(ada, bruno), at: this.#desk.now().toISOString() };
  }

  async prioritize(ticketId: string) {
    const to = this.oneOf<Priority>(1, 2, 3, 4);
    await changePriority(this.#desk, { ticketId, ...this.#by(), priority: to, reason: 'as it is' });
  }

  /** Gives the key of an answer that left, perhaps after the mail service had not taken it for a while. */
  async answer(ticketId: string): Promise<string> {
    const desk = this.#desk;
    const times = this.oneOf(0, 0, 1, 4);
    if (times > 0) desk.faults.add({ port: 'mailer.send', times });
    const { agent, at: receivedAt } = this.#by();
    const { message } = await respond(desk, {
      ...{ ticketId, agent, source: `answer:${this.#next()}`, text: 'Done.', attachments: [], receivedAt },
      tellBy: 'call',
    });
    for (let looks = 0; looks < 12; looks += 1) {
      if ((await desk.tickets.getMessage(ticketId, message.key))?.left !== undefined) break;
      await sweepLater(desk);
    }
    desk.faults.clear();
    return message.key;
  }

  async bounce(ticketId: string, messageKey: string) {
    const at = this.#desk.now().toISOString();
    await deliveryFailed(this.#desk, { ticketId, messageKey }, { reason: '5.1.1 unknown', at });
  }

  async close(ticketId: string, reason: 'spam' | 'withdrawn') {
    await changeState(this.#desk, { ticketId, ...this.#by(), state: 'closed', reason });
  }

  async merge(ticketId: string, twin: string) {
    await changeState(this.#desk, { ticketId, ...this.#by(), state: 'closed', reason: 'duplicate', twin });
  }

  async write(ticketId: string) {
    const number = this.#next();
    const head = `From: anna@rossi.example\nMessage-ID: <${number}@rossi.example>\nSubject: Re: [${ticketId}] it`;
    await receiveMail(
      this.#desk,
      arrives(this.#desk, `${head}\n\nIt is still broken, number ${number}.`, { id: `m${number}` }),
    );
  }

  /** One ticket, or two that are one. */
  async play() {
    const id = await this.open();
    const steps = this.oneOf(
      ['answer'],
      ['change', 'answer'],
      ['bounce', 'change', 'answer'],
      ['bounce'],
      ['close'],
      ['close', 'write', 'answer'],
      ['change', 'close', 'write'],
      ['merge', 'answer'],
      ['merge'],
      ['answer', 'change'],
      ['answer', 'merge'],
      ['answer', 'merge', 'answer'],
      // Of the two, the duplicate was there first, or soon after, and may have been due before.
      ['other', 'answer', 'merge'],
      ['other', 'answer', 'merge', 'answer'],
      ['answer', 'change', 'merge', 'answer'],
      ['answer', 'bounce'],
      [],
    );
    let other: string | undefined;
    for (const step of steps) {
      this.wait(this.oneOf(30, 600, 3_000));
      if (step === 'answer') await this.answer(id);
      if (step === 'change') await this.prioritize(id);
      if (step === 'close') await this.close(id, this.oneOf('spam', 'withdrawn'));
      if (step === 'write') await this.write(id);
      if (step === 'bounce') {
        const key = await this.answer(id);
        this.wait(600);
        await this.bounce(id, key);
      }
      if (step === 'other') other = await this.open();
      if (step === 'merge') {
        other ??= await this.open();
        this.wait(this.oneOf(30, 600));
        await this.merge(other, id);
      }
    }
    this.wait(30);
  }
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

function figuresOf(opinions: readonly Opinion[]): Partial<Figures> {
  const count = (outcome: Opinion['outcome']) => opinions.filter((each) => each.outcome === outcome).length;
  const seconds = opinions.flatMap((each) => each.seconds ?? []).sort((a, b) => a - b);
  const rank = (share: number) => seconds[Math.ceil(share * seconds.length) - 1];
  return {
    tickets: opinions.length,
    met: count('met'),
    missed: count('missed'),
    open: count('open'),
    cancelled: count('cancelled'),
    disputed: opinions.filter(({ isDisputed }) => isDisputed).length,
    ...(seconds.length > 0 && { median: rank(0.5) ?? -1, p90: rank(0.9) ?? -1 }),
  };
}

describe('a report, found once more from messages and trail', () => {
  it.each([
    ...[1, 2, 3, 4, 5, 6].map((seed) => ['basic', seed] as const),
    ...[1, 2, 3, 4, 5, 6].map((seed) => ['premium', seed] as const),
  ])('is the same, each change told twice and in any order (%s, seed %i)', async (plan, seed) => {
    const random = seeded(seed);
    const desk = deskOf({ customers: [{ ...rossi, plan }] });
    const changes = changesOf(desk);
    const story = new Story(desk, random);
    for (let ticket = 0; ticket < TICKETS; ticket += 1) await story.play();
    for (const change of shuffled([...changes, ...changes], random)) await keepFact(desk, change);

    const by = ['month', 'priority', 'agent', 'customer', 'hour'] as const;
    const months = { month: '2027-02', months: 4 };
    const { report } = await loadReport(desk, { ...months, by });
    const { facts } = await loadFacts(desk, months);
    const now = desk.now().getTime();
    const opinions = await Promise.all(
      [...story.asked.keys()].map(async (id) => ({
        id,
        ...(await secondOpinion(desk, id, { asked: story.asked, sold: SOLD[plan] }, now)),
      })),
    );
    const asRead = facts.map(({ ticket, opened, priority, seconds }) => ({ id: ticket, opened, priority, seconds }));
    const other = opinions.map(({ id, opened, priority, seconds }) => ({ id, opened, priority, seconds }));
    const sorted = <T extends { id: string }>(all: T[]) => all.sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(sorted(asRead)).toEqual(sorted(other));
    expect(report.all).toMatchObject(figuresOf(opinions));
    const local = ({ opened }: Opinion) => new Date(Date.parse(opened) + 3_600_000).toISOString();
    const groups = {
      month: (each: Opinion) => local(each).slice(0, 7),
      priority: (each: Opinion) => String(each.priority),
      agent: (each: Opinion) => each.agent,
      customer: () => 'rossi',
      hour: (each: Opinion) => local(each).slice(11, 13),
    };
    for (const dimension of by)
      for (const { key, ...figures } of report.by[dimension] ?? [])
        expect(figures, `${dimension} ${key}`).toMatchObject(
          figuresOf(opinions.filter((each) => groups[dimension](each) === key)),
        );
    expect([report.all.met, report.all.missed, report.all.cancelled].every((count) => count > 0)).toBe(true);
  });
});
