import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readNotification } from '../../shared/intake/notification.ts';
import { receiveMail } from '../../shared/intake/receive-mail.ts';
import type { Desk } from '../../shared/ticket/ports.ts';

/** Takes mails from the intake queue, one by one: ten large ones side by side would not fit the memory. */
export function createHandler(desk: Desk) {
  const ingest = async (record: SQSRecord): Promise<void> => {
    try {
      const received = readNotification(record.body);
      if (received) await receiveMail(desk, received);
    } catch (error) {
      desk.log.error('mail not taken in, it will be delivered again', { queueMessage: record.messageId, error });
      throw error;
    }
  };

  return (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(event, ingest, new BatchProcessor(EventType.SQS), {
      context,
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
}
