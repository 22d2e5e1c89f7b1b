/** What the CDK app makes on AWS, under local names. */
const ACCOUNT = '000000000000';

export const REGION = 'eu-west-1';
export const TICKET_TABLE = 'desk-tickets';
export const PEOPLE_TABLE = 'desk-people';
export const BUCKET = 'desk-mail';
export const SECRET_ID = 'desk-secret';
export const SCHEDULE_GROUP = 'desk';
export const SCHEDULE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/desk-scheduler`;

/** Raw mail that SES has stored is announced here. */
const TOPIC = 'inbound-mail';
export const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:${TOPIC}`;

export const QUEUE = {
  intake: 'intake',
  intakeDeadLetters: 'intake-dead-letters',
  timers: 'timers',
  timersDeadLetters: 'timers-dead-letters',
  /** Schedules whose target could not be reached. */
  scheduleDeadLetters: 'schedule-dead-letters',
} as const;

/** ARN of a queue by its name. */
export function queueArn(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
}

/** Deliveries of a message before it is set aside: as on AWS. */
const MAX_RECEIVE_COUNT = 5;
/** Longer than any handler runs; a failed message is made visible again earlier, see `poll.ts`. */
const VISIBILITY_SECONDS = 120;

function workQueue(name: string, deadLetters: string) {
  const redrive = { deadLetterTargetArn: queueArn(deadLetters), maxReceiveCount: MAX_RECEIVE_COUNT };
  return {
    name,
    attributes: { VisibilityTimeout: String(VISIBILITY_SECONDS), RedrivePolicy: JSON.stringify(redrive) },
  };
}

/** Queues, topic and bucket as fauxqs takes them. Delivery is not raw: the queue's body is the SNS envelope, as on AWS. */
export const MESSAGING = {
  queues: [
    { name: QUEUE.intakeDeadLetters },
    { name: QUEUE.timersDeadLetters },
    { name: QUEUE.scheduleDeadLetters },
    workQueue(QUEUE.intake, QUEUE.intakeDeadLetters),
    workQueue(QUEUE.timers, QUEUE.timersDeadLetters),
  ],
  topics: [{ name: TOPIC }],
  subscriptions: [{ topic: TOPIC, queue: QUEUE.intake }],
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
