import type { QueueName } from '../../shared/alarms.ts';
import { MAX_RECEIVE_COUNT, RETENTION_SECONDS, VISIBILITY_PER_TIMEOUT } from '../../shared/redelivery.ts';
import { TIMEOUT_SECONDS } from '../timeouts.ts';

/** What the CDK app makes on AWS, under local names. */
export const ACCOUNT = '000000000000';

export const REGION = 'eu-west-1';
export const TICKET_TABLE = 'desk-tickets';
export const PEOPLE_TABLE = 'desk-people';
export const BUCKET = 'desk-mail';
export const SECRET_ID = 'desk-secret';
export const FORM_SECRET_ID = 'desk-forms';
export const TARGET_SECRET_ID = 'desk-targets';
export const SCHEDULE_GROUP = 'desk';
export const EVENT_BUS = 'desk-events';
/** The function that reads the stream of the table of tickets. */
export const STREAM_READER = 'ticket-changes';
export const SCHEDULE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/desk-scheduler`;

/** Raw mail that SES has stored is announced here. */
const TOPIC = 'inbound-mail';
export const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:${TOPIC}`;

/** The configuration set that every mail of the desk's is sent with, and where it reports what became of them. */
export const CONFIGURATION_SET = 'desk-sending';
const FEEDBACK_TOPIC = 'sending-feedback';
export const FEEDBACK_TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:${FEEDBACK_TOPIC}`;

export const QUEUE = {
  intake: 'intake',
  intakeDeadLetters: 'intake-dead-letters',
  timers: 'timers',
  timersDeadLetters: 'timers-dead-letters',
  teamMail: 'team-mail',
  teamMailDeadLetters: 'team-mail-dead-letters',
  targets: 'targets.fifo',
  targetDeadLetters: 'targets-dead-letters.fifo',
  feedback: 'feedback',
  feedbackDeadLetters: 'feedback-dead-letters',
  /** Schedules whose target could not be reached. */
  scheduleDeadLetters: 'schedule-dead-letters',
  /** Changes of tickets that could not be read. */
  changesDeadLetters: 'changes-dead-letters',
} as const;

/** ARN of a queue by its name. */
export function queueArn(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
}

/** The queues that the console may look at. */
export const WATCHED = {
  intake: { queue: queueArn(QUEUE.intake), deadLetters: queueArn(QUEUE.intakeDeadLetters) },
  timers: { queue: queueArn(QUEUE.timers), deadLetters: queueArn(QUEUE.timersDeadLetters) },
  feedback: { queue: queueArn(QUEUE.feedback), deadLetters: queueArn(QUEUE.feedbackDeadLetters) },
  'team-mail': { queue: queueArn(QUEUE.teamMail), deadLetters: queueArn(QUEUE.teamMailDeadLetters) },
  targets: { queue: queueArn(QUEUE.targets), deadLetters: queueArn(QUEUE.targetDeadLetters) },
  schedules: { deadLetters: queueArn(QUEUE.scheduleDeadLetters) },
} satisfies Record<QueueName, { queue?: string; deadLetters: string }>;

const MessageRetentionPeriod = String(RETENTION_SECONDS);
/** What SNS carries (https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html), and every queue is held to. */
const MOST_MESSAGE_BYTES = 256 * 1024;

/** A queue with a name for it keeps lines. */
const linesOf = (name: string): Record<string, string> => (name.endsWith('.fifo') ? { FifoQueue: 'true' } : {});

function deadLetterQueue(name: string) {
  return { name, attributes: { MessageRetentionPeriod, ...linesOf(name) } };
}

/** A queue of a function that runs so many seconds at most. */
function workQueue(name: string, deadLetters: string, timeoutSeconds: number, maxReceiveCount = MAX_RECEIVE_COUNT) {
  const redrive = { deadLetterTargetArn: queueArn(deadLetters), maxReceiveCount };
  return {
    name,
    attributes: {
      MaximumMessageSize: String(MOST_MESSAGE_BYTES),
      MessageRetentionPeriod,
      VisibilityTimeout: String(timeoutSeconds * VISIBILITY_PER_TIMEOUT),
      RedrivePolicy: JSON.stringify(redrive),
      ...linesOf(name),
    },
  };
}

/** Queues, topic and bucket as fauxqs takes them. Delivery is not raw: the queue's body is the SNS envelope, as on AWS. */
export const MESSAGING = {
  queues: [
    deadLetterQueue(QUEUE.intakeDeadLetters),
    deadLetterQueue(QUEUE.timersDeadLetters),
    deadLetterQueue(QUEUE.teamMailDeadLetters),
    deadLetterQueue(QUEUE.targetDeadLetters),
    deadLetterQueue(QUEUE.feedbackDeadLetters),
    deadLetterQueue(QUEUE.scheduleDeadLetters),
    deadLetterQueue(QUEUE.changesDeadLetters),
    workQueue(QUEUE.intake, QUEUE.intakeDeadLetters, TIMEOUT_SECONDS.ingestEmail),
    workQueue(QUEUE.timers, QUEUE.timersDeadLetters, TIMEOUT_SECONDS.escalate),
    workQueue(QUEUE.teamMail, QUEUE.teamMailDeadLetters, TIMEOUT_SECONDS.teamMail),
    workQueue(QUEUE.targets, QUEUE.targetDeadLetters, TIMEOUT_SECONDS.targets, 1_000),
    workQueue(QUEUE.feedback, QUEUE.feedbackDeadLetters, TIMEOUT_SECONDS.deliveryFeedback),
  ],
  topics: [{ name: TOPIC }, { name: FEEDBACK_TOPIC }],
  // Without the filter of AWS, which this emulator cannot hold: the function passes over what it need not know.
  subscriptions: [
    { topic: TOPIC, queue: QUEUE.intake },
    { topic: FEEDBACK_TOPIC, queue: QUEUE.feedback },
  ],
  buckets: [BUCKET],
};

/** URL of a queue below the endpoint that holds it. */
export function queueUrl(endpoint: string, name: string): string {
  return `${endpoint}/${ACCOUNT}/${name}`;
}

/** The one webhook source that the local desk's secret names. */
export const WEBHOOK_SOURCE = 'form';

/** What an SDK client of the desk's surroundings needs; the functions' own clients read the environment. */
export function clientFor(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}
