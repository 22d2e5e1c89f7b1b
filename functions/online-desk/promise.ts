import { termsFor } from '../../shared/customer/terms.ts';
import type { Settings } from '../../shared/settings.ts';
import { findCalendar } from '../../shared/sla/calendars.ts';
import { type OpenNow, openNow } from '../../shared/sla/open-now.ts';
import { clockSchedule, planFirstResponse } from '../../shared/sla/promise.ts';
import { clockCalendar, targetSeconds } from '../../shared/sla/targets.ts';
import { PLANS, type Plan, PRIORITIES, type Priority } from '../../shared/sla/terms.ts';

/** Response times by plan and priority, in seconds of open time, as the desk counts them (docs/promise.md section 1). */
export function responseTimes(): Record<Plan, Record<Priority, number>> {
  const of = (plan: Plan) => Object.fromEntries(PRIORITIES.map((each) => [each, targetSeconds({ plan }, each)]));
  return Object.fromEntries(PLANS.map((plan) => [plan, of(plan)])) as Record<Plan, Record<Priority, number>>;
}

/** Whether a priority's time runs day and night on a plan, and not in working hours alone (section 4). */
export function runsAlways(plan: Plan, priority: Priority): boolean {
  return clockCalendar({ plan, calendar: 'global' }, priority) === '24x7';
}

/** Whether somebody is there now on the desk's own calendar, read in a zone: opening hours are always local (section 3). */
export function deskOpen(settings: Settings, now: string, timeZone = settings.defaults.timeZone): OpenNow {
  const terms = { ...termsFor(undefined, settings, now), timeZone };
  return openNow(clockSchedule(terms, findCalendar(terms.calendar, settings.calendars)), now);
}

/**
 * By when a request that is sent now has its first response, by priority, on the terms that the desk grants to whoever it does not know
 * (ISO, UTC): on the Basic plan, whatever the desk's default, since a page must promise nobody more than they bought, and in the
 * desk's own zone, in which the request's time runs as long as no record names another.
 */
export function ifSentNow(settings: Settings, now: string): Record<Priority, string> {
  const terms = { ...termsFor(undefined, settings, now), plan: 'basic' as const };
  const due = (priority: Priority) => planFirstResponse(terms, priority, now, [], settings.calendars).deadline;
  return Object.fromEntries(PRIORITIES.map((each) => [each, due(each)])) as Record<Priority, string>;
}
