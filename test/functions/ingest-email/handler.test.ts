import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-email/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { readNotification } from '../../../shared/intake/notification.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, ticketsOf } from '../../support/stories.ts';

const NOTIFICATION = JSON.stringify({
  notificationType: 'Received',
  receipt: {
    timestamp: '2026-11-30T08:00:00.123Z',
    recipients: ['help@support.example'],
    dmarcVerdict: { status: 'PASS' },
    action: { type: 'S3', topicArn: 'arn', bucketName: 'mail', objectKey: 'raw/ses-1' },
  },
  mail: { messageId: 'ses-1', source: 'anna@rossi.example', commonHeaders: { from: ['Anna <anna@rossi.example>'] } },
});
const BODY = JSON.stringify({ Type: 'Notification', Message: NOTIFICATION });
const MAIL = 'From: anna@rossi.example\r\nTo: help@support.example\r\nSubject: The door\r\n\r\nIt does not open.\r\n';

/** Delivers the notification as the queue does; gives whether it is to come again. */
async function deliver(desk: MemoryDesk): Promise<boolean> {
  const record = { messageId: 'q-1', receiptHandle: 'r', body: BODY, attributes: { ApproximateReceiveCount: '1' } };
  const event = { Records: [{ ...record, eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:intake' }] } as SQSEvent;
  const handler = createHandler(desk, { hide: async () => {} });
  const { batchItemFailures } = await handler(event, {
    ...lambdaContext('ingest-email'),
    getRemainingTimeInMillis: () => 60_000,
  });
  return batchItemFailures.length > 0;
}

const kept = (desk: MemoryDesk) => desk.stored.get('received/ses-1.json')?.content.toString();

describe('a mail from the intake queue', () => {
  it('becomes a ticket, and what only the notification knows is kept as the service said it', async () => {
    const desk = deskOf();
    await desk.files.write('raw/ses-1', Buffer.from(MAIL), 'message/rfc822');
    expect(await deliver(desk)).toBe(false);
    expect(await ticketsOf(desk)).toMatchObject([{ subject: 'The door', door: 'help@support.example' }]);
    expect(kept(desk)).toBe(NOTIFICATION);
    const again = JSON.stringify({ Message: kept(desk) });
    expect(readNotification(again)?.received).toEqual(readNotification(BODY)?.received);
  });

  it.each(['agents.list', 'tickets.create', 'secrets.signingKeys'])(
    'is kept before all else, once the mail is read: %s fails, and the notification is there already',
    async (port) => {
      const desk = deskOf();
      await desk.files.write('raw/ses-1', Buffer.from(MAIL), 'message/rfc822');
      desk.faults.add({ port });
      expect(await deliver(desk)).toBe(true);
      expect(kept(desk)).toBe(NOTIFICATION);
    },
  );

  it('keeps nothing beside a mail that was deleted since, as one whose words had to go is', async () => {
    const desk = deskOf();
    expect(await deliver(desk)).toBe(true);
    expect([...desk.stored.keys()]).toEqual([]);
  });

  it('comes again when it could not be kept, and is no ticket before', async () => {
    const desk = deskOf();
    await desk.files.write('raw/ses-1', Buffer.from(MAIL), 'message/rfc822');
    desk.faults.add({ port: 'files.write', times: 1 });
    expect(await deliver(desk)).toBe(true);
    expect(await ticketsOf(desk)).toEqual([]);
    expect(await deliver(desk)).toBe(false);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });
});
