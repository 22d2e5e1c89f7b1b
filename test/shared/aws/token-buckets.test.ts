import { beforeEach, describe, expect, it } from 'vitest';
import { tokenBucketTable } from '../../../shared/aws/token-bucket.ts';
import type { TokenBucket } from '../../../shared/forms/token-bucket.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { DYNOXIDE, startDynoxide } from '../../support/dynoxide.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

const on = (newTables: ReturnType<typeof dynamoTables>) => async () => tokenBucketTable((await newTables()).tickets);

const IMPLEMENTATIONS: [string, () => Promise<TokenBucket>][] = [
  ['in DynamoDB', on(dynamoTables())],
  ['in memory', async () => memoryBucket()],
];
if (DYNOXIDE) IMPLEMENTATIONS.push(['in DynamoDB by dynoxide', on(dynamoTables(startDynoxide))]);
else it.skip('buckets in DynamoDB by dynoxide: the registry has no binary for this platform');

const PACE = { atOnce: 3, aSecond: 2 };
const START = Date.parse('2026-11-30T08:00:00.000Z');

describe.each(IMPLEMENTATIONS)('a bucket of tokens %s', (_, open) => {
  let buckets: TokenBucket;
  beforeEach(async () => {
    buckets = await open();
  });
  const take = (ms: number, bucket = 'form') => buckets.take(bucket, PACE, new Date(START + ms));
  const takeAll = async (...instants: number[]) => {
    const waits: number[] = [];
    for (const ms of instants) waits.push(await take(ms));
    return waits;
  };

  it('gives so many at once, and then says when there is one again', async () => {
    expect(await takeAll(0, 0, 0, 0, 100)).toEqual([0, 0, 0, 500, 400]);
  });

  it('gives one for each share of a second that passes, and takes none from who is refused', async () => {
    expect(await takeAll(0, 0, 0, 499, 500, 500, 999, 1_000, 1_001)).toEqual([0, 0, 0, 1, 0, 500, 1, 0, 499]);
  });

  it('is full again after a rest, and never fuller', async () => {
    expect(await takeAll(0, 0, 0, 1_500, 1_500, 1_500, 1_500)).toEqual([0, 0, 0, 0, 0, 0, 500]);
    expect(await takeAll(1e9, 1e9, 1e9, 1e9)).toEqual([0, 0, 0, 500]);
  });

  it('gives a steady sender of that pace without end', async () => {
    const waits = await takeAll(...Array.from({ length: 20 }, (_, each) => each * 500));
    expect(new Set(waits)).toEqual(new Set([0]));
  });

  it('is each name’s own', async () => {
    await takeAll(0, 0, 0);
    expect(await take(0, 'other')).toBe(0);
    expect(await take(0)).toBe(500);
  });

  it('gives no more to many at once', async () => {
    const waits = await Promise.all(Array.from({ length: 10 }, () => take(0)));
    expect(waits.filter((ms) => ms === 0)).toHaveLength(3);
  });

  it('counts on where a clock is a little behind', async () => {
    expect(await takeAll(100, 50, 0, 50, 100, 100)).toEqual([0, 0, 100, 50, 0, 500]);
  });
});
