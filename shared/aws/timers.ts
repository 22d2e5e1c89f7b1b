import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { Timers } from '../ticket/ports.ts';

export type TimerTarget = { group: string; queueArn: string; roleArn: string; deadLetterArn: string };

const MINUTE = 60_000;

/**
 * Timers as one-time schedules of EventBridge Scheduler that send to the timer queue (architecture.md, decision 3). Their
 * names derive from ticket and version, so a conflict on create and a not-found on delete are successes.
 */
export function schedulerTimers(scheduler: SchedulerClient, target: TimerTarget, now: () => Date): Timers {
  return {
    async register({ ticketId, version, at }) {
      const create = new CreateScheduleCommand({
        Name: scheduleName(ticketId, version),
        GroupName: target.group,
        ScheduleExpression: atExpression(at, now()),
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: target.queueArn,
          RoleArn: target.roleArn,
          Input: JSON.stringify({ ticketId, version }),
          DeadLetterConfig: { Arn: target.deadLetterArn },
        },
      });
      await scheduler.send(create).catch(unless(ConflictException));
    },

    async cancel({ ticketId, version }) {
      const name = { Name: scheduleName(ticketId, version), GroupName: target.group };
      await scheduler.send(new DeleteScheduleCommand(name)).catch(unless(ResourceNotFoundException));
    },
  };
}

/**
 * `at` (ISO, UTC) as a schedule expression: whole minutes, rounded up so that it never fires early, and never in the past,
 * which the scheduler refuses: what is due is due in a minute.
 */
export function atExpression(at: string, now: Date): string {
  const soonest = now.getTime() + MINUTE;
  const minute = Math.ceil(Math.max(Date.parse(at), soonest) / MINUTE) * MINUTE;
  return `at(${new Date(minute).toISOString().slice(0, 19)})`;
}

function scheduleName(ticketId: string, version: number): string {
  return `${ticketId}.${version}`;
}

function unless(expected: new (...args: never[]) => Error): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof expected)) throw error;
  };
}
