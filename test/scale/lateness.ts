/** What is late, by whom it is late for. */
export const KINDS = ['acknowledgement', 'notice', 'escalation', 'escalation of a P1'] as const;
export type Kind = (typeof KINDS)[number];

/** Seconds between when something was due and when it left, of all that left. */
export type Lateness = Record<Kind, number[]>;

export function noLateness(): Lateness {
  return { acknowledgement: [], notice: [], escalation: [], 'escalation of a P1': [] };
}

export type Percentiles = { count: number; p50: number; p99: number; most: number };

/** Of no values, all are 0. */
export function percentiles(values: readonly number[]): Percentiles {
  const ascending = [...values].sort((a, b) => a - b);
  const at = (share: number) => ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? 0;
  return { count: ascending.length, p50: at(0.5), p99: at(0.99), most: at(1) };
}
