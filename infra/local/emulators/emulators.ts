import { SQSClient } from '@aws-sdk/client-sqs';
import { targetSecretsSchema } from '../../../shared/aws/target-secrets.ts';
import { startBus } from '../bus/bus.ts';
import type { DeskClock } from '../clock.ts';
import { exampleSecrets } from '../elsewhere/examples.ts';
import type { Keys } from '../keys.ts';
import { localSecret } from '../local-secret.ts';
import {
  clientFor,
  EVENT_BUS,
  FORM_SECRET_ID,
  REGION,
  SCHEDULE_GROUP,
  SECRET_ID,
  STREAM_READER,
  TARGET_SECRET_ID,
  TICKET_TABLE,
  WEBHOOK_SOURCE,
} from '../resources.ts';
import { startScheduler } from '../scheduler/scheduler.ts';
import type { Stops } from '../stops.ts';
import { startDynamoWithStream } from './dynamo.ts';
import type { Endpoints } from './endpoints.ts';
import { startMailbox } from './mailbox.ts';
import { startMessaging } from './messaging.ts';
import { type LocalSecret, startSecrets } from './secrets.ts';
import { startAccount } from './ses.ts';
import { openStreamDoor } from './stream-door.ts';

type Options = {
  clock: DeskClock;
  keys: Keys;
  mailboxPort: number;
  /** The domain as which the desk sends. */
  mailDomain: string;
  /** SES tells the desk what becomes of its mails. */
  isReporting: boolean;
  /** Path of a file or directory that keeps state; undefined in memory. */
  pathOf: (name: string) => string | undefined;
  onError: (error: unknown) => void;
};

/** Starts all that stands in for AWS, in this process. */
export async function startEmulators(options: Options, stops: Stops): Promise<Endpoints> {
  const { clock, keys, pathOf, onError } = options;
  const secret = { signingKey: keys.signingKey, webhooks: { [WEBHOOK_SOURCE]: [keys.webhookSecret] } };
  const targets = localSecret(JSON.stringify({ targets: {} }), pathOf('targets.json'));
  const [dynamo, messaging, mailbox, secrets] = await Promise.all([
    stops.up(startDynamoWithStream(TICKET_TABLE, pathOf('table'))),
    stops.up(startMessaging(pathOf('messaging'))),
    stops.up(startMailbox()),
    stops.up(
      startSecrets({
        [SECRET_ID]: localSecret(JSON.stringify(secret)),
        [FORM_SECRET_ID]: localSecret(JSON.stringify({ sources: {} }), pathOf('forms.json')),
        [TARGET_SECRET_ID]: targets,
      }),
    ),
  ]);
  const ses = await stops.up(
    startAccount({
      port: options.mailboxPort,
      identity: options.mailDomain,
      mailbox: mailbox.url,
      messagingUrl: messaging.url,
      isReporting: options.isReporting,
      onError,
    }),
  );
  targets.put(JSON.stringify({ targets: exampleSecrets(targetsIn(targets), ses.url) }));
  const scheduler = await stops.up(
    startScheduler({
      clock,
      sqs: new SQSClient(clientFor(messaging.url)),
      region: REGION,
      groups: [SCHEDULE_GROUP],
      file: pathOf('schedules.sqlite'),
      onError,
    }),
  );
  const bus = await stops.up(
    startBus({
      name: EVENT_BUS,
      clock,
      file: pathOf('events.jsonl'),
      isCurrent: () => dynamo.stream.isRead(STREAM_READER),
    }),
  );
  const stream = await stops.up(openStreamDoor(dynamo.stream));
  return {
    dynamo: dynamo.url,
    messaging: messaging.url,
    mailbox: ses.url,
    scheduler: scheduler.url,
    secrets: secrets.url,
    bus: bus.url,
    stream: stream.url,
  };
}

function targetsIn(secret: LocalSecret): Record<string, unknown> {
  return targetSecretsSchema.parse(JSON.parse(secret.get() ?? '{}')).targets;
}
