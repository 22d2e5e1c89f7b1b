import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ENV } from '../../../shared/names.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { connect } from '../connect.ts';
import { readSchedules, type Schedules } from './schedules.ts';

/** A desk that can set timers, and the schedules that it has. */
type TimersDesk = { desk: Desk; schedules(): Promise<Schedules> };

/** The desk that runs here, else the deployed one with these tables, by the environment of its functions. */
export type OpenTimers = (tables?: string) => Promise<TimersDesk>;

export const openTimers: OpenTimers = async (tables) => {
  const desk = await (await connect(tables)).whole();
  return { desk, schedules: () => readSchedules(new SchedulerClient({}), process.env[ENV.scheduleGroup] ?? '') };
};
