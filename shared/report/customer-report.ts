import type { Fact } from '../ticket/fact.ts';
import type { Desk } from '../ticket/ports.ts';
import { outcomeAt } from '../ticket/promised.ts';
import { monthOf } from './months.ts';
import { readFacts } from './read-facts.ts';
import { type Report, reportBuilder } from './report.ts';

/** What became of the promises that one customer had in a month. `late`: those that were missed, by when they came. */
export type CustomerReport = { report: Report; late: Fact[]; unreadable: string[] };

/** A customer's own report of a month of the desk's zone, told apart by priority, as of now. Throws what the store throws. */
export async function customerReport(
  { facts: store, settings, now }: Pick<Desk, 'facts' | 'settings' | 'now'>,
  { customer, month }: { customer: string; month: string },
): Promise<CustomerReport> {
  const { timeZone } = settings.defaults;
  const at = now().toISOString();
  const builder = reportBuilder({ months: [monthOf(month, timeZone)], timeZone, by: ['priority'], at });
  const late: Fact[] = [];
  const unreadable: string[] = [];
  for await (const read of readFacts(store, builder.span)) {
    const own = read.facts.filter((fact) => fact.customer === customer);
    builder.add(own);
    late.push(...own.filter((fact) => outcomeAt(at, fact) === 'missed'));
    unreadable.push(...read.unreadable);
  }
  late.sort((a, b) => (a.opened < b.opened ? -1 : 1));
  return { report: builder.report(), late, unreadable };
}
