/**
 * How long a call of each service takes, in ms, and what else costs time. Assumed and not measured: usual figures within a Region, rounded up.
 * What takes part of a second moves no minute of the results.
 */
export const LATENCY = {
  table: 8,
  bucket: 40,
  queue: 15,
  scheduler: 60,
  mail: 120,
  /** Reading a mail of some 40 kB on one processor, with what Lambda itself adds. */
  readMail: 150,
  /** A function that has not run of late. */
  coldStart: 1_200,
} as const;
