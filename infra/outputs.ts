import { Aws, CfnOutput, type Stack } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { DeskHttpApi } from './http-api.ts';
import type { InboundMail } from './inbound-mail.ts';
import type { MailBucket } from './mail-bucket.ts';
import type { OutboundMail } from './outbound-mail.ts';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import type { PeopleTable, TicketTable } from './tables.ts';
import type { Timers } from './timers.ts';

type Parts = {
  tickets: TicketTable;
  people: PeopleTable;
  bucket: MailBucket;
  secret: ISecret;
  formSecret: ISecret;
  http: DeskHttpApi;
  inbound: InboundMail;
  outbound: OutboundMail;
  intake: QueueWithDeadLetters;
  timerEvents: QueueWithDeadLetters;
  teamMail: QueueWithDeadLetters;
  timers: Timers;
};

/** What `cdk deploy` prints for the admin: what is left to do by hand, and the names that commands and the runbook take. */
export function deskOutputs(stack: Stack, parts: Parts): void {
  const {
    tickets,
    people,
    bucket,
    secret,
    formSecret,
    http,
    inbound,
    outbound,
    intake,
    timerEvents,
    teamMail,
    timers,
  } = parts;
  const output = (name: string, value: string, description: string) =>
    new CfnOutput(stack, name, { value, description });

  output('MxRecord', `10 inbound-smtp.${Aws.REGION}.${Aws.URL_SUFFIX}`, 'MX record of the mail domain; set it last');
  outbound.dkimRecords.forEach(({ name, value }, index) => {
    output(`DkimRecord${index + 1}`, `${name} CNAME ${value}`, 'DNS record: the domain is ours, and mails are signed');
  });
  output(
    'ActivateReceiving',
    `aws ses set-active-receipt-rule-set --rule-set-name ${inbound.ruleSet.receiptRuleSetName} --region ${Aws.REGION}`,
    'Run this once: no mail arrives before. It takes the place of the rule set that is active in this account and Region',
  );
  output('ApiUrl', http.url, 'Webhooks go to {ApiUrl}/webhooks/{source}, agents to {ApiUrl}/api');
  output('SecretName', secret.secretName, 'Signing key of the desk');
  output(
    'Forms',
    [formSecret.secretName, secret.secretName, tickets.tableName, bucket.bucketName, http.url].join(),
    'For npm run desk -- sources ... --forms',
  );
  output('Tables', `${tickets.tableName},${people.tableName}`, 'For npm run desk -- ... --tables');
  output('MailBucketName', bucket.bucketName, 'Raw mail and attachments');
  output('IntakeQueue', intake.queue.queueUrl, 'Mails to be taken in');
  output('IntakeDeadLetters', intake.deadLetters.queueUrl, 'Mails that were not taken in');
  output('TimerQueue', timerEvents.queue.queueUrl, 'Fired timers to be served');
  output('TimerDeadLetters', timerEvents.deadLetters.queueUrl, 'Fired timers that were not served');
  output('TeamMailQueue', teamMail.queue.queueUrl, 'Notices to the team to be served');
  output('TeamMailDeadLetters', teamMail.deadLetters.queueUrl, 'Notices to the team that were not served');
  output('ScheduleDeadLetters', timers.deadLetters.queueUrl, 'Timers that could not be delivered');
}
