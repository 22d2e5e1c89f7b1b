import type { Counts } from './counts.ts';

/** What the table below is of: list prices of us-east-1 in US dollars, from memory; AWS's pages stand above it. */
export const PRICES_AS_OF = '2026-11-28';

/** Dollars a piece. */
export const PRICE: Record<keyof Counts, number> = {
  'write units': 0.625e-6,
  'read units': 0.125e-6,
  mails: 0.1e-3,
  'queue calls': 0.4e-6,
  'objects written': 5e-6,
  'objects read': 0.4e-6,
  'schedules made': 1e-6,
};

/** A mail that SES takes in, with its 40 kB. */
export const PRICE_OF_MAIL_IN = 0.1e-3 + 0.01e-3;
/**
 * A second of a function of 1,769 MB on ARM, and its call. That Lambda looks whether the stream has something is free
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_StreamsUsage.html), and so is what its filter drops.
 */
export const PRICE_OF_SECOND = 1.769 * 0.0000133334 + 0.2e-6;
/**
 * What SES publishes of a mail: a request to SNS, and some 5 kB that its filter looks through; what SNS hands to a queue is free
 * (https://aws.amazon.com/sns/pricing/).
 */
export const PRICE_OF_PUBLISHED = 0.5e-6 + 5e-6 * 0.09;
/** What the desk tells on its bus, up to 64 kB (https://aws.amazon.com/eventbridge/pricing/, custom events); handing it on in the account is free. */
export const PRICE_OF_EVENT = 1e-6;
/** A call of a FIFO queue, as that of targets is (https://aws.amazon.com/sqs/pricing/). */
export const PRICE_OF_FIFO_CALL = 0.5e-6;
/** What the bucket says of an object, which it does once it is asked to (https://aws.amazon.com/eventbridge/pricing/, opt-in data events). */
export const PRICE_OF_BUCKET_EVENT = 1e-6;
/** 40 kB of raw mail in the bucket for a year, and some 15 kB of items in the table likewise: what a month adds when each has twelve behind it. */
export const PRICE_OF_KEEPING = 12 * (40e-6 * 0.023 + 15e-6 * 0.25);
/** A desk to which nobody writes, a month: alarms, metrics of its own, the polling of three queues, two secrets. */
export const PRICE_OF_IDLE = 10;
