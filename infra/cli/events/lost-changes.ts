import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { TICKET } from '../../../shared/aws/keys.ts';
import { type LostChange, lostChangeSchema } from '../../../shared/events/lost-change.ts';

/** A change that could not be read, and since when it lies there (ISO, UTC, the machine's time). */
type Lost = LostChange & { ticket: string; since: string };

/** The queue of changes that could not be read. */
export type LostChanges = {
  /** All of them; they stay. */
  all(): Promise<Lost[]>;
  /** Takes those of these tickets off; they are done. */
  remove(tickets: readonly string[]): Promise<void>;
};

/** How long nobody else is given what is looked at, in seconds: longer than ten calls take. */
const HIDDEN_SECONDS = 60;

export function lostChanges(sqs: SQSClient, QueueUrl: string): LostChanges {
  const receive = async (): Promise<Map<string, Message>> => {
    const found = new Map<string, Message>();
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN_SECONDS,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      const fresh = Messages.filter(({ MessageId = '' }) => !found.has(MessageId));
      if (fresh.length === 0) return found;
      for (const message of fresh) found.set(message.MessageId ?? '', message);
    }
  };
  const show = async ({ ReceiptHandle }: Message) => {
    await sqs
      .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
      .catch(() => {});
  };
  return {
    async all() {
      const messages = [...(await receive()).values()];
      for (const message of messages) await show(message);
      return messages.flatMap((message) => lostIn(message) ?? []);
    },
    async remove(tickets) {
      for (const message of (await receive()).values()) {
        const isDone = tickets.includes(lostIn(message)?.ticket ?? '');
        if (isDone) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        else await show(message);
      }
    },
  };
}

/** Nothing but the reader of the stream writes there. */
function lostIn({ Body = '', Attributes }: Message): Lost | undefined {
  const lost = lostChangeSchema.parse(JSON.parse(Body));
  const since = new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString();
  return { ...lost, ticket: lost.pk.slice(TICKET.length), since };
}
