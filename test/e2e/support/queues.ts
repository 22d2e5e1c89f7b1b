import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RunningDesk } from '../../../infra/local/running.ts';
import { ENV } from '../../../shared/names.ts';
import { toldOf } from './told.ts';
import { waitFor } from './wait-for.ts';

const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** Waits until nothing waits in a queue, or is being worked on, and all that was written is told: what the desk does by itself after a request is done. */
export async function queuesEmptyOf({ env }: Pick<RunningDesk, 'env'>): Promise<void> {
  const queues = new SQSClient({
    endpoint: env.AWS_ENDPOINT_URL_SQS ?? '',
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const names = [env[ENV.intakeQueueArn], env[ENV.teamMailQueueArn]].map((arn = '') => arn.split(':').at(-1) ?? '');
  const countOf = async (QueueName: string) => {
    const { QueueUrl } = await queues.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
    );
    return COUNTS.reduce((sum, count) => sum + Number(Attributes[count]), 0);
  };
  const isTold = async () => (await toldOf(env)).isCurrent;
  // Twice in a row: what the first queue sets off comes to the second.
  const isEmpty = async () => (await Promise.all(names.map(countOf))).every((count) => count === 0) && (await isTold());
  await waitFor('the queues to be empty', async () => ((await isEmpty()) && (await isEmpty()) ? true : undefined));
  queues.destroy();
}
