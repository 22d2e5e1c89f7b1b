import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Desk } from '../../shared/ticket/ports.ts';
import { escalate } from '../../shared/use-cases/escalate.ts';

/** What a schedule sends when it is due. */
const timerSchema = z.object({ ticketId: z.string(), version: z.number().int() });

/** Takes fired timers from the timer queue. */
export function createHandler(desk: Desk) {
  const fire = async (record: SQSRecord): Promise<void> => {
    try {
      await escalate(desk, timerSchema.parse(JSON.parse(record.body)));
    } catch (error) {
      desk.log.error('timer not served, it will be delivered again', { queueMessage: record.messageId, error });
      throw error;
    }
  };

  return (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(event, fire, new BatchProcessor(EventType.SQS), { context, throwOnFullBatchFailure: false });
}
