import type { DeskClock } from '../clock.ts';
import { parseInput, SchedulerFailure } from './failure.ts';
import { keySchema, listSchema, type ScheduleInput, type ScheduleKey, scheduleSchema } from './input.ts';
import type { Schedule, ScheduleStore } from './store.ts';

/** What the requests of the API work on. */
export type Registry = {
  store: ScheduleStore;
  clock: DeskClock;
  /** Groups that exist, beside `default`. */
  groups: readonly string[];
  arnOf: (key: ScheduleKey) => string;
  /** Called after every change of the store. */
  changed: () => void;
};

/** `CreateSchedule`. The same client token is the same request again, after an answer that got lost. */
export function createSchedule(registry: Registry, name: string, body: unknown) {
  const { store, clock, arnOf } = registry;
  const { key, input } = read(registry, name, body);
  const existing = store.get(key);
  if (existing !== undefined && (input.ClientToken === undefined || existing.input.ClientToken !== input.ClientToken)) {
    throw new SchedulerFailure('ConflictException', `Schedule ${key.name} already exists.`);
  }
  if (existing === undefined) {
    const now = clock.now().getTime();
    store.put({ key, input, createdAt: now, modifiedAt: now, completed: false });
    registry.changed();
  }
  return { ScheduleArn: arnOf(key) };
}

/** `UpdateSchedule`: everything it is not given goes back to its default. */
export function updateSchedule(registry: Registry, name: string, body: unknown) {
  const { store, clock, arnOf, changed } = registry;
  const { key, input } = read(registry, name, body);
  const { createdAt, modifiedAt } = find(registry, key.name, key.group);
  // Always later than before: it tells the versions of a schedule apart.
  const now = Math.max(clock.now().getTime(), modifiedAt + 1);
  store.put({ key, input, createdAt, modifiedAt: now, completed: false });
  changed();
  return { ScheduleArn: arnOf(key) };
}

/** `GetSchedule`. */
export function getSchedule(registry: Registry, name: string, group: string | undefined) {
  const schedule = find(registry, name, group);
  const { ClientToken: _, ...input } = schedule.input;
  return { ...summary(registry, schedule), ...input, ScheduleExpression: input.ScheduleExpression.text };
}

/** `DeleteSchedule`. */
export function deleteSchedule(registry: Registry, name: string, group: string | undefined) {
  registry.store.remove(find(registry, name, group).key);
  registry.changed();
  return {};
}

/** `ListSchedules`, a page at a time. */
export function listSchedules(registry: Registry, query: Record<string, string>) {
  const list = parseInput(listSchema, query);
  const found = registry.store.list(list);
  const page = found.slice(0, list.MaxResults);
  const last = page.at(-1);
  return {
    Schedules: page.map((schedule) => summary(registry, schedule)),
    NextToken: last && found.length > page.length ? `${last.key.group}/${last.key.name}` : undefined,
  };
}

function read(registry: Registry, name: string, body: unknown): { key: ScheduleKey; input: ScheduleInput } {
  const input = parseInput(scheduleSchema, body);
  const key = parseInput(keySchema, { name, group: input.GroupName });
  if (key.group !== 'default' && !registry.groups.includes(key.group)) throw notFound('Schedule group', key.group);
  const { instant, text } = input.ScheduleExpression;
  if (isPast(registry.clock, instant)) {
    throw new SchedulerFailure('ValidationException', `Invalid Schedule Expression ${text}.`);
  }
  return { key, input };
}

function find({ store }: Registry, name: string, group: string | undefined): Schedule {
  const key = parseInput(keySchema, { name, group });
  const schedule = store.get(key);
  if (schedule === undefined) throw notFound('Schedule', key.name);
  return schedule;
}

/**
 * The service refuses a past `at()`. A request is under way for real milliseconds, which a fast clock makes minutes of desk
 * time: what was ahead when it was sent must not be refused for that, so a fast clock forgives one real second.
 */
function isPast(clock: DeskClock, instant: number): boolean {
  const graceMs = (clock.speed - 1) * 1000;
  return instant < clock.now().getTime() - graceMs;
}

function notFound(what: string, name: string): SchedulerFailure {
  return new SchedulerFailure('ResourceNotFoundException', `${what} ${name} does not exist.`);
}

function summary({ arnOf }: Registry, { key, input, createdAt, modifiedAt }: Schedule) {
  return {
    Arn: arnOf(key),
    GroupName: key.group,
    Name: key.name,
    State: input.State,
    // Seconds, as in the service's JSON.
    CreationDate: createdAt / 1000,
    LastModificationDate: modifiedAt / 1000,
    Target: { Arn: input.Target.Arn },
  };
}
