/** Strict digits: a signed timestamp that two programs read differently is no timestamp. */
const TIMESTAMP = /^[1-9]\d{0,14}$/;

/** Seconds by which a clock may be off, either way. */
export const CLOCK_SECONDS = 300;

/**
 * Whether a timestamp is at most `seconds` old, and not more than a clock may be off in the future; both inclusive. `unit` is what it
 * counts, in ms.
 */
export function isFresh(timestamp: string, now: Date, { unit, seconds }: { unit: 1 | 1000; seconds: number }): boolean {
  const age = ((Math.floor(now.getTime() / unit) - Number(timestamp)) * unit) / 1000;
  return TIMESTAMP.test(timestamp) && age <= seconds && age >= -CLOCK_SECONDS;
}
