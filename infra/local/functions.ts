import { SQSClient } from '@aws-sdk/client-sqs';
import { createHandler as createApi } from '../../functions/api/handler.ts';
import { createHandler as createConsole } from '../../functions/console/handler.ts';
import { createHandler as createDeliveryFeedback } from '../../functions/delivery-feedback/handler.ts';
import { createHandler as createEscalate } from '../../functions/escalate/handler.ts';
import { createHandler as createIngestEmail } from '../../functions/ingest-email/handler.ts';
import { createHandler as createIngestWebhook } from '../../functions/ingest-webhook/handler.ts';
import { createHandler as createOnlineDesk } from '../../functions/online-desk/handler.ts';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { createHandler as createTargets } from '../../functions/targets/handler.ts';
import { createHandler as createTeamMail } from '../../functions/team-mail/handler.ts';
import { createHandler as createTicketChanges } from '../../functions/ticket-changes/handler.ts';
import { SWEEP_MINUTES } from '../../shared/alarms.ts';
import { createChanges } from '../../shared/aws/changes.ts';
import { createTargetsDesk, deskTellings } from '../../shared/aws/targets-desk.ts';
import { sqsVisibility } from '../../shared/aws/visibility.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { STREAM_FILTERS } from '../stream-filters.ts';
import { TIMEOUT_SECONDS } from '../timeouts.ts';
import { STREAM_BATCH, WORKERS } from '../workers.ts';
import type { DeskClock } from './clock.ts';
import { streamReader } from './emulators/stream-door.ts';
import { lambdaContext } from './lambda-context.ts';
import { isOfThisMachine } from './loopback.ts';
import { pollQueue } from './poll.ts';
import { pollStream } from './poll-stream.ts';
import { QUEUE, queueArn, queueUrl, STREAM_READER } from './resources.ts';
import type { LocalLogin } from './token.ts';

/** As the rule on AWS, in desk time. */
const SWEEP_MS = SWEEP_MINUTES * 60_000;

/** The functions that the HTTP door calls. */
export function httpFunctions(desk: Desk, login: Pick<LocalLogin, 'issuer' | 'clientId'>) {
  return {
    webhook: createIngestWebhook(desk),
    api: createApi(desk),
    onlineDesk: createOnlineDesk(desk),
    console: createConsole(desk, { ...login, trustsEmail: false }),
  };
}

/** Sets queues and clock to work: what AWS invokes by event source mappings and by rule. */
export function startFunctions(options: {
  desk: Desk;
  clock: DeskClock;
  messagingUrl: string;
  streamUrl: string;
  onError: (error: unknown) => void;
}): { stop(): Promise<void> } {
  const { desk, clock, messagingUrl, streamUrl } = options;
  let isOver = false;
  // What is at work longer than a stop waits meets emulators that have ended: that is no news.
  const onError = (error: unknown) => {
    if (!isOver) options.onError(error);
  };
  const sqs = new SQSClient();
  const visibility = sqsVisibility();
  const source = (queue: string) => ({
    sqs,
    queueUrl: queueUrl(messagingUrl, queue),
    queueArn: queueArn(queue),
    onError,
  });
  const polls = [
    pollQueue({
      ...source(QUEUE.intake),
      functionName: 'ingest-email',
      timeoutSeconds: TIMEOUT_SECONDS.ingestEmail,
      handler: createIngestEmail(desk, visibility),
      batchSize: WORKERS.intake.batchSize,
      concurrency: 4,
    }),
    pollQueue({
      ...source(QUEUE.timers),
      functionName: 'escalate',
      timeoutSeconds: TIMEOUT_SECONDS.escalate,
      handler: createEscalate(desk, visibility),
      batchSize: WORKERS.timers.batchSize,
      concurrency: WORKERS.timers.maxConcurrency,
    }),
    pollQueue({
      ...source(QUEUE.feedback),
      functionName: 'delivery-feedback',
      timeoutSeconds: TIMEOUT_SECONDS.deliveryFeedback,
      handler: createDeliveryFeedback(desk, visibility, deskTellings()),
      batchSize: WORKERS.feedback.batchSize,
      concurrency: WORKERS.feedback.maxConcurrency,
    }),
    pollQueue({
      ...source(QUEUE.targets),
      functionName: 'targets',
      timeoutSeconds: TIMEOUT_SECONDS.targets,
      handler: createTargets(createTargetsDesk({ now: desk.now, fetch: { allows: isOfThisMachine } }), visibility),
      batchSize: WORKERS.targets.batchSize,
      concurrency: WORKERS.targets.maxConcurrency,
    }),
    // A handler each, as a worker each on AWS: the pace is its own.
    ...Array.from({ length: WORKERS.teamMail.maxConcurrency }, () =>
      pollQueue({
        ...source(QUEUE.teamMail),
        functionName: 'team-mail',
        timeoutSeconds: TIMEOUT_SECONDS.teamMail,
        handler: createTeamMail(desk, visibility, undefined, deskTellings()),
        batchSize: WORKERS.teamMail.batchSize,
        concurrency: 1,
      }),
    ),
  ];
  const changes = pollStream({
    stream: streamReader(streamUrl),
    functionName: STREAM_READER,
    timeoutSeconds: TIMEOUT_SECONDS.ticketChanges,
    handler: createTicketChanges(createChanges()),
    filters: STREAM_FILTERS,
    batchSize: STREAM_BATCH,
    onError,
  });
  const sweep = createSweep(desk, deskTellings());
  const stopSweep = repeat(clock, SWEEP_MS, () => sweep({}, lambdaContext('sweep')), onError);
  return {
    async stop() {
      stopSweep();
      await Promise.all([...polls, changes].map((poll) => poll.stop()));
      isOver = true;
      sqs.destroy();
    },
  };
}

/** Runs `work` every `ms` of desk time, or as soon as the run before it has ended. */
function repeat(
  clock: DeskClock,
  ms: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): () => void {
  let stopped = false;
  let callOff = () => {};
  const again = () => {
    const next = clock.now().getTime() + ms;
    callOff = clock.at(next, async () => {
      await work().catch(onError);
      if (!stopped) again();
    });
  };
  again();
  return () => {
    stopped = true;
    callOff();
  };
}
