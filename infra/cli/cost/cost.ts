import { type CountedOperation, type Counts, MEASURED } from './counts.ts';
import { PRICE, PRICE_OF_IDLE, PRICE_OF_KEEPING, PRICE_OF_MAIL_IN, PRICE_OF_SECOND } from './prices.ts';

/** Dollars a month, by what they are paid for. */
export type Cost = Record<
  'SES out' | 'SES in' | 'DynamoDB' | 'S3' | 'SQS' | 'Scheduler' | 'Lambda' | 'kept' | 'idle',
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
  'ten gathered': 2,
  level: 0.6,
};

/** What so many tickets a month cost a desk of so many agents, each of whom is told of each ticket by a mail of its own. */
export function costOf({ tickets, agents }: { tickets: number; agents: number }): Cost {
  const { level } = MEASURED.operations;
  const contacts = agents + 1;
  const times: Record<CountedOperation, number> = {
    request: tickets,
    answer: tickets,
    notice: tickets * agents * (1 + ASSUMED.warned),
    // What a colleague answered waits for the others of its minute.
    'ten gathered': (tickets * (agents - 1)) / 10,
    level: tickets * ASSUMED.late,
  };
  const sum = (what: keyof Counts) =>
    operations().reduce((all, [name, counts]) => all + times[name] * counts[what], 0) * PRICE[what];
  const runs = operations().reduce((all, [name]) => all + times[name] * SECONDS[name], 0);
  const messages = times.request + times.answer + times.notice + times.level + 11 * times['ten gathered'];
  const moreContacts = times.level * (contacts - level.mails);
  return {
    'SES out': sum('mails') + moreContacts * PRICE.mails,
    'SES in': 2 * tickets * PRICE_OF_MAIL_IN,
    DynamoDB: sum('write units') + sum('read units'),
    S3: sum('objects written') + sum('objects read'),
    SQS: sum('queue calls') + messages * CALLS_OF_LAMBDA * PRICE['queue calls'],
    Scheduler: sum('schedules made'),
    Lambda: runs * PRICE_OF_SECOND,
    kept: tickets * PRICE_OF_KEEPING,
    idle: PRICE_OF_IDLE,
  };
}

function operations(): [CountedOperation, Counts][] {
  return Object.entries(MEASURED.operations) as [CountedOperation, Counts][];
}
