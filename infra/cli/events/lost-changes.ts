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
export type Lost = LostChange & { ticket: string; since: string };

/** The queue of changes that could not be read. */
export type LostChanges = {
  /** All of them; they stay. */
  all(): Promise<Lost[]>;
  /** Takes these off; they are done. What came meanwhile stays. */
  remove(done: readonly Lost[]): Promise<void>;
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
    async remove(done) {
      const names = new Set(done.map(nameOf));
      for (const message of (await receive()).values()) {
        const found = lostIn(message);
        if (found && names.has(nameOf(found)))
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        else await show(message);
      }
    },
  };
}

/** The same change that is set aside twice is the same. */
function nameOf({ pk, sk, version, consumer }: Lost): string {
  return JSON.stringify([pk, sk, version, consumer]);
}

/** Nothing but the reader of the stream writes there. */
function lostIn({ Body = '', Attributes }: Message): Lost | undefined {
  const lost = lostChangeSchema.parse(JSON.parse(Body));
  const since = new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString();
  return { ...lost, ticket: lost.pk.slice(TICKET.length), since };
}
