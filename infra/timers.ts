import { Aws, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { anchorOf, RUNBOOK } from '../shared/alarms.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';

const SCHEDULER = 'scheduler.amazonaws.com';

/** One-time schedules, one a ticket, that put a timer event on the timer queue. */
export class Timers extends Construct {
  readonly groupName: string;
  /** What Scheduler acts as. */
  readonly role: Role;
  /** Timers that Scheduler could not put on the queue. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { queue, alarms }: { queue: Queue; alarms: Alarms }) {
    super(scope, id);
    // Not `ScheduleGroup`, which names the group itself and keeps it: a deploy after one that failed would find the name taken.
    // This one comes and goes with the queue that its schedules point to; after a rebuild the sweep fires what is due.
    const group = new CfnScheduleGroup(this, 'Group');
    this.groupName = group.ref;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      alarms,
      trouble: {
        happened:
          'The timer of a ticket could not be delivered: its escalation comes up to eight minutes late, by the sweep.',
        runbook: anchorOf(RUNBOOK.deadLetters.schedules),
      },
    });
    // The group as source keeps other accounts from using the role through Scheduler ("Confused deputy prevention in EventBridge Scheduler").
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal(SCHEDULER, {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.attrArn },
        },
      }),
    });
    queue.grantSendMessages(this.role);
    this.deadLetters.grantSendMessages(this.role);
  }

  /** Lets a function register and cancel timers. Passing the role is what registering one takes. */
  grantUse(user: IGrantable): void {
    const schedules = { service: 'scheduler', resource: 'schedule', resourceName: `${this.groupName}/*` };
    Grant.addToPrincipal({
      grantee: user,
      actions: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule'],
      resourceArns: [Stack.of(this).formatArn(schedules)],
    });
    Grant.addToPrincipal({
      grantee: user,
      actions: ['iam:PassRole'],
      resourceArns: [this.role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': SCHEDULER } },
    });
  }
}
