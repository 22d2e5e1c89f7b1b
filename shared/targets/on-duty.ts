import { openNow } from '../sla/open-now.ts';
import { compile } from '../sla/schedule.ts';
import type { Calendar } from './calendar.ts';
import type { StoredTarget, Turn } from './stored-target.ts';

/** A target of a list of contacts. */
export type Contact = { name: string; place: number; isOnDuty: boolean; isFailing: boolean };

/**
 * Whether it is a target's turn: it is the first of its list on duty, or all before it that are on duty are failing. Where nobody is on duty it
 * is the last one's. A target of no list is always told.
 */
export function isItsTurn(name: string, list: readonly Contact[]): boolean {
  const inOrder = list.toSorted((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1));
  const onDuty = inOrder.filter(({ isOnDuty }) => isOnDuty);
  const told = onDuty.length > 0 ? onDuty : inOrder.slice(-1);
  const index = told.findIndex((each) => each.name === name);
  if (index < 0) return list.length === 0;
  return told.slice(0, index).every(({ isFailing }) => isFailing);
}

/** The targets of the list that a target is on, itself among them, save those that wait. */
export function listOf(target: StoredTarget, targets: readonly StoredTarget[]): StoredTarget[] {
  const { turn } = target;
  return turn === undefined ? [] : targets.filter((each) => each.turn?.list === turn.list && !each.paused);
}

/**
 * Whether somebody is on duty at `at` (ISO, UTC): by the table of hours, or else by the calendar; without either they always are.
 * Throws what the calendar throws.
 */
export function isOnDuty({ hours, timeZone = 'UTC', eventTitle }: Turn, at: string, calendar?: Calendar): boolean {
  if (hours) return openNow(compile({ hours, timeZone, holidays: [] }), at).isOpen;
  return calendar === undefined || calendar({ at, title: eventTitle, timeZone });
}
