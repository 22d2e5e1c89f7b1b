import { describe, expect, it } from 'vitest';
import { type AutomaticMail, DEFAULT_CAPS, noteSent, type SentMail } from '../../../shared/ticket/caps.ts';
import { memoryCounter } from '../../support/memory-counter.ts';
import { sendWithinCaps } from '../../support/within-caps.ts';

const ROUNDS = 1_000;
const START = Date.parse('2026-11-30T08:00:00.000Z');
const MINUTE = 60;

/** A desk as the caps see it: it would answer every mail, with nothing to know a robot by. */
function answeringDesk(partner: string, { threads, ...mail }: { threads: boolean } & Omit<AutomaticMail, 'to' | 'at'>) {
  const counter = memoryCounter();
  const tickets = new Map<number, SentMail[]>();
  let opened = 0;
  const sentAt: number[] = [];
  return {
    sentAt,
    /** A mail of the partner's comes: whether an answer goes back. */
    async takes(now: number): Promise<boolean> {
      if (!threads) opened += 1;
      const sent = tickets.get(opened) ?? [];
      const answer = { ...mail, to: partner, at: new Date(now).toISOString() };
      const permission = await sendWithinCaps({ caps: DEFAULT_CAPS, counter, isOwn: () => false }, answer, sent);
      if (permission.send) {
        tickets.set(opened, noteSent(sent, answer));
        sentAt.push(now);
      }
      return permission.send;
    },
  };
}

type Answering = { takes(now: number): Promise<boolean> };

/** Lets two talk, one mail a round, for a thousand rounds or until one is silent. Gives how many mails there were. */
async function talk(first: Answering, second: Answering, secondsApart: number): Promise<number> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await (round % 2 ? first : second).takes(START + round * secondsApart * 1000);
    if (!answers) return round;
  }
  return ROUNDS;
}

/** The most mails in any ten minutes. */
function mostInTenMinutes(instants: number[]): number {
  const within = (from: number) => instants.filter((at) => at >= from && at < from + 10 * MINUTE * 1000).length;
  return Math.max(0, ...instants.map(within));
}

/** The most mails in one UTC day. */
function mostInADay(instants: number[]): number {
  const days = Map.groupBy(instants, (at) => new Date(at).toISOString().slice(0, 10));
  return Math.max(0, ...[...days.values()].map(({ length }) => length));
}

const robot: Answering = { takes: async () => true };
const PACES = [1, 10, MINUTE, 5 * MINUTE];

describe.each(PACES)('a loop of a mail every %i s', (pace) => {
  const acknowledges = { threads: false, purpose: 'acknowledgement', team: false } as const;

  it('of two desks that acknowledge each other’s acknowledgements stops', async () => {
    const one = answeringDesk('help@two.example', acknowledges);
    const two = answeringDesk('help@one.example', acknowledges);
    expect(await talk(one, two, pace)).toBeLessThan(ROUNDS);
    for (const desk of [one, two]) {
      expect(mostInTenMinutes(desk.sentAt)).toBeLessThanOrEqual(5);
      expect(mostInADay(desk.sentAt)).toBeLessThanOrEqual(100);
    }
  });

  it('of a desk and a customer’s out-of-office robot without headers stops', async () => {
    const desk = answeringDesk('anna@rossi.example', acknowledges);
    expect(await talk(desk, robot, pace)).toBeLessThan(ROUNDS);
    expect(mostInTenMinutes(desk.sentAt)).toBeLessThanOrEqual(5);
  });
});

describe.each([1, 10])('a loop of a mail every %i s on one ticket', (pace) => {
  it('of a desk that tells an agent and the agent’s out-of-office robot stops', async () => {
    const desk = answeringDesk('ada@support.example', { threads: true, purpose: 'notice', team: true });
    expect(await talk(desk, robot, pace)).toBeLessThan(ROUNDS);
    expect(mostInTenMinutes(desk.sentAt)).toBeLessThanOrEqual(10);
  });
});

describe('a robot that writes whether it is answered or not', () => {
  it.each(PACES)('every %i s for a thousand rounds has its caps and no more', async (pace) => {
    const desk = answeringDesk('anna@rossi.example', { threads: false, purpose: 'acknowledgement', team: false });
    for (let round = 0; round < ROUNDS; round += 1) await desk.takes(START + round * pace * 1000);
    expect(mostInADay(desk.sentAt)).toBeLessThanOrEqual(100);
    expect(mostInTenMinutes(desk.sentAt)).toBeLessThanOrEqual(5);
  });
});
