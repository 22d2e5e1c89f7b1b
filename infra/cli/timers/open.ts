import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ENV } from '../../../shared/names.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { connect } from '../connect.ts';
import { readSchedules, type Schedules } from './schedules.ts';

/** A desk that can set timers, and the schedules that it has. */
type TimersDesk = { desk: Desk; schedules(): Promise<Schedules> };

/** The desk that runs here, else the deployed one of this stage. */
export type OpenTimers = (stage?: string) => Promise<TimersDesk>;

export const openTimers: OpenTimers = async (stage) => {
  const desk = await (await connect(stage)).whole();
  return { desk, schedules: () => readSchedules(new SchedulerClient({}), process.env[ENV.scheduleGroup] ?? '') };
};
