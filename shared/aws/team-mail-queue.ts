import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DONE } from '../outcome.ts';
import type { TeamMail } from '../ticket/ports.ts';
import { queueUrlOf } from './queue-url.ts';
import { traceAttribute } from './trace-attribute.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST_A_CALL = 10;

/** The queue of the team's mail, by its ARN. A batch that is refused in part is `later` as a whole. */
export function sqsTeamMail(sqs: SQSClient, arn: string): TeamMail {
  return {
    async put(entries, DelaySeconds = 0) {
      for (let from = 0; from < entries.length; from += MOST_A_CALL) {
        const Entries = entries.slice(from, from + MOST_A_CALL).map((entry, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(entry),
          DelaySeconds,
          ...traceAttribute(),
        }));
        try {
          const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrlOf(arn), Entries }));
          const [failure] = Failed;
          if (failure) return { outcome: 'later', reason: `${failure.Code}: ${failure.Message ?? ''}` };
        } catch (error) {
          return {
            outcome: 'later',
            reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
          };
        }
      }
      return DONE;
    },
  };
}
