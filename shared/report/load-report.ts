import type { Desk } from '../ticket/ports.ts';
import { monthsUpTo } from './months.ts';
import { type FactsRead, readFacts } from './read-facts.ts';
import { type Dimension, type Report, reportOf } from './report.ts';

/** `month`: `YYYY-MM`, the last of so many (`months`), as the desk's own zone has them. */
export type ReportAsked = { month: string; months: number; by: readonly Dimension[] };

/** What became of the promises of some months, as of now, with the facts that say so. Throws what the store throws. */
export async function loadReport(
  { facts, settings, now }: Pick<Desk, 'facts' | 'settings' | 'now'>,
  { month, months, by }: ReportAsked,
): Promise<FactsRead & { report: Report }> {
  const { timeZone } = settings.defaults;
  const all = monthsUpTo(month, months, timeZone);
  const [first] = all;
  const last = all.at(-1);
  if (!first || !last) throw new RangeError('a report is of one month at least');
  const read = await readFacts(facts, { from: first.from, to: last.to });
  const at = now().toISOString();
  return { ...read, report: reportOf(read.facts, { months: [first, ...all.slice(1)], timeZone, by, at }) };
}
