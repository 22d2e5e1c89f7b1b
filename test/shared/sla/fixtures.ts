import { readFileSync } from 'node:fs';
import type { WeeklyHours } from '../../../shared/sla/terms.ts';

/** A schedule, a start, and the answer. */
export type Case = {
  id: string;
  hours: WeeklyHours;
  timeZone: string;
  holidays: string[];
  start: string;
  seconds: number;
  deadline?: string;
  end?: string;
};

/** Cases with answers from a brute-force stepper over another time-zone library, in `fixtures/`. */
export function cases(file: 'edges' | 'deadlines' | 'elapsed'): Case[] {
  const lines = readFileSync(new URL(`fixtures/${file}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const row = JSON.parse(line);
    return { ...row, id: row.id ?? row.name };
  });
}
