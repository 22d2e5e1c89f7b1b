import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { sizeOfItem } from '../../../shared/aws/item-size.ts';
import { replyKey } from '../../../shared/aws/keys.ts';
import { savedRepliesTable } from '../../../shared/aws/saved-replies-table.ts';
import { MOST_OF_REPLY, type SavedReplies } from '../../../shared/ticket/saved-reply.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { deskOf } from '../../support/stories.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<SavedReplies>][] = [
  ['in DynamoDB', async () => savedRepliesTable((await newTables()).tickets, deskOf().log)],
  ['in memory', async () => deskOf().savedReplies],
];
const ADA = { id: 'ada' };
const HELLO = { id: 'one', name: 'Hello', language: 'en', text: 'Dear {{requester.name}},' } as const;
const AT = '2026-11-30T08:00:00.000Z';

// The same contract for both: what the console is tested with must behave as what it runs on.
describe.each(IMPLEMENTATIONS)('saved replies %s', (_, open) => {
  it('are there once, however often they are added, and are of one owner', async () => {
    const replies = await open();
    await replies.add('team', HELLO);
    await replies.add('team', { ...HELLO, text: 'Again' });
    await replies.add(ADA, { ...HELLO, id: 'two' });
    expect(await replies.of('team')).toEqual([{ ...HELLO, version: 1 }]);
    expect(await replies.of(ADA)).toEqual([{ ...HELLO, id: 'two', version: 1 }]);
    for (const other of [{ id: 'bruno' }, { id: 'ad' }, { ...ADA, serial: 1 }])
      expect(await replies.of(other)).toEqual([]);
  });

  it('are changed by one of two who read the same', async () => {
    const replies = await open();
    await replies.add('team', HELLO);
    expect(await replies.change('team', { ...HELLO, text: 'First', version: 1 })).toBe(true);
    expect(await replies.change('team', { ...HELLO, text: 'Second', version: 1 })).toBe(false);
    expect(await replies.change('team', { ...HELLO, id: 'nobody', version: 1 })).toBe(false);
    expect(await replies.of('team')).toEqual([{ ...HELLO, text: 'First', version: 2 }]);
  });

  it('are removed as they were read, and may be added again', async () => {
    const replies = await open();
    await replies.add('team', HELLO);
    await replies.change('team', { ...HELLO, version: 1 });
    expect(await replies.remove('team', { id: 'one', version: 1 }, AT)).toBe(false);
    expect(await replies.remove('team', { id: 'one', version: 2 }, AT)).toBe(true);
    expect(await replies.remove('team', { id: 'one', version: 3 }, AT)).toBe(false);
    expect(await replies.change('team', { ...HELLO, version: 3 })).toBe(false);
    expect(await replies.of('team')).toEqual([]);
    await replies.add('team', HELLO);
    expect(await replies.of('team')).toEqual([{ ...HELLO, version: 1 }]);
  });

  it('of an agent are forgotten, of each who had that id, and no others', async () => {
    const replies = await open();
    await replies.add('team', HELLO);
    await replies.add({ id: 'ada2' }, HELLO);
    await replies.add(ADA, HELLO);
    await replies.add(ADA, { ...HELLO, id: 'two' });
    await replies.add({ ...ADA, serial: 1 }, HELLO);
    await replies.remove(ADA, { id: 'two', version: 1 }, AT);
    expect(await replies.forget('ada')).toBe(2);
    expect(await replies.forget('ada')).toBe(0);
    expect([await replies.of(ADA), await replies.of({ ...ADA, serial: 1 })]).toEqual([[], []]);
    expect([(await replies.of('team')).length, (await replies.of({ id: 'ada2' })).length]).toEqual([1, 1]);
  });
});

describe('the item of a saved reply', () => {
  it('has at most 16 kB, and of a removed one nothing is left but that it was', async () => {
    const { tickets } = await newTables();
    const replies = savedRepliesTable(tickets, deskOf().log);
    const text = '€'.repeat(MOST_OF_REPLY.text);
    await replies.add('team', { ...HELLO, name: '€'.repeat(MOST_OF_REPLY.name), text });
    const Key = replyKey('team', 'one');
    const read = async () => (await tickets.client.send(new GetCommand({ TableName: tickets.name, Key }))).Item ?? {};
    expect(sizeOfItem(await read())).toBeLessThan(16_000);
    await replies.remove('team', { id: 'one', version: 1 }, AT);
    const day = 24 * 60 * 60;
    expect(await read()).toEqual({ ...Key, id: 'one', version: 2, removed: true, ttl: Date.parse(AT) / 1_000 + day });
  });
});
