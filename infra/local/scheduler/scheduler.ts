import type { SQSClient } from '@aws-sdk/client-sqs';
import { Hono } from 'hono';
import { violated } from '../checks/violations.ts';
import type { DeskClock } from '../clock.ts';
import { type Service, serve } from '../serve.ts';
import { SchedulerFailure } from './failure.ts';
import { startFiring } from './firing.ts';
import type { ScheduleKey } from './input.ts';
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  type Registry,
  updateSchedule,
} from './requests.ts';
import { openStore } from './store.ts';

type Options = {
  clock: DeskClock;
  /** Where the queues of the targets are. */
  sqs: SQSClient;
  region: string;
  /** Groups that exist, beside `default`. */
  groups: readonly string[];
  /** Keeps the schedules over restarts. */
  file?: string | undefined;
  onError: (error: unknown) => void;
};

/**
 * The EventBridge Scheduler API for one-time schedules with SQS targets, and the clock that fires them: no published emulator
 * fires schedules. Requests are validated as the service validates them, so that what passes here passes there.
 */
export async function startScheduler(options: Options): Promise<Service> {
  const { clock, sqs, groups, onError } = options;
  const store = openStore(options.file);
  const arnOf = ({ group, name }: ScheduleKey) =>
    `arn:aws:scheduler:${options.region}:000000000000:schedule/${group}/${name}`;
  const firing = startFiring({ store, clock, sqs, arnOf, onError });
  const api = routes({ store, clock, groups, arnOf, changed: firing.rearm }, onError);
  const service = await serve((request) => api.fetch(request));
  return {
    url: service.url,
    close: async () => {
      firing.stop();
      await service.close();
      store.close();
    },
  };
}

function routes(registry: Registry, onError: (error: unknown) => void): Hono {
  const api = new Hono();
  api.post('/schedules/:name', async ({ req }) =>
    Response.json(createSchedule(registry, req.param('name'), await req.json())),
  );
  api.put('/schedules/:name', async ({ req }) =>
    Response.json(updateSchedule(registry, req.param('name'), await req.json())),
  );
  api.get('/schedules/:name', ({ req }) =>
    Response.json(getSchedule(registry, req.param('name'), req.query('groupName'))),
  );
  api.delete('/schedules/:name', ({ req }) =>
    Response.json(deleteSchedule(registry, req.param('name'), req.query('groupName'))),
  );
  api.get('/schedules', ({ req }) => Response.json(listSchedules(registry, req.query())));
  api.onError((error) => {
    const failure =
      error instanceof SyntaxError ? new SchedulerFailure('ValidationException', 'Malformed JSON.') : error;
    if (failure instanceof SchedulerFailure) {
      if (failure.type === 'ValidationException') violated({ service: 'Scheduler', rule: failure.message });
      return failure.toResponse();
    }
    onError(error);
    return new SchedulerFailure('InternalServerException', 'Internal error.').toResponse();
  });
  return api;
}
