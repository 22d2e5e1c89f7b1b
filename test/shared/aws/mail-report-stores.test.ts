import { describe, expect, it } from 'vitest';
import { mailReportTable } from '../../../shared/aws/mail-reports.ts';
import type { MailReports } from '../../../shared/ticket/mail-report.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryMailReports } from '../../support/memory-mail-reports.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<MailReports>][] = [
  ['in DynamoDB', async () => mailReportTable((await newTables()).tickets)],
  ['in memory', async () => memoryMailReports()],
];

const MAIL = { ticketId: 'T-00000000', mail: 'A1B2', to: '5Y8K4TXW' };
const FIRST = { at: '2026-11-30T08:00:00.000Z', by: 'service', source: 'ses:1', reason: '5.1.1' } as const;
const SECOND = { at: '2026-11-30T08:01:00.000Z', by: 'server', source: 'mail:2' } as const;

// The same contract for both: what the use cases are tested with must behave as what they run on.
describe.each(IMPLEMENTATIONS)('reports of mails %s', (_, open) => {
  it('keep the first of each kind, of each mail and recipient', async () => {
    const reports = await open();
    expect(await reports.first(MAIL, 'failed', FIRST)).toEqual(FIRST);
    expect(await reports.first(MAIL, 'failed', SECOND)).toEqual(FIRST);
    expect(await reports.first(MAIL, 'delivered', SECOND)).toEqual(SECOND);
    expect(await reports.first({ ...MAIL, to: 'ASGYBCS7' }, 'failed', SECOND)).toEqual(SECOND);
    expect(await reports.first({ ...MAIL, mail: 'A1B2.1' }, 'failed', SECOND)).toEqual(SECOND);
  });

  it('are found, or are not there', async () => {
    const reports = await open();
    expect(await reports.find(MAIL, 'failed')).toBeUndefined();
    await reports.first(MAIL, 'failed', FIRST);
    expect(await reports.find(MAIL, 'failed')).toEqual(FIRST);
    expect(await reports.find(MAIL, 'complained')).toBeUndefined();
  });
});
