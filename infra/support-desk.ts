import { CrossStackReferences, ReferenceStrength, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { ENV } from '../shared/names.ts';
import { agentLogin } from './agent-login.ts';
import { Alarms } from './alarms.ts';
import { deskAlarms, SWEEP_EVERY } from './desk-alarms.ts';
import type { DeskState } from './desk-state.ts';
import { Feedback } from './feedback.ts';
import { deskFunctions, feedbackFunction } from './functions.ts';
import { DeskHttpApi } from './http-api.ts';
import { InboundMail } from './inbound-mail.ts';
import { Journey } from './journey.ts';
import { LateArrivals } from './late-arrivals.ts';
import { OutboundMail } from './outbound-mail.ts';
import { deskOutputs } from './outputs.ts';
import { refusePlaceholders } from './placeholders.ts';
import { feedbackQueue, intakeQueue, targetQueue, teamMailQueue, timerQueue } from './queues.ts';
import { runtimeSettings, sendsCanary } from './settings.ts';
import type { Stage } from './stages.ts';
import { targetsFunction } from './targets.ts';
import { TicketChanges } from './ticket-changes.ts';
import { Timers } from './timers.ts';
import { letWatch } from './watched-queues.ts';
import { WORKERS } from './workers.ts';

type Props = StackProps & { stage: Stage; state: DeskState };

/** The desk on AWS: README.md has the picture, this is its parts and how they hang together. What it works on is in `DeskState`, so it can be taken down and built again. */
export class SupportDesk extends Stack {
  constructor(scope: Construct, id: string, { stage, state, ...props }: Props) {
    super(scope, id, props);
    // Before anything refers to it: CloudFormation then refuses to take away or replace a table, a bucket or a key that the desk works on.
    CrossStackReferences.of(this).consume(ReferenceStrength.STRONG);
    const { deployment } = stage;
    refusePlaceholders(this, stage);
    const alarms = new Alarms(this, 'Alarms', deployment);
    const outbound = new OutboundMail(this, 'OutboundMail', deployment);
    const http = new DeskHttpApi(this, 'HttpApi', { ...deployment, alarms });

    const intake = intakeQueue(this, alarms);
    const inbound = new InboundMail(this, 'InboundMail', { ...deployment, bucket: state.bucket, intake });
    const timerEvents = timerQueue(this, alarms);
    const timers = new Timers(this, 'Timers', { queue: timerEvents.queue, alarms });

    const teamMail = teamMailQueue(this, alarms);
    const targets = targetQueue(this, alarms);

    const environment = {
      [ENV.ticketTable]: state.tables.tickets.tableName,
      [ENV.peopleTable]: state.tables.people.tableName,
      [ENV.mailBucket]: state.bucket.bucketName,
      [ENV.intakeQueueArn]: intake.queue.queueArn,
      [ENV.timerQueueArn]: timerEvents.queue.queueArn,
      [ENV.teamMailQueueArn]: teamMail.queue.queueArn,
      [ENV.scheduleGroup]: timers.groupName,
      [ENV.scheduleRoleArn]: timers.role.roleArn,
      [ENV.scheduleDeadLetterArn]: timers.deadLetters.queueArn,
      [ENV.secretId]: state.secret.secretArn,
      [ENV.formSecretId]: state.formSecret.secretArn,
      [ENV.targetSecretId]: state.targetSecret.secretArn,
      [ENV.targetQueueArn]: targets.queue.queueArn,
      [ENV.targetDeadLettersArn]: targets.deadLetters.queueArn,
      [ENV.configurationSet]: state.sending.configurationSetName,
      [ENV.settings]: this.toJsonString(runtimeSettings(deployment, http.url, stage.name)),
    };
    const parts = { alarms, environment, state, outbound, timers };
    const login = agentLogin(this, deployment, { pool: state.pool, url: deployment.webUrl ?? http.url });
    const functions = deskFunctions(this, { ...parts, login });
    // Of an identity that is not ours SES reports elsewhere.
    const feedback = deployment.feedback === 'mail' ? undefined : feedbackQueue(this, alarms);
    const hearing = feedback && { deliveryFeedback: feedbackFunction(this, parts) };

    intake.drainTo(functions.ingestEmail, WORKERS.intake);
    new LateArrivals(this, 'LateArrivals', { bucket: state.bucket, intake, worker: functions.ingestEmail });
    // A mail whose ticket lost its text is taken in again.
    intake.queue.grant(functions.sweep, 'sqs:SendMessage');
    // What an agent lets out on the console is read by whoever reads mail.
    intake.queue.grant(functions.console, 'sqs:SendMessage');
    // Both tell a lead how the desk is.
    const watched = { intake, timers: timerEvents, 'team-mail': teamMail, feedback, targets, schedules: timers };
    for (const each of [functions.console, functions.api]) letWatch(each, watched);
    timerEvents.drainTo(functions.escalate, WORKERS.timers);
    teamMail.drainTo(functions.teamMail, WORKERS.teamMail);
    const tellsTargets = { alarms, environment, state, queue: targets, teamMail: teamMail.queue };
    targets.drainTo(targetsFunction(this, tellsTargets), WORKERS.targets);
    // Whoever has word for the team puts it there; so does its own function, once a minute and reader, for a digest.
    for (const each of Object.values({ ...functions, ...hearing })) teamMail.queue.grant(each, 'sqs:SendMessage');
    if (feedback && hearing) {
      new Feedback(this, 'SendingFeedback', { set: state.sending, queue: feedback });
      feedback.drainTo(hearing.deliveryFeedback, WORKERS.feedback);
    }
    const changes = new TicketChanges(this, 'TicketChanges', {
      alarms,
      tables: state.tables,
      calendars: deployment.calendars,
      targets: targets.queue,
    });
    http.route(
      {
        webhook: functions.ingestWebhook,
        api: functions.api,
        onlineDesk: functions.onlineDesk,
        console: functions.console,
      },
      login,
    );
    new Rule(this, 'SweepRule', {
      schedule: Schedule.rate(SWEEP_EVERY),
      targets: [new LambdaFunction(functions.sweep)],
    });
    const hasCanary = sendsCanary(deployment);
    if (hasCanary) outbound.grantSendCanary(functions.sweep);
    deskAlarms(this, alarms, { hasCanary });
    new Journey(this, 'Journey', { intake, timerEvents, teamMail, targets, feedback, timers, changes });
    // SES puts a test object into the bucket as soon as the rule is there, and no rollback deletes a bucket with something in
    // it: all else that may fail comes before.
    inbound.rule.node.addDependency(...this.node.children.filter((part) => part !== inbound));
    const { mailDomain } = deployment;
    const { api } = functions;
    const queues = { intake, timerEvents, teamMail, targets, feedback };
    deskOutputs(this, { alarms, mailDomain, api, http, inbound, ...queues, timers, changes });
  }
}
