import { setTimeout as pause } from 'node:timers/promises';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Schedule } from './store.ts';

/** The service's defaults when a schedule names no retry policy. */
const DEFAULT_RETRIES = 185;
const DEFAULT_MAX_AGE_SECONDS = 86_400;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Delivers a schedule's input to its queue, with the retries of its policy, then to its dead-letter queue. A queue that does
 * not exist is not tried again, as in the service. Pauses are real time: they wait for a process, not for a promise.
 * Throws `AbortError` when `signal` ends the wait; the schedule is then still pending.
 */
export async function deliver(
  sqs: SQSClient,
  schedule: Schedule,
  scheduleArn: string,
  signal: AbortSignal,
): Promise<void> {
  const { Arn, Input, RetryPolicy, DeadLetterConfig } = schedule.input.Target;
  const retries = RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_RETRIES;
  const giveUpAt = Date.now() + (RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_MAX_AGE_SECONDS) * 1000;
  const body = Input ?? '{}';
  for (let attempt = 0; ; attempt++) {
    try {
      await send(sqs, Arn, body);
      return;
    } catch (error) {
      if (!isLasting(error) && attempt < retries && Date.now() < giveUpAt) {
        await pause(Math.min(1000 * 2 ** attempt, LONGEST_PAUSE_MS), undefined, { signal });
        continue;
      }
      const deadLetters = DeadLetterConfig?.Arn;
      if (deadLetters === undefined) return;
      await send(sqs, deadLetters, body, {
        ERROR_CODE: error instanceof Error ? error.name : 'Unknown',
        ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
        RETRY_ATTEMPTS: String(attempt),
        SCHEDULED_TIME: new Date(schedule.input.ScheduleExpression.instant).toISOString(),
        SCHEDULE_ARN: scheduleArn,
        TARGET_ARN: Arn,
      });
      return;
    }
  }
}

async function send(sqs: SQSClient, arn: string, body: string, attributes: Record<string, string> = {}): Promise<void> {
  const [, , , , account, name] = arn.split(':');
  await sqs.send(
    new SendMessageCommand({
      // Only the path counts: the client goes to its own endpoint.
      QueueUrl: `http://sqs.local/${account}/${name}`,
      MessageBody: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [key, { DataType: 'String', StringValue: value }]),
      ),
    }),
  );
}

function isLasting(error: unknown): boolean {
  return error instanceof Error && /QueueDoesNotExist|NonExistentQueue/.test(error.name);
}
