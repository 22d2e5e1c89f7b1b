import type { WORKERS } from '../../infra/workers.ts';
import type { Random } from '../support/random.ts';
import type { KeyUnits } from './hot-keys.ts';
import type { Lateness } from './lateness.ts';
import type { Refusals } from './mail-service.ts';
import type { Account } from './quotas.ts';
import type { Runs } from './runs.ts';
import type { Standing } from './standing.ts';
import type { Arrival } from './traffic.ts';

/** From one instant to another; epoch ms. */
export type Span = { from: number; to: number };

/** What happens to a desk. */
export type Plan = {
  seed: number;
  agents: number;
  span: Span;
  /** What fell due in it is measured; left out, all. */
  measured?: Span;
  arrivals?: (random: Random) => Arrival[];
  /** Tickets that wait already. */
  standing?: Standing;
  account?: Partial<Account>;
  workers?: Partial<typeof WORKERS>;
  bucketAway?: Span;
  mailPaused?: Span;
  /** False: nobody answers. */
  isAnswered?: boolean;
  /** Counts the write units of each key, which takes time. */
  isMetered?: boolean;
};

/** What came of it. */
export type Result = {
  tickets: number;
  lateness: Lateness;
  /** Mails that left, by purpose. */
  mails: Map<string, number>;
  refusals: Refusals;
  deadLetters: number;
  /** What was not done at the end: tickets with something that is overdue, and what the team is still to hear. */
  left: { tickets: number; notices: number };
  runs: Runs;
  schedulesMade: number;
  keys: Map<string, KeyUnits>;
};
