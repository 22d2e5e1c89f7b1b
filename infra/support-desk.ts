import { Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { ENV } from '../shared/names.ts';
import { Alarms } from './alarms.ts';
import { deskAlarms, SWEEP_EVERY } from './desk-alarms.ts';
import { DeskSecret } from './desk-secret.ts';
import { FormSecret } from './form-secret.ts';
import { deskFunctions } from './functions.ts';
import { DeskHttpApi } from './http-api.ts';
import { InboundMail } from './inbound-mail.ts';
import { MailBucket } from './mail-bucket.ts';
import { OutboundMail } from './outbound-mail.ts';
import { deskOutputs } from './outputs.ts';
import { refusePlaceholders } from './placeholders.ts';
import { intakeQueue, teamMailQueue, timerQueue } from './queues.ts';
import { runtimeSettings } from './settings.ts';
import type { Deployment } from './settings-schema.ts';
import { PeopleTable, TicketTable } from './tables.ts';
import { Timers } from './timers.ts';
import { WORKERS } from './workers.ts';

/** The desk on AWS: README.md has the picture, this is its parts and how they hang together. */
export class SupportDesk extends Stack {
  constructor(scope: Construct, id: string, { deployment, ...props }: StackProps & { deployment: Deployment }) {
    super(scope, id, props);
    refusePlaceholders(this, deployment);
    const alarms = new Alarms(this, 'Alarms', { mail: deployment.alarmMail });
    const tickets = new TicketTable(this, 'Tickets');
    const people = new PeopleTable(this, 'People');
    const bucket = new MailBucket(this, 'MailBucket', deployment);
    const secret = new DeskSecret(this, 'Secret');
    const formSecret = new FormSecret(this, 'FormSecret');
    const outbound = new OutboundMail(this, 'OutboundMail', deployment);
    const http = new DeskHttpApi(this, 'HttpApi', { alarms });

    const intake = intakeQueue(this, alarms);
    const inbound = new InboundMail(this, 'InboundMail', { ...deployment, bucket, intake });
    const timerEvents = timerQueue(this, alarms);
    const timers = new Timers(this, 'Timers', { queue: timerEvents.queue, alarms });

    const teamMail = teamMailQueue(this, alarms);

    const environment = {
      [ENV.ticketTable]: tickets.tableName,
      [ENV.peopleTable]: people.tableName,
      [ENV.mailBucket]: bucket.bucketName,
      [ENV.intakeQueueArn]: intake.queue.queueArn,
      [ENV.timerQueueArn]: timerEvents.queue.queueArn,
      [ENV.teamMailQueueArn]: teamMail.queue.queueArn,
      [ENV.scheduleGroup]: timers.groupName,
      [ENV.scheduleRoleArn]: timers.role.roleArn,
      [ENV.scheduleDeadLetterArn]: timers.deadLetters.queueArn,
      [ENV.secretId]: secret.secretArn,
      [ENV.formSecretId]: formSecret.secretArn,
      [ENV.configurationSet]: outbound.configurationSet.configurationSetName,
      [ENV.settings]: this.toJsonString(runtimeSettings(deployment, http.url)),
    };
    const functions = deskFunctions(this, {
      alarms,
      environment,
      tickets,
      people,
      bucket,
      secret,
      formSecret,
      outbound,
      timers,
    });

    intake.drainTo(functions.ingestEmail, WORKERS.intake);
    // A mail whose ticket lost its text is taken in again.
    intake.queue.grant(functions.sweep, 'sqs:SendMessage');
    timerEvents.drainTo(functions.escalate, WORKERS.timers);
    teamMail.drainTo(functions.teamMail, WORKERS.teamMail);
    // Whoever has word for the team puts it there; so does its own function, once a minute and reader, for a digest.
    for (const each of Object.values(functions)) teamMail.queue.grant(each, 'sqs:SendMessage');
    http.route(
      { webhook: functions.ingestWebhook, api: functions.api, onlineDesk: functions.onlineDesk },
      deployment.jwt,
    );
    bucket.takeUploadsFrom(deployment.webUrl ? new URL(deployment.webUrl).origin : http.url);
    new Rule(this, 'SweepRule', {
      schedule: Schedule.rate(SWEEP_EVERY),
      targets: [new LambdaFunction(functions.sweep)],
    });
    deskAlarms(this, alarms);
    // SES puts a test object into the bucket as soon as the rule is there, and no rollback deletes a bucket with something in
    // it: all else that may fail comes before.
    inbound.rule.node.addDependency(...this.node.children.filter((part) => part !== inbound));
    deskOutputs(this, {
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
    });
  }
}
