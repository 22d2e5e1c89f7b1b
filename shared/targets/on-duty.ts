import { openNow } from '../sla/open-now.ts';
import { compile } from '../sla/schedule.ts';
import { hasEventAt } from './calendar.ts';
import type { StoredTarget, Turn } from './stored-target.ts';

/** A target of a list; `calendar`: the text of its iCal, which is read when something is to be told. */
export type OnList = { name: string; turn: Turn; calendar?: string | undefined; isFailing?: boolean };

/**
 * Whether it is a target's turn at `at` (ISO, UTC): it is the first of its list on duty, or all before it that are are failing. Where nobody is
 * on duty it is the last one's. A target of no list is always told.
 */
export function isItsTurn(name: string, list: readonly OnList[], at: string): boolean {
  const inOrder = list.toSorted((a, b) => a.turn.place - b.turn.place || a.name.localeCompare(b.name));
  const index = inOrder.findIndex((each) => each.name === name);
  if (index < 0) return true;
  const onDuty = inOrder.filter((each) => isOnDuty(each, at));
  const [first] = onDuty;
  if (!first) return index === inOrder.length - 1;
  const before = onDuty.slice(
    0,
    onDuty.findIndex((each) => each.name === name),
  );
  return onDuty.some((each) => each.name === name) && before.every(({ isFailing }) => isFailing);
}

/** The targets of the list that a target is on, itself among them, save those that wait. */
export function listOf(target: StoredTarget, targets: readonly StoredTarget[]): StoredTarget[] {
  const { turn } = target;
  return turn === undefined ? [] : targets.filter((each) => each.turn?.list === turn.list && !each.paused);
}

/** By the table of hours, or else by the calendar; without either it always is. */
function isOnDuty({ turn, calendar }: OnList, at: string): boolean {
  const { hours, timeZone = 'UTC', eventTitle } = turn;
  if (hours) return openNow(compile({ hours, timeZone, holidays: [] }), at).isOpen;
  return calendar === undefined || hasEventAt(calendar, { at, title: eventTitle, timeZone });
}
