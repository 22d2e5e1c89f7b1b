import { formatMonth } from '../../../../shared/mail/templates/format-time.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';
import { shareMet } from '../../../../shared/present/present-report.ts';
import type { Dimension, Figures, Group, Report } from '../../../../shared/report/report.ts';
import { PLANS } from '../../../../shared/sla/terms.ts';
import { consoleWords } from '../../words/words.ts';
import type { Viewer } from '../frame.ts';

/** `trend`: the months up to this one, by their names. */
export type ReportView = {
  viewer: Viewer;
  /** `YYYY-MM`. */
  month: string;
  report: Report;
  trend: readonly Group[];
  /** Agents' and customers' names by id. */
  agents: ReadonlyMap<string, string>;
  customers: ReadonlyMap<string, string>;
  unreadable: readonly string[];
};

/** The share of promises that were kept, rounded down: one missed promise is never 100 %. */
export function sharePercent(figures: Figures): string {
  const share = shareMet(figures);
  return share === undefined ? '–' : `${Math.floor(share * 100)} %`;
}

/** What a group of a report is called. */
export function nameOf(
  dimension: Dimension,
  { key }: Pick<Group, 'key'>,
  { viewer: { language }, agents, customers }: Pick<ReportView, 'viewer' | 'agents' | 'customers'>,
): string {
  const { report: words, lead } = consoleWords(language);
  const names: Record<Dimension, (name: string) => string> = {
    month: (month) => formatMonth(month, language, 'short'),
    plan: (name) => wordsFor(language).plan[PLANS.find((plan) => plan === name) ?? 'basic'],
    priority: (priority) => `P${priority}`,
    customer: (id) => customers.get(id) ?? id,
    agent: (id) => agents.get(id) ?? lead.waiting.gone(id),
    door: (door) => door,
    hour: (hour) => `${hour}:00`,
  };
  if (key !== null) return names[dimension](key);
  return dimension === 'customer' || dimension === 'agent' || dimension === 'door' ? words.nobody[dimension] : '–';
}
