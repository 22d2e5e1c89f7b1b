import { describe, expect, it } from 'vitest';
import { accountTable } from '../../../shared/aws/account-items.ts';
import type { AccountStore } from '../../../shared/customer/account.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryAccounts } from '../../support/memory-accounts.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<AccountStore>][] = [
  ['in DynamoDB', async () => accountTable((await newTables()).tickets)],
  ['in memory', async () => memoryAccounts()],
];
const LUCA = { id: 'luca' };
const FIRST = { issuer: 'https://login.example', subject: 'one' };
const SECOND = { issuer: 'https://login.example', subject: 'two' };

// The same contract for both: what the console is tested with must behave as what it runs on.
describe.each(IMPLEMENTATIONS)('an agent’s account %s', (_, open) => {
  it('is empty until they sign in, and is whoever’s came first', async () => {
    const accounts = await open();
    expect(await accounts.of(LUCA)).toEqual({});
    expect(await accounts.bind(LUCA, FIRST)).toEqual(FIRST);
    expect(await accounts.bind(LUCA, SECOND)).toEqual(FIRST);
    expect(await accounts.of(LUCA)).toEqual({ signIn: FIRST });
  });

  it('is another one for the next agent of that id', async () => {
    const accounts = await open();
    await accounts.bind(LUCA, FIRST);
    expect(await accounts.of({ ...LUCA, serial: 1 })).toEqual({});
    expect(await accounts.bind({ ...LUCA, serial: 1 }, SECOND)).toEqual(SECOND);
  });

  it('keeps what its agent prefers, in place of what was before, and from when sessions count', async () => {
    const accounts = await open();
    await accounts.bind(LUCA, FIRST);
    await accounts.prefer(LUCA, { language: 'it', timeZone: 'Europe/Rome', singleKeys: false });
    await accounts.prefer(LUCA, { language: 'en' });
    await accounts.endSessions(LUCA, '2026-11-30T08:00:00.000Z');
    expect(await accounts.of(LUCA)).toEqual({
      signIn: FIRST,
      language: 'en',
      sessionsFrom: '2026-11-30T08:00:00.000Z',
    });
    await accounts.endSessions(LUCA, '2026-11-30T09:00:00.000Z', { unbind: true });
    expect(await accounts.of(LUCA)).toEqual({ language: 'en', sessionsFrom: '2026-11-30T09:00:00.000Z' });
    expect(await accounts.bind(LUCA, SECOND)).toEqual(SECOND);
  });
});
