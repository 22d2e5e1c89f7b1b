import { Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { QueueName } from '../shared/alarms.ts';
import { WATCHED_QUEUES } from '../shared/names.ts';
import type { DeskFunction } from './desk-function.ts';

/** Queues by the names that a lead is shown; one that this desk does not have is undefined. */
type Watched = Record<QueueName, { queue?: Queue; deadLetters: Queue } | undefined>;

/** Lets a function ask how full these queues and their dead letters are, and nothing else of them. */
export function letWatch(watcher: DeskFunction, watched: Watched): void {
  const there = Object.entries(watched).flatMap(([name, found]) => (found ? [[name, found] as const] : []));
  for (const [, { queue, deadLetters }] of there) {
    for (const each of queue ? [queue, deadLetters] : [deadLetters]) each.grant(watcher, 'sqs:GetQueueAttributes');
  }
  const arns = there.map(([name, { queue, deadLetters }]) => [
    name,
    { ...(queue && { queue: queue.queueArn }), deadLetters: deadLetters.queueArn },
  ]);
  watcher.addEnvironment(WATCHED_QUEUES, Stack.of(watcher).toJsonString(Object.fromEntries(arns)));
}
