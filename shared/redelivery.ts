/** When a message that was not finished comes again: one set of numbers for the queues on AWS, the local ones and the handlers. */

/**
 * A queue hides a message for six times its function's timeout, as AWS asks: so long Lambda tries to start a throttled function
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). A function that has started claims far less.
 */
export const VISIBILITY_PER_TIMEOUT = 6;

/** Deliveries before a message is set aside. The last comes 130 minutes after the first: most faults are over within two hours. */
export const MAX_RECEIVE_COUNT = 42;

/** Longest that SQS keeps a message: time to mend what broke and to send everything on. */
export const RETENTION_SECONDS = 14 * 24 * 3600;

/** After a function's end, so that a run which is cut off at its timeout is over for sure before the next begins. */
const MARGIN_SECONDS = 15;

/** Waits after the first failures: most are over in seconds, and somebody waits for an acknowledgement. */
const FIRST_SECONDS = [5, 10, 20, 40];
/** Then for a quarter of an hour: a priority 1 ticket has 30 minutes in all. */
const NEXT = { seconds: 60, lastTry: 18 };
/** Then the fault is a long one, and its end need not be hit to the minute. */
const LATER_SECONDS = 300;

/** Messages that failed together do not come again together: each wait is up to this share longer or shorter. */
const SPREAD = 0.2;

/** Seconds for which a run that has `remainingMs` left keeps a message to itself; what a crash costs. */
export function claimSeconds(remainingMs: number): number {
  return Math.ceil(remainingMs / 1000) + MARGIN_SECONDS;
}

/** Whole seconds until a message comes again that failed `tries` times (1 or more). `random` gives 0 up to 1. */
export function backOffSeconds(tries: number, random: () => number): number {
  const seconds = FIRST_SECONDS[tries - 1] ?? (tries <= NEXT.lastTry ? NEXT.seconds : LATER_SECONDS);
  return Math.round(seconds * (1 + SPREAD * (2 * random() - 1)));
}

/** Says when a message that was delivered may be delivered again. */
export type Visibility = {
  /** Hides it for so many seconds from now, in place of what held until now. 0 shows it at once. */
  hide(record: { eventSourceARN: string; receiptHandle: string }, seconds: number): Promise<void>;
};
