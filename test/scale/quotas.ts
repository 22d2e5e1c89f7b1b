/** A limit that AWS sets, and the page that says so. */
export type Quota = {
  /** What is limited, in words for a table. */
  name: string;
  limit: number;
  /** What of it can be asked for; nothing where it is fixed. */
  ask?: string;
  page: string;
  /** When the page was read (ISO date); where it does not say the number, who does. */
  read: string;
};

const READ = '2026-11-29';
const SES = 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html';
const SCHEDULER = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const ON_DEMAND = 'https://repost.aws/knowledge-center/on-demand-table-throttling-dynamodb';
const PARTITION = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html';

/**
 * The limits that the desk can come near, of an account that has production access to SES and asked for nothing else. SES counts recipients,
 * not mails. What it gives an account on leaving the sandbox is on no page any more ("varies"): its own blog once said 50,000 a day
 * (http://sesblog.amazon.com/post/Tx3AQFZ35B7HAV0/All-about-SES-daily-quota), and others report 14 a second beside it.
 */
export const QUOTAS = {
  sesPerDay: {
    name: 'SES, recipients in 24 hours',
    limit: 50_000,
    ask: 'SES sending quota, with the rate',
    page: SES,
    read: `${READ}; the page says “varies”, the number is of SES’s blog`,
  },
  sesPerSecond: {
    name: 'SES, recipients a second',
    limit: 14,
    ask: 'SES sending rate, and `mailsPerSecond` in `cdk.json`',
    page: SES,
    read: `${READ}; the page says “varies”, the number is of public reports`,
  },
  lambdaRuns: {
    name: 'Lambda, runs at once',
    limit: 1_000,
    ask: 'Lambda concurrent executions; a new account may have 10',
    page: LAMBDA,
    read: READ,
  },
  schedulesMade: {
    name: 'Scheduler, CreateSchedule a second',
    limit: 250,
    ask: 'CreateSchedule request rate; 5,000 in the large Regions',
    page: SCHEDULER,
    read: READ,
  },
  schedulesFired: {
    name: 'Scheduler, invocations a second',
    limit: 1_000,
    ask: 'Invocations throttle limit',
    page: SCHEDULER,
    read: `${READ}, for the large Regions`,
  },
  schedules: {
    name: 'Scheduler, schedules',
    limit: 10_000_000,
    ask: 'Number of schedules',
    page: SCHEDULER,
    read: READ,
  },
  partitionWrites: { name: 'DynamoDB, write units a second of one key', limit: 1_000, page: PARTITION, read: READ },
  tableWrites: {
    name: 'DynamoDB, write units a second of a new table',
    limit: 4_000,
    ask: 'nothing: it doubles every half hour; 40,000 is the table’s quota',
    page: ON_DEMAND,
    read: READ,
  },
} as const satisfies Record<string, Quota>;

/** What an account may do; each field one of the quotas. */
export type Account = { mailsPerDay: number; mailsPerSecond: number; runs: number; invocationsPerSecond: number };

/** An account with what `QUOTAS` says. */
export const DEFAULT_ACCOUNT: Account = {
  mailsPerDay: QUOTAS.sesPerDay.limit,
  mailsPerSecond: QUOTAS.sesPerSecond.limit,
  runs: QUOTAS.lambdaRuns.limit,
  invocationsPerSecond: QUOTAS.schedulesFired.limit,
};

/** The Scheduler fires within so long after the minute that it was given (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html). */
export const SCHEDULER_GRAIN_MS = 60_000;
