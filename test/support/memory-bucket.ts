import { spacingOf, type TokenBucket } from '../../shared/forms/token-bucket.ts';

/** Buckets of tokens in memory. */
export function memoryBucket(): TokenBucket {
  const paidUntil = new Map<string, number>();
  return {
    async take(bucket, pace, at) {
      const now = at.getTime();
      const { cost, ahead } = spacingOf(pace);
      const paid = Math.max(paidUntil.get(bucket) ?? now, now);
      if (paid > now + ahead) return paid - now - ahead;
      paidUntil.set(bucket, paid + cost);
      return 0;
    },
  };
}
