import type { Language } from '../../../../shared/language.ts';
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

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', it: 'it-IT' };

/** A month (`YYYY-MM`) as people say it: `November 2026`, or `Nov 26`. */
export function monthName(month: string, language: Language, length: 'long' | 'short' = 'long'): string {
  const format = { month: length, year: length === 'long' ? 'numeric' : '2-digit', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LOCALES[language], format).format(new Date(`${month}-01T00:00:00Z`));
}

/** Open time, which is told in hours and minutes however long it is: a day of it is another thing for each customer. */
export function openTime(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours === 0) return minutes === 0 ? '< 1 min' : `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

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
    month: (month) => monthName(month, language, 'short'),
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
