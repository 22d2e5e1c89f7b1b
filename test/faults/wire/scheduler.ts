import type { DeskClock } from '../../../infra/local/clock.ts';
import { SCHEDULE_GROUP } from '../../../infra/local/resources.ts';
import { SchedulerFailure } from '../../../infra/local/scheduler/failure.ts';
import { createSchedule } from '../../../infra/local/scheduler/requests.ts';
import { openStore } from '../../../infra/local/scheduler/store.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import type { Backend } from './backends.ts';

/**
 * The Scheduler by the rules of the local one. What is scheduled is on the map by which the world fires timers: by the schedule's
 * name, at the whole minute that was asked for.
 */
export function schedulerBackend({ scheduled, now }: Pick<MemoryDesk, 'scheduled' | 'now'>): Backend {
  const registry = {
    clock: { now } as DeskClock,
    groups: [SCHEDULE_GROUP],
    arnOf: ({ name }: { name: string }) => `arn:aws:scheduler:::schedule/${name}`,
    changed: () => {},
  };

  function create(name: string, body: Buffer): Response {
    const input = JSON.parse(body.toString());
    // Told apart by the map alone: other runs of the world schedule without the wire.
    const { ScheduleArn } = createSchedule({ ...registry, store: openStore() }, name, input);
    if (scheduled.has(name)) throw new SchedulerFailure('ConflictException', `Schedule ${name} already exists.`);
    const at = /^at\((.*)\)$/.exec(input.ScheduleExpression)?.[1];
    scheduled.set(name, new Date(`${at}Z`).toISOString());
    return Response.json({ ScheduleArn });
  }

  function remove(name: string): Response {
    if (!scheduled.delete(name)) throw new SchedulerFailure('ResourceNotFoundException', `There is no ${name}.`);
    return Response.json({});
  }

  return {
    nameOf: ({ method }) => `scheduler.${method === 'DELETE' ? 'DeleteSchedule' : 'CreateSchedule'}`,
    async answer({ method, url, body }) {
      const name = decodeURIComponent(new URL(url, 'http://scheduler').pathname.split('/').at(-1) ?? '');
      try {
        return method === 'DELETE' ? remove(name) : create(name, body);
      } catch (error) {
        if (error instanceof SchedulerFailure) return error.toResponse();
        throw error;
      }
    },
    fail(isThrottled) {
      const [status, type] = isThrottled ? [429, 'ThrottlingException'] : [500, 'InternalServerException'];
      return Response.json({ Message: 'broken on purpose' }, { status, headers: { 'x-amzn-errortype': type } });
    },
    hang: { requests: 2, seconds: 2 },
  };
}
