import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { DONE, type Outcome } from '../outcome.ts';
import type { Timers } from '../ticket/ports.ts';
import { timerName } from '../ticket/timer.ts';
import { currentTrace } from '../trace.ts';

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
        Name: timerName(ticketId, version),
        GroupName: target.group,
        ScheduleExpression: atExpression(at, now()),
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: target.queueArn,
          RoleArn: target.roleArn,
          Input: JSON.stringify({ ticketId, version, trace: currentTrace() }),
          DeadLetterConfig: { Arn: target.deadLetterArn },
        },
      });
      return outcomeOf(scheduler.send(create), ConflictException);
    },

    async cancel({ ticketId, version }) {
      const name = { Name: timerName(ticketId, version), GroupName: target.group };
      return outcomeOf(scheduler.send(new DeleteScheduleCommand(name)), ResourceNotFoundException);
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

/** `done` also when the call found done what it asked for (`already`); what the scheduler finds wrong is a bug of ours. */
async function outcomeOf(call: Promise<unknown>, already: new (...args: never[]) => Error): Promise<Outcome> {
  try {
    await call;
    return DONE;
  } catch (error) {
    if (error instanceof already) return DONE;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return error instanceof ValidationException
      ? { outcome: 'refused', what: 'call', reason }
      : { outcome: 'later', reason };
  }
}
