/** What reading one mail may cost. */
export type ParseLimits = {
  /** Milliseconds of wall time for all of it. A lesser reading, tried when this is over, has a third of it. */
  ms: number;
  /** MB of JavaScript heap. Files are outside of it: they are as large as the mail. */
  memoryMb: number;
};

/** They fit a function with 1,769 MB and a time-out of a minute. */
export const PARSE_LIMITS: ParseLimits = { ms: 15_000, memoryMb: 1_024 };
