const QUARTER_MS = 15 * 60_000;
const KEPT_MS = 14 * 24 * 60 * 60_000;

/**
 * What SES counts of an account by quarters of an hour, two weeks of them, in no order
 * (https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendStatistics.html). `now` is machine time in ms.
 */
export function sendStatistics(now: () => number) {
  const quarters = new Map<number, { tried: number; bounced: number }>();
  const current = () => {
    const at = Math.floor(now() / QUARTER_MS) * QUARTER_MS;
    for (const old of quarters.keys()) if (old <= at - KEPT_MS) quarters.delete(old);
    const quarter = quarters.get(at) ?? { tried: 0, bounced: 0 };
    quarters.set(at, quarter);
    return quarter;
  };
  return {
    tried(recipients: number): void {
      current().tried += recipients;
    },
    bounced(recipients: number): void {
      current().bounced += recipients;
    },
    points: () =>
      [...quarters].map(([at, { tried, bounced }]) => ({
        Timestamp: new Date(at).toISOString(),
        DeliveryAttempts: tried,
        Bounces: bounced,
        Complaints: 0,
        Rejects: 0,
      })),
  };
}
