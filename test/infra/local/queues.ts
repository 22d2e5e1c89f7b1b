import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startMessaging } from '../../../infra/local/emulators/messaging.ts';
import { REGION } from '../../../infra/local/resources.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The desk's queues, topic and bucket, with what a test asks of them. */
export async function startQueues() {
  const messaging = await startMessaging();
  const client = { endpoint: messaging.url, region: REGION, credentials };
  const sqs = new SQSClient(client);
  const urlOf = (queue: string) => `${messaging.url}/000000000000/${queue}`;
  return {
    client,
    sqs,
    urlOf,
    /** The next message of a queue; undefined when none comes within `seconds`. */
    async receive(queue: string, seconds = 2) {
      const answer = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: urlOf(queue),
          WaitTimeSeconds: seconds,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return answer.Messages?.[0];
    },
    async stop() {
      sqs.destroy();
      await messaging.close();
    },
  };
}
