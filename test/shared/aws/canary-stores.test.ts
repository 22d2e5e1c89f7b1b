import { describe, expect, it } from 'vitest';
import { canaryItem } from '../../../shared/aws/canary-item.ts';
import type { CanaryStore } from '../../../shared/ticket/canary.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryCanary } from '../../support/memory-canary.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<CanaryStore>][] = [
  ['in DynamoDB', async () => canaryItem((await newTables()).tickets)],
  ['in memory', async () => memoryCanary()],
];

// The same contract for both: what the use cases are tested with must behave as what they run on.
describe.each(IMPLEMENTATIONS)('the last canary %s', (_, open) => {
  it('is none, then the one that arrived, then the one after it', async () => {
    const canary = await open();
    expect(await canary.last()).toBeUndefined();
    for (const minute of ['00', '05']) {
      const arrived = { sent: `2026-11-30T08:${minute}:00.000Z`, arrived: `2026-11-30T08:${minute}:02.000Z` };
      await canary.arrived(arrived);
      expect(await canary.last()).toEqual(arrived);
    }
  });
});
