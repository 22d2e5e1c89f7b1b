import { type CountedOperation, type Counts, MEASURED } from './counts.ts';
import {
  PRICE,
  PRICE_OF_BUCKET_EVENT,
  PRICE_OF_EVENT,
  PRICE_OF_FIFO_CALL,
  PRICE_OF_IDLE,
  PRICE_OF_KEEPING,
  PRICE_OF_MAIL_IN,
  PRICE_OF_PUBLISHED,
  PRICE_OF_SECOND,
} from './prices.ts';

/** Dollars a month, by what they are paid for. */
export type Cost = Record<
  | 'SES out'
  | 'SES in'
  | 'DynamoDB'
  | 'S3'
  | 'SQS'
  | 'Scheduler'
  | 'Lambda'
  | 'reports'
  | 'late looks'
  | 'stream'
  | 'bus'
  | 'targets'
  | 'kept'
  | 'idle',
  number
>;

/**
 * What is assumed of a ticket: one request and one answer, both by mail; of its levels the warning goes to the team as a notice, the breach is
 * mailed to the team and the lead, for the share of tickets that are late.
 */
const ASSUMED = { warned: 0.13, late: 0.08 };

/** Each message of a queue is received and deleted by Lambda, which no function's wire shows. */
const CALLS_OF_LAMBDA = 2;
/** Seconds that a function runs for an operation, most of them waiting; assumed. */
const SECONDS: Record<CountedOperation, number> = {
  request: 0.5,
  answer: 0.5,
  notice: 0.4,
  unwanted: 0.1,
  'ten gathered': 2,
  level: 0.6,
};

/** Each is put on its queue, received and deleted. */
const CALLS_OF_EVENT = 3;
/** That an answer arrived: the report is kept, and noted on its message. Measured as the operations of docs/data-model.md are. */
const UNITS_OF_REPORT = { 'write units': 5, 'read units': 2 };
/**
 * Seconds that a function runs for what SES says of a mail, for a look whether a stored mail was taken in, for a record of the stream that comes by
 * itself, and to tell a target; assumed.
 */
const SECONDS_OF = { report: 0.2, look: 0.1, record: 0.2, target: 0.4 };

/**
 * What so many tickets a month cost a desk of so many agents, each of whom is told of each ticket by a mail of its own, or (`mailed`) of what is theirs alone:
 * a new one is nobody's. Each of the `targets` hears of all that happens to them.
 */
export function costOf({
  tickets,
  agents,
  mailed = 'all',
  targets = 0,
}: {
  tickets: number;
  agents: number;
  mailed?: 'all' | 'mine';
  targets?: number;
}): Cost {
  const { level } = MEASURED.operations;
  const contacts = agents + 1;
  const isAll = mailed === 'all';
  const times: Record<CountedOperation, number> = {
    request: tickets,
    answer: tickets,
    notice: tickets * agents * (isAll ? 1 + ASSUMED.warned : ASSUMED.warned),
    unwanted: isAll ? 0 : tickets * (agents + agents - 1),
    // What a colleague answered waits for the others of its minute.
    'ten gathered': isAll ? (tickets * (agents - 1)) / 10 : 0,
    level: tickets * ASSUMED.late,
  };
  const sum = (what: keyof Counts) =>
    operations().reduce((all, [name, counts]) => all + times[name] * counts[what], 0) * PRICE[what];
  const runs = operations().reduce((all, [name]) => all + times[name] * SECONDS[name], 0);
  const messages =
    times.request + times.answer + times.notice + times.unwanted + times.level + 11 * times['ten gathered'];
  const moreContacts = times.level * (contacts - level.mails);
  const count = (what: keyof Counts) => sum(what) / PRICE[what];
  const mails = count('mails') + moreContacts;
  // Of what arrived, answers and the mails of levels are heard of alone.
  const heard = times.answer + times.level * contacts + tickets * agents * ASSUMED.warned;
  const happened = tickets * (stream.events + ASSUMED.warned + ASSUMED.late);
  return {
    'SES out': sum('mails') + moreContacts * PRICE.mails,
    'SES in': 2 * tickets * PRICE_OF_MAIL_IN,
    DynamoDB: sum('write units') + sum('read units'),
    S3: sum('objects written') + sum('objects read'),
    SQS: sum('queue calls') + messages * CALLS_OF_LAMBDA * PRICE['queue calls'],
    Scheduler: sum('schedules made'),
    Lambda: runs * PRICE_OF_SECOND,
    reports: mails * PRICE_OF_PUBLISHED + heard * PRICE_OF_REPORT,
    'late looks': 2 * count('objects written') * PRICE_OF_BUCKET_EVENT + 2 * tickets * PRICE_OF_LOOK,
    stream: tickets * (stream.records * SECONDS_OF.record * PRICE_OF_SECOND + unitsOf(stream)),
    bus: happened * PRICE_OF_EVENT,
    targets: targets * happened * PRICE_OF_TELLING,
    kept: tickets * PRICE_OF_KEEPING,
    idle: PRICE_OF_IDLE,
  };
}

const { stream } = MEASURED;

function unitsOf(counts: Pick<Counts, 'write units' | 'read units'>): number {
  return counts['write units'] * PRICE['write units'] + counts['read units'] * PRICE['read units'];
}

/** A target hears of something: its line in the queue, a run, and what is noted of it. */
const PRICE_OF_TELLING =
  CALLS_OF_EVENT * PRICE_OF_FIFO_CALL + SECONDS_OF.target * PRICE_OF_SECOND + unitsOf(stream.target);

const PRICE_OF_REPORT =
  CALLS_OF_EVENT * PRICE['queue calls'] + unitsOf(UNITS_OF_REPORT) + SECONDS_OF.report * PRICE_OF_SECOND;

/** A quarter of an hour after a mail was stored: one read of the bucket says that it was announced. */
const PRICE_OF_LOOK = CALLS_OF_EVENT * PRICE['queue calls'] + PRICE['objects read'] + SECONDS_OF.look * PRICE_OF_SECOND;

function operations(): [CountedOperation, Counts][] {
  return Object.entries(MEASURED.operations) as [CountedOperation, Counts][];
}
