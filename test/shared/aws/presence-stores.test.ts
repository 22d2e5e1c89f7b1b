import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { sizeOfItem } from '../../../shared/aws/item-size.ts';
import { presenceTable } from '../../../shared/aws/presence-table.ts';
import type { PresenceStore } from '../../../shared/ticket/presence.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { deskOf } from '../../support/stories.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<PresenceStore>][] = [
  ['in DynamoDB', async () => presenceTable((await newTables()).tickets, deskOf().log)],
  ['in memory', async () => deskOf().presence],
];
const AT = '2026-11-30T08:00:00.000Z';
const on = (ticket: string, isWriting = false) => ({ ticket, at: AT, isWriting });

describe.each(IMPLEMENTATIONS)('presence %s', (_, open) => {
  it('is where each agent was heard of last, and nothing of before', async () => {
    const presence = await open();
    expect(await presence.all()).toEqual([]);
    await presence.note({ agent: 'ada', places: [on('T-1', true)] });
    await presence.note({ agent: 'bruno', places: [on('T-1')] });
    await presence.note({ agent: 'ada', places: [on('T-2'), on('T-3')] });
    expect((await presence.all()).toSorted((a, b) => a.agent.localeCompare(b.agent))).toEqual([
      { agent: 'ada', places: [on('T-2'), on('T-3')] },
      { agent: 'bruno', places: [on('T-1')] },
    ]);
  });
});

describe('the item of presence', () => {
  it('is one an agent, small, and goes a minute after it was written', async () => {
    const { tickets } = await newTables();
    const presence = presenceTable(tickets, deskOf().log);
    for (const ticket of ['T-00000001', 'T-00000002', 'T-00000003'])
      await presence.note({ agent: 'ada', places: ['', '1', '2', '3'].map((more) => on(ticket + more)) });
    const { Items = [] } = await tickets.client.send(
      new QueryCommand({
        TableName: tickets.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'PRESENCE' },
      }),
    );
    expect(Items).toMatchObject([{ sk: 'ada', ttl: Date.parse(AT) / 1_000 + 60 }]);
    expect(sizeOfItem(Items[0] ?? {})).toBeLessThan(1_000);
  });
});
