import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { currentTrace, TRACE } from '../trace.ts';

/**
 * The attributes of a message that is put on a queue: the trace of the work that puts it there, if there is one
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html).
 */
export function traceAttribute(): { MessageAttributes?: Record<string, MessageAttributeValue> } {
  const trace = currentTrace();
  if (trace === undefined) return {};
  return { MessageAttributes: { [TRACE]: { DataType: 'String', StringValue: trace } } };
}
