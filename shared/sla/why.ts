import { sayDate } from './day-words.ts';
import type { NamedDate } from './holidays/on-the-way.ts';
import type { Plan, Priority, Terms } from './terms.ts';
import { SENTENCES, TEAM_SENTENCE } from './why-words.ts';
import { offsetAt } from './zone.ts';

/** More dates than these are counted, not listed. */
const DATES_LISTED = 3;

/** What a deadline was computed from; instants in epoch milliseconds. */
export type Reasons = {
  plan: Plan;
  priority: Priority;
  /** Response time in seconds of open time. */
  seconds: number;
  /** Name of the calendar the clock runs on. */
  calendar: string;
  timeZone: string;
  /** Target or clock are the customer's own. */
  quoted: boolean;
  /** Those that fell in between and would have been open. */
  holidays: readonly NamedDate[];
  from: number;
  due: number;
};

/** One English sentence for the team on why a deadline is what it is, with the calendar by its name. */
export function explain(reasons: Reasons): string {
  const { priority, seconds, calendar, timeZone } = reasons;
  const target = TEAM_SENTENCE.target({
    plan: planName(reasons),
    priority,
    duration: duration(seconds),
    calendar,
    timeZone,
  });
  return sentence(target, reasons, { language: 'en', quoted: TEAM_SENTENCE.quoted });
}

/** The same for a customer: in their language, with opening hours as people say them (`sayHours`) in place of the calendar. */
export function explainPlainly(reasons: Reasons & { hours: string }, language: keyof typeof SENTENCES): string {
  const { priority, seconds, hours } = reasons;
  const { target, quoted } = SENTENCES[language];
  const said = target({ plan: planName(reasons), priority, duration: duration(seconds), hours });
  return sentence(said, reasons, { language, quoted });
}

const planName = ({ plan }: Reasons) => (plan === 'basic' ? 'Basic' : 'Premium');

function sentence(
  target: string,
  { quoted: isQuote, holidays, timeZone, from, due }: Reasons,
  { language, quoted }: { language: keyof typeof SENTENCES; quoted: string },
): string {
  const isSameOffset = offsetAt(timeZone, from) === offsetAt(timeZone, due);
  const facts = [
    target,
    isQuote ? quoted : '',
    holidayPart(holidays, language),
    isSameOffset ? '' : SENTENCES[language].clockChange,
  ];
  return `${facts.filter(Boolean).join('; ')}.`;
}

/** Whether target or clock of a priority are those of the customer's quote (promise.md section 4). */
export function isQuoted({ targets, clocks }: Pick<Terms, 'targets' | 'clocks'>, priority: Priority): boolean {
  return targets?.[priority] !== undefined || clocks?.[priority] !== undefined;
}

/** Hours, minutes and seconds of open time: `24 h`, `1 h 30 min`. */
export function duration(seconds: number): string {
  const units = [
    `${Math.floor(seconds / 3600)} h`,
    `${Math.floor((seconds % 3600) / 60)} min`,
    `${Math.round((seconds % 60) * 1000) / 1000} s`,
  ];
  return units.filter((unit) => !unit.startsWith('0 ')).join(' ') || '0 s';
}

function holidayPart(holidays: readonly NamedDate[], language: keyof typeof SENTENCES): string {
  if (holidays.length === 0) return '';
  const words = SENTENCES[language];
  const named = holidays.map(({ date, name }) => {
    const day = sayDate(date, language);
    return words.namesHolidays && name ? `${day} (${name})` : day;
  });
  const rest = named.length - DATES_LISTED;
  const listed = rest > 0 ? [...named.slice(0, DATES_LISTED), words.more(rest)] : named;
  const last = listed.at(-1) ?? '';
  if (listed.length === 1) return words.holidays(last, false);
  return words.holidays(`${listed.slice(0, -1).join(', ')} ${words.and} ${last}`, true);
}
