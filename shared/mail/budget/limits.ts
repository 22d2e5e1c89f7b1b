/** What reading one mail may cost, should the bounds by size and shape ever fail: docs/decisions/004-parse-budget.md. */
export type ParseLimits = {
  /** Milliseconds of wall time for all of it. A lesser reading has what is left of it, and a ninth when none is. */
  ms: number;
  /** MB of JavaScript heap. Files are outside of it: they are as large as the mail. */
  memoryMb: number;
};

/**
 * They fit a function with 1,769 MB and a time-out of a minute, both readings included. No mail comes near them: each kind that was
 * tried is read in 2 seconds of a processor (docs/decisions/004-parse-budget.md).
 */
export const PARSE_LIMITS: ParseLimits = { ms: 45_000, memoryMb: 512 };
