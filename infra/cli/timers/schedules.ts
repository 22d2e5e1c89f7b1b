import { ListSchedulesCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { timerName } from '../../../shared/ticket/timer.ts';

/** The schedules that there are. */
export type Schedules = { has(ticket: Pick<Ticket, 'id' | 'timer'>): boolean };

/** Reads the names of all schedules of a group, a hundred a call. Needs `scheduler:ListSchedules`. */
export async function readSchedules(scheduler: SchedulerClient, GroupName: string): Promise<Schedules> {
  const names = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page = await scheduler.send(new ListSchedulesCommand({ GroupName, NextToken }));
    for (const { Name } of page.Schedules ?? []) if (Name !== undefined) names.add(Name);
    NextToken = page.NextToken;
  } while (NextToken);
  return { has: ({ id, timer }) => names.has(timerName(id, timer.version)) };
}
