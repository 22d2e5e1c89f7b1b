import type { Measurement } from '../report.ts';
import { measureFirstDeadline } from './first-deadline.ts';
import { measureHolidays } from './holidays.ts';
import { measureSpeed } from './speed.ts';

/** The clock's own figures: how fast it is, how soon it starts, and what holidays cost it. */
export async function measureSla(): Promise<Measurement[]> {
  return [measureSpeed(), await measureFirstDeadline(), measureHolidays()];
}
