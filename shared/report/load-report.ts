import type { Fact } from '../ticket/fact.ts';
import type { Desk } from '../ticket/ports.ts';
import { monthsUpTo, spanOf } from './months.ts';
import { readFacts } from './read-facts.ts';
import { type Dimension, type Report, reportBuilder } from './report.ts';

/** `month`: `YYYY-MM`, the last of so many (`months`), as the desk's own zone has them. */
export type ReportAsked = { month: string; months: number; by: readonly Dimension[] };

type ReportDesk = Pick<Desk, 'facts' | 'settings' | 'now'>;

/** What became of the promises of some months, as of now. `unreadable`: numbers of tickets that are in no figure. Throws what the store throws. */
export async function loadReport(
  { facts: store, settings, now }: ReportDesk,
  { month, months, by }: ReportAsked,
): Promise<{ report: Report; unreadable: string[] }> {
  const { timeZone } = settings.defaults;
  const all = monthsUpTo(month, months, timeZone);
  const builder = reportBuilder({ months: all, timeZone, by, at: now().toISOString() });
  const unreadable: string[] = [];
  for await (const read of readFacts(store, builder.span)) {
    builder.add(read.facts);
    unreadable.push(...read.unreadable);
  }
  return { report: builder.report(), unreadable: unreadable.sort() };
}

/** The facts of some months, all of them, and the instant as of which they are read (ISO, UTC). Throws what the store throws. */
export async function loadFacts(
  { facts: store, settings, now }: ReportDesk,
  { month, months }: Pick<ReportAsked, 'month' | 'months'>,
): Promise<{ facts: Fact[]; at: string; unreadable: string[] }> {
  const loaded = { facts: [] as Fact[], at: now().toISOString(), unreadable: [] as string[] };
  for await (const { facts, unreadable } of readFacts(
    store,
    spanOf(monthsUpTo(month, months, settings.defaults.timeZone)),
  )) {
    for (const fact of facts) loaded.facts.push(fact);
    loaded.unreadable.push(...unreadable);
  }
  return loaded;
}
