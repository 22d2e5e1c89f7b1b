/**
 * How many unproved requests within an hour are no flood yet (docs/promise.md section 9). A flood shapes mails, not promises: whoever
 * names a known customer has a ticket with a clock all the same, and only what a stranger sends is held.
 */
export type FloodLimits = {
  /** Of one From. */
  perSender: number;
  /** Of one domain. */
  perDomain: number;
};

const DEFAULT_FLOOD: FloodLimits = { perSender: 5, perDomain: 20 };

/** How far back requests are counted, in ms. */
export const FLOOD_MS = 60 * 60_000;

/** Requests that came so little later are counted, too: those of one moment are handled in any order. In ms. */
const SIDE_BY_SIDE_MS = 60_000;

/** Whether a request belongs to the hour, or to the `ms`, up to another one; both in epoch ms. */
export function isInHourOf(request: number, other: number, ms = FLOOD_MS): boolean {
  return request > other - ms && request <= other + SIDE_BY_SIDE_MS;
}

/** Unproved requests in the hour up to one of them, and with it. */
type RequestCount = { ofSender: number; ofDomain: number };

export type RequestCounter = {
  /**
   * Counts an unproved request, once however often it is delivered, and gives which of its hour it is. `source` is the mail's identity,
   * `at` when it was received (ISO, UTC).
   */
  count(request: { from: string; source: string; at: string }): Promise<RequestCount>;
  /**
   * Counts a request `of` somebody or something, and gives how many there were in the `ms` up to it, and with it: over a thousand of them
   * any number, but never fewer. The same `source` counts once, however often and whenever it comes.
   */
  within(request: { of: string; source: string; at: string; ms: number }): Promise<number>;
};

/** Whether a request is one too many: the first ones of a flood are served as ever. */
function isFlood({ ofSender, ofDomain }: RequestCount, limits: Partial<FloodLimits> = {}): boolean {
  const { perSender, perDomain } = { ...DEFAULT_FLOOD, ...limits };
  return ofSender > perSender || ofDomain > perDomain;
}

/** Why a request of a flood is not acknowledged, in words. */
export const FLOOD_SILENCE = 'too many unproved requests of this sender or domain came within an hour';

/**
 * Whether an unproved request in the name of `from` is one more than a flood needs; it counts once, however often it comes. `at` is when it
 * came (ISO, UTC).
 */
export async function isOneTooMany(
  {
    requestCounter,
    settings,
  }: { requestCounter: RequestCounter; settings: { flood?: Partial<FloodLimits> | undefined } },
  request: { from: string; source: string; at: string },
): Promise<boolean> {
  return isFlood(await requestCounter.count(request), settings.flood);
}
