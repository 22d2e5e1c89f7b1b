import { randomUUID } from 'node:crypto';
import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { EVENT_SOURCE } from '../../../shared/events/ticket-event.ts';
import { CommandError } from '../command.ts';

type Place = { events: EventBridgeClient; sqs: SQSClient; bus: string };

/** An hour: what nobody has looked at by then was killed. */
const KEPT_SECONDS = '3600';

/**
 * The events that come to a bus from now on, as rules see them, until `stop`. A bus shows nobody what passes, so a rule and a queue are made for
 * this look, and taken away at its end; `desk-tail-…` is what a look that was killed leaves, and may be deleted. Of the first minute something may be
 * missing: so long AWS takes until the queue lets the rule in (SetQueueAttributes, Amazon SQS API Reference). Throws what the bus says of the queue.
 */
export async function* tailStage({ events, sqs, bus }: Place, stop: AbortSignal): AsyncGenerator<unknown> {
  const name = `desk-tail-${randomUUID()}`;
  const rule = { Name: name, EventBusName: bus };
  const attributes = { MessageRetentionPeriod: KEPT_SECONDS };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  try {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const Arn = Attributes?.QueueArn ?? '';
    const { RuleArn = '' } = await events.send(
      new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: [EVENT_SOURCE] }) }),
    );
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policyFor(Arn, RuleArn) } }));
    const targets = { Rule: name, EventBusName: bus, Targets: [{ Id: 'tail', Arn }] };
    // What is refused is named in an answer that is no error.
    const { FailedEntries: [failed] = [] } = await events.send(new PutTargetsCommand(targets));
    if (failed)
      throw new CommandError(`the bus takes no queue for this look: ${failed.ErrorCode} ${failed.ErrorMessage ?? ''}`);
    while (!stop.aborted) yield* await receive(sqs, QueueUrl, stop);
  } finally {
    // In this order: a rule that has a target is not deleted.
    const gone = [
      () => events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: bus, Ids: ['tail'] })),
      () => events.send(new DeleteRuleCommand(rule)),
      () => sqs.send(new DeleteQueueCommand({ QueueUrl })),
    ];
    for (const each of gone) await each().catch(() => {});
  }
}

async function receive(sqs: SQSClient, QueueUrl: string | undefined, stop: AbortSignal): Promise<unknown[]> {
  const call = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 10 });
  const { Messages = [] } = await sqs.send(call, { abortSignal: stop }).catch((error: unknown) => {
    if (stop.aborted) return { Messages: [] };
    throw error;
  });
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

function policyFor(Resource: string, rule: string): string {
  const Principal = { Service: 'events.amazonaws.com' };
  const Condition = { ArnEquals: { 'aws:SourceArn': rule } };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource, Condition }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
