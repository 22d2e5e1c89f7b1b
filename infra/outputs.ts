import { Aws, CfnOutput, type Stack } from 'aws-cdk-lib';
import type { Alarms } from './alarms.ts';
import type { DeskFunction } from './desk-function.ts';
import type { DeskHttpApi } from './http-api.ts';
import type { InboundMail } from './inbound-mail.ts';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import type { TicketChanges } from './ticket-changes.ts';
import type { Timers } from './timers.ts';

type Parts = {
  alarms: Alarms;
  mailDomain: string;
  /** The function whose environment says what the desk runs with: all have the same. */
  api: DeskFunction;
  http: DeskHttpApi;
  inbound: InboundMail;
  intake: QueueWithDeadLetters;
  timerEvents: QueueWithDeadLetters;
  teamMail: QueueWithDeadLetters;
  targets: QueueWithDeadLetters;
  /** Missing where SES reports elsewhere. */
  feedback: QueueWithDeadLetters | undefined;
  timers: Timers;
  changes: TicketChanges;
};

/** What `cdk deploy` prints for the admin: what is left to do by hand, and the names that commands and the runbook take. */
export function deskOutputs(stack: Stack, { alarms, mailDomain, api, http, inbound, ...parts }: Parts): void {
  const { intake, timerEvents, teamMail, targets, feedback, timers, changes } = parts;
  const output = (name: string, value: string, description: string) =>
    new CfnOutput(stack, name, { value, description });

  output(
    'MxRecord',
    `${mailDomain} MX 10 inbound-smtp.${Aws.REGION}.${Aws.URL_SUFFIX}`,
    'DNS record, set last: mail comes to the desk',
  );
  output(
    'RuleSet',
    inbound.ruleSet.receiptRuleSetName,
    'Receipt rule set of SES that must be the active one: npm run desk -- receiving',
  );
  if (alarms.topic) output('AlarmTopic', alarms.topic.topicArn, 'What mails the alarms');
  output('ApiUrl', http.url, 'Webhooks go to {ApiUrl}/webhooks/{source}, agents to {ApiUrl}/api');
  output('ApiFunction', api.functionName, 'Tells commands with --stage what the desk runs with');
  output('IntakeQueue', intake.queue.queueUrl, 'Mails to be taken in');
  output('IntakeDeadLetters', intake.deadLetters.queueUrl, 'Mails that were not taken in');
  output('TimerQueue', timerEvents.queue.queueUrl, 'Fired timers to be served');
  output('TimerDeadLetters', timerEvents.deadLetters.queueUrl, 'Fired timers that were not served');
  output('TeamMailQueue', teamMail.queue.queueUrl, 'Notices to the team to be served');
  output('TeamMailDeadLetters', teamMail.deadLetters.queueUrl, 'Notices to the team that were not served');
  output('TargetQueue', targets.queue.queueUrl, 'What targets outside are to be told');
  output('TargetDeadLetters', targets.deadLetters.queueUrl, 'What targets outside were not told');
  if (feedback) {
    output('FeedbackQueue', feedback.queue.queueUrl, 'Reports of SES to be taken in');
    output('FeedbackDeadLetters', feedback.deadLetters.queueUrl, 'Reports of SES that were not taken in');
  }
  output('EventBus', changes.bus.eventBusName, 'What happens to tickets: rules of other systems go here');
  output('ChangesDeadLetters', changes.deadLetters.queueUrl, 'Changes of tickets that could not be read');
  output('ScheduleDeadLetters', timers.deadLetters.queueUrl, 'Timers that could not be delivered');
}
