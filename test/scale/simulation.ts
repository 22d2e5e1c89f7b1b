import { createHandler as createEscalate } from '../../functions/escalate/handler.ts';
import { createHandler as createTeamMail } from '../../functions/team-mail/handler.ts';
import { TIMEOUT_SECONDS } from '../../infra/timeouts.ts';
import { WORKERS } from '../../infra/workers.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import type { MemoryItems } from '../support/memory-items.ts';
import { seeded } from '../support/random.ts';
import { answers } from './answers.ts';
import { timedDesk } from './desk.ts';
import { hotKeys } from './hot-keys.ts';
import { inVirtualTime } from './in-virtual-time.ts';
import { ingest } from './ingest.ts';
import { mailService } from './mail-service.ts';
import { observe } from './observe.ts';
import type { Plan, Result, Span } from './plan.ts';
import { type Queue, queue } from './queue.ts';
import { DEFAULT_ACCOUNT } from './quotas.ts';
import { lambdaRuns } from './runs.ts';
import { scheduler } from './scheduler.ts';
import { openStanding } from './standing.ts';
import { customers } from './traffic.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

/** As the rule on AWS. */
const SWEEP_MS = 5 * 60_000;
const LOOK_MS = 60_000;

/**
 * Runs the desk in virtual time: its own handlers, use cases and rules on doubles of the services, which take as long and refuse as much as
 * AWS's do. The same plan gives the same result. `look` hears, a minute of it after the other, how much of it is over (0 to 1).
 */
export async function simulate(plan: Plan, look: (share: number) => void = () => {}): Promise<Result> {
  const { span, agents } = plan;
  const account = { ...DEFAULT_ACCOUNT, ...plan.account };
  const workers = { ...WORKERS, ...plan.workers };
  const random = seeded(plan.seed);
  const time = virtualTime(span.from);
  const runs = lambdaRuns(time, account.runs);
  const meter = hotKeys(time);
  const seen = observe(time, plan.measured ?? span, () => timed.tickets.items);
  const mailer = mailService({ time, random, account, isPaused: within(time, plan.mailPaused), onSent: seen.onSent });
  const timers = scheduler({
    time,
    random,
    invocationsPerSecond: account.invocationsPerSecond,
    fire: (body) => queues.timers.put(body),
  });
  const timed = timedDesk({
    time,
    agents,
    customers: customers(random),
    settings: { mailsPerSecond: account.mailsPerSecond },
    onWrite: plan.isMetered ? meter.onWrite : undefined,
    mailer,
    timers,
    putTeamMail: (entry, delaySeconds) => queues.teamMail.put(JSON.stringify(entry), delaySeconds),
    onTold: seen.onTold,
  });
  const { desk } = timed;
  const answer = answers({ desk, time, random });
  const onOpened = (ticket: Ticket) => (plan.isAnswered === false ? undefined : answer(ticket));
  const bucket = { isBucketAway: within(time, plan.bucketAway), onOpened };
  const queues: Record<Exclude<keyof typeof WORKERS, 'feedback' | 'targets'>, Queue> = {
    intake: queue({
      ...{ name: 'ingest-email', time, runs, timeoutSeconds: TIMEOUT_SECONDS.ingestEmail, workers: workers.intake },
      handler: () => ingest({ desk, time, visibility: queues.intake.visibility, ...bucket }),
    }),
    timers: queue({
      ...{ name: 'escalate', time, runs, timeoutSeconds: TIMEOUT_SECONDS.escalate, workers: workers.timers },
      handler: () => createEscalate(desk, queues.timers.visibility),
    }),
    teamMail: queue({
      ...{ name: 'team-mail', time, runs, timeoutSeconds: TIMEOUT_SECONDS.teamMail, workers: workers.teamMail },
      handler: () => createTeamMail(desk, queues.teamMail.visibility, time.sleep),
    }),
  };
  sweepFrom(desk, time, span.from + SWEEP_MS);

  const standing = plan.standing ? await openStanding(timed.untimed, plan.standing) : [];
  for (const { id: ticketId, timer } of standing) {
    if (timer.next) void timers.register({ ticketId, version: timer.version, at: timer.next.at });
  }
  const arrivals = plan.arrivals?.(random) ?? [];
  for (const [number, arrival] of arrivals.entries()) {
    time.at(arrival.at, () => queues.intake.put(JSON.stringify({ ...arrival, number })));
  }
  await inVirtualTime(time, random, async () => {
    for (let at = span.from; at < span.to; at += LOOK_MS) {
      await time.runUntil(Math.min(span.to, at + LOOK_MS));
      look((time.now().getTime() - span.from) / (span.to - span.from));
    }
  });
  const sum = (of: (each: Queue) => number) => Object.values(queues).reduce((all, each) => all + of(each), 0);
  return {
    tickets: arrivals.length + standing.length,
    lateness: seen.lateness,
    mails: seen.mails,
    refusals: mailer.refusals,
    deadLetters: sum(({ deadLetters }) => deadLetters.length),
    left: { tickets: seen.owing(), notices: queues.teamMail.waiting() + untold(timed.notices) },
    runs,
    schedulesMade: timers.made(),
    keys: meter.read(),
  };
}

/** Notices that were begun and are not done: they stand in the due index. */
function untold(items: MemoryItems): number {
  return [...items.values()].filter(({ dueKey }) => dueKey !== undefined).length;
}

function within(time: VirtualTime, span: Span | undefined): () => boolean {
  return () => {
    const now = time.now().getTime();
    return span !== undefined && now >= span.from && now < span.to;
  };
}

/** Sweeps every five minutes, also while the run before is still at it. What one could not do is the next one's. */
function sweepFrom(desk: Desk, time: VirtualTime, at: number): void {
  time.at(at, () => {
    sweepFrom(desk, time, at + SWEEP_MS);
    void sweep(desk, async () => false).catch(() => {});
  });
}
