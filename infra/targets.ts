import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { TARGETS, TICKET, TOLD } from '../shared/aws/keys.ts';
import type { Alarms } from './alarms.ts';
import { DeskFunction } from './desk-function.ts';
import type { DeskState } from './desk-state.ts';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import { grantItems } from './tables.ts';
import { TIMEOUT_SECONDS } from './timeouts.ts';

type Parts = {
  alarms: Alarms;
  environment: Record<string, string>;
  state: DeskState;
  queue: QueueWithDeadLetters;
  teamMail: Queue;
};

/**
 * The function that tells targets outside. It asks addresses that admins typed, so it may do least: read a ticket, note what it told, read what is
 * secret of targets. No key that signs, no mail service, no customer's record.
 */
export function targetsFunction(
  scope: Construct,
  { alarms, environment, state, queue, teamMail }: Parts,
): DeskFunction {
  const made = new DeskFunction(scope, 'TargetsFunction', {
    name: 'targets',
    description: 'Tells Slack, Teams, PagerDuty and other programs what happened to tickets',
    timeout: Duration.seconds(TIMEOUT_SECONDS.targets),
    alarms,
    environment,
    errors: {
      happened: 'A run on a target outside broke off: a channel or a pager hears a minute or two late.',
      runbook: 'the-targets-function-fails',
    },
  });
  const { tickets, people } = state.tables;
  grantItems(made, tickets, [`${TICKET}*`], ['dynamodb:GetItem']);
  grantItems(made, tickets, [`${TOLD}*`], ['dynamodb:GetItem', 'dynamodb:PutItem']);
  grantItems(made, tickets, [TARGETS], ['dynamodb:Query', 'dynamodb:UpdateItem']);
  grantItems(made, people, [TARGETS], ['dynamodb:Query']);
  state.targetSecret.grantRead(made);
  queue.deadLetters.grant(made, 'sqs:SendMessage');
  // Contacts are mailed by whoever mails the team.
  teamMail.grant(made, 'sqs:SendMessage');
  return made;
}
