/** How fast something may come: so many at once, and so many a second for good. */
export type Pace = { atOnce: number; aSecond: number };

/**
 * Of one form: a row of entries that a provider sends after an outage goes through, and a form that is filled in by a program costs no
 * more than a person reads.
 */
export const FORM_PACE: Pace = { atOnce: 60, aSecond: 5 };

/** A bucket of tokens by name, full at first (GCRA, ITU-T I.371, annex A: it holds one instant, and needs no refill). */
export type TokenBucket = {
  /**
   * Takes a token. Gives 0 when there was one, else in how many ms there will be: then none is taken. `at` is the machine's time. Of those
   * who come at once each takes its own.
   */
  take(bucket: string, pace: Pace, at: Date): Promise<number>;
};

/** In ms: what each token costs, and by how much all that were taken may run ahead of time. */
export function spacingOf({ atOnce, aSecond }: Pace): { cost: number; ahead: number } {
  const cost = 1_000 / aSecond;
  return { cost, ahead: cost * (atOnce - 1) };
}
