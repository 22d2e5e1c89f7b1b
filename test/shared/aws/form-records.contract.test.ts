import { describe, expect, it } from 'vitest';
import { formRecordTable } from '../../../shared/aws/form-records.ts';
import { type FormRecords, MOST_REFUSED } from '../../../shared/ticket/form-record.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryDesk } from '../../support/memory-desk.ts';
import { memoryFormRecords } from '../../support/memory-forms.ts';

const newTables = dynamoTables();
const owner = 'anna@acme.example';
const at = (minute: number) => `2026-11-30T08:${String(minute).padStart(2, '0')}:00.000Z`;

describe.each<[string, () => Promise<FormRecords>]>([
  ['in DynamoDB', async () => formRecordTable((await newTables()).tickets, memoryDesk().log)],
  ['in memory', async () => memoryFormRecords()],
])('what came of forms %s', (_, open) => {
  it('is nothing before anything came', async () => {
    const records = await open();
    expect(await records.list()).toEqual([]);
    expect(await records.rejected('shop')).toEqual([]);
  });

  it('counts deliveries, and a delivery ends a row of refusals', async () => {
    const records = await open();
    await records.delivered('shop', { owner, at: at(1), raw: 'webhooks/shop/a' });
    await records.refused('shop', { owner, at: at(2), why: 'not signed' });
    await records.refused('shop', { owner, at: at(3), why: 'too old' });
    expect(await records.list()).toEqual([
      {
        name: 'shop',
        owner,
        delivered: 1,
        deliveredAt: at(1),
        lastRaw: 'webhooks/shop/a',
        refused: 2,
        refusedFrom: at(2),
        why: 'not signed',
      },
    ]);
    await records.delivered('shop', { owner: undefined, at: at(4), raw: undefined });
    expect(await records.list()).toEqual([{ name: 'shop', delivered: 2, deliveredAt: at(4), refused: 0 }]);
  });

  it('is listed by name, each source apart', async () => {
    const records = await open();
    for (const name of ['shop', 'chat', 'Form']) await records.delivered(name, { owner, at: at(1), raw: undefined });
    expect((await records.list()).map(({ name }) => name)).toEqual(['Form', 'chat', 'shop']);
  });

  it('counts no more refusals than anybody needs to know of', async () => {
    const records = await open();
    for (let times = 0; times < MOST_REFUSED + 3; times += 1)
      await records.refused('shop', { owner, at: at(2), why: 'x' });
    expect(await records.list()).toMatchObject([{ refused: MOST_REFUSED }]);
  });

  it('lists what was rejected, newest first, the same one once', async () => {
    const records = await open();
    const [first, second] = [
      { id: '1', raw: 'webhooks/shop/a' },
      { id: '1', raw: 'webhooks/shop/b' },
    ];
    await records.reject('shop', { owner, at: at(1), ...first });
    await records.reject('shop', { owner, at: at(2), ...second });
    await records.reject('shop', { owner, at: at(3), ...first });
    await records.reject('shopping', { owner, at: at(4), ...first });
    expect(await records.rejected('shop')).toEqual([
      { at: at(2), ...second },
      { at: at(1), ...first },
    ]);
    expect(await records.list()).toMatchObject([{ name: 'shop', rejectedFrom: at(1) }, { name: 'shopping' }]);
  });

  it('begins anew when an admin sets the source, save what of a new secret is still to be told', async () => {
    const records = await open();
    await records.set('shop', { owner, at: at(0), inUse: true, rotated: { keptUntil: at(50) } });
    await records.refused('shop', { owner, at: at(1), why: 'not signed' });
    await records.reject('shop', { owner, at: at(1), id: '1', raw: 'r' });
    for (const news of ['refused', 'rejected', 'silent'] as const) await records.told('shop', news, at(2));
    expect(await records.list()).toMatchObject([{ toldRefused: at(2), toldRejected: at(2), toldSilent: at(2) }]);
    await records.set('shop', { owner: 'bea@acme.example', at: at(3), inUse: true });
    const set = {
      name: 'shop',
      owner: 'bea@acme.example',
      rotatedAt: at(0),
      keptUntil: at(50),
      delivered: 0,
      refused: 0,
    };
    expect(await records.list()).toEqual([{ ...set, setAt: at(3) }]);
    await records.told('shop', 'rotated', at(4));
    await records.set('shop', { owner: 'bea@acme.example', at: at(5), inUse: false });
    expect(await records.list()).toEqual([{ ...set, toldRotated: at(4) }]);
    await records.set('shop', { owner, at: at(6), inUse: true, rotated: { keptUntil: undefined } });
    expect(await records.list()).toEqual([
      { name: 'shop', owner, setAt: at(6), rotatedAt: at(6), delivered: 0, refused: 0 },
    ]);
  });

  it('knows since when its owner cannot be reached, until a mail leaves for them or an admin sets the source', async () => {
    const records = await open();
    const lost = async () =>
      (await records.list()).map(({ unreachedFrom, whyUnreached }) => [unreachedFrom, whyUnreached]);
    await records.set('shop', { owner, at: at(0), inUse: true });
    await records.unreached('shop', { at: at(1), why: 'no such user' });
    await records.unreached('shop', { at: at(2), why: 'mailbox full' });
    await records.told('shop', 'silent', at(3), { inPlace: true });
    expect(await lost()).toEqual([[at(1), 'mailbox full']]);
    await records.told('shop', 'silent', at(4));
    expect(await lost()).toEqual([[undefined, undefined]]);
    await records.unreached('shop', { at: at(5), why: 'no such user' });
    await records.set('shop', { owner, at: at(6), inUse: true });
    expect(await lost()).toEqual([[undefined, undefined]]);
  });

  it('is forgotten with its source, and what is told of it then makes none', async () => {
    const records = await open();
    await records.set('shop', { owner, at: at(0), inUse: true });
    await records.forget('shop');
    await records.told('shop', 'silent', at(1));
    await records.unreached('shop', { at: at(1), why: 'no such user' });
    expect(await records.list()).toEqual([]);
  });
});
