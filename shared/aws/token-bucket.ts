import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { spacingOf, type TokenBucket } from '../forms/token-bucket.ts';
import { TTL } from '../names.ts';
import { bucketKey } from './keys.ts';
import { expiryOf, type Table, unlessRefused } from './table.ts';

const itemSchema = z.object({ paidUntil: z.number() });

/**
 * Buckets of tokens, one item each, that goes a day after it was last used (`ttl`): up to when what was taken is paid for, in epoch ms. One
 * conditional write for whoever comes to a full bucket, a second one in a row, and a read to tell who comes too fast when to come again.
 */
export function tokenBucketTable(table: Table): TokenBucket {
  return {
    async take(bucket, pace, at) {
      const now = at.getTime();
      const { cost, ahead } = spacingOf(pace);
      const Key = bucketKey(bucket);
      const write = (paidUntil: string, condition: string, values: Record<string, number>) =>
        unlessRefused(
          table.client.send(
            new UpdateCommand({
              TableName: table.name,
              Key,
              UpdateExpression: `SET paidUntil = ${paidUntil}, #ttl = :ttl`,
              ConditionExpression: condition,
              ExpressionAttributeNames: { '#ttl': TTL },
              ExpressionAttributeValues: { ...values, ':ttl': expiryOf(at.toISOString(), 1) },
            }),
          ),
        );
      const isFull = 'attribute_not_exists(paidUntil) OR paidUntil <= :now';
      if (await write(':next', isFull, { ':now': now, ':next': now + cost })) return 0;
      if (await write('paidUntil + :cost', 'paidUntil <= :most', { ':cost': cost, ':most': now + ahead })) return 0;
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
      // At least one: nobody takes a token back, and a wait of 0 would be one that was taken.
      return Math.max(1, itemSchema.parse(Item).paidUntil - now - ahead);
    },
  };
}
