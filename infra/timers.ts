import { Aws } from 'aws-cdk-lib';
import { Grant, type IGrantable, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';

const SCHEDULER = 'scheduler.amazonaws.com';

/** One-time schedules, one a ticket, that put a timer event on the timer queue. */
export class Timers extends Construct {
  readonly group: ScheduleGroup;
  /** What Scheduler acts as. */
  readonly role: Role;
  /** Timers that Scheduler could not put on the queue. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { queue, alarms }: { queue: Queue; alarms: Alarms }) {
    super(scope, id);
    this.group = new ScheduleGroup(this, 'Group');
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      alarms,
      trouble: {
        happened:
          'The timer of a ticket could not be delivered: its escalation comes up to eight minutes late, by the sweep.',
        runbook: 'timers-that-could-not-be-delivered',
      },
    });
    // The group as source keeps other accounts from using the role through Scheduler ("Confused deputy prevention in EventBridge Scheduler").
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal(SCHEDULER, {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': this.group.scheduleGroupArn },
        },
      }),
    });
    queue.grantSendMessages(this.role);
    this.deadLetters.grantSendMessages(this.role);
  }

  /** Lets a function register and cancel timers. Passing the role is what registering one takes. */
  grantUse(user: IGrantable): void {
    this.group.grants.writeSchedules(user);
    this.group.grants.deleteSchedules(user);
    Grant.addToPrincipal({
      grantee: user,
      actions: ['iam:PassRole'],
      resourceArns: [this.role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': SCHEDULER } },
    });
  }
}
