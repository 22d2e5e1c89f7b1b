import type { Language } from '../../language.ts';
import { factLines, type MailContent, paragraphs } from './content.ts';
import { formatMonth, formatOpenTime, formatShort } from './format-time.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { button, factTable, heading, muted, paragraph, subheading } from './parts.ts';
import { wordsFor } from './words/words.ts';

export type CustomerReportView = {
  language: Language;
  deskName: string;
  /** The customer's name, and the zone of its times. */
  company: string;
  timeZone: string;
  /** `YYYY-MM`. */
  month: string;
  figures: { met: number; missed: number; open: number; cancelled: number; median?: number; p90?: number };
  /** What was missed: number, and when the answer was due (ISO, UTC). */
  late: readonly { ticket: string; due: string }[];
  /** The link to the company's requests, and how many days it opens them. */
  link: string;
  days: number;
};

/** Tickets that the mail names; the others are behind its link. */
const MOST_NAMED = 20;

/** Tells a company's named contact how the promise was kept in a month: figures and numbers of tickets, and nothing of what was said. */
export function customerReportMail(view: CustomerReportView): MailContent {
  const { language, deskName, company, timeZone, link, days, late } = view;
  const { acknowledgement, report: words, companyLink } = wordsFor(language);
  const month = formatMonth(view.month, language);
  const [greeting, here] = [acknowledgement.greeting(undefined), words.here(company, month)];
  const facts = factsOf(view);
  const noneLate = sayNoneLate(view.figures, language);
  const lines = late
    .slice(0, MOST_NAMED)
    .map(({ ticket, due }) => words.late(ticket, formatShort(due, timeZone, language)));
  const shown = [...lines, ...(late.length > lines.length ? [`… +${late.length - lines.length}`] : [])];
  return {
    subject: words.subject(month),
    text: paragraphs(
      greeting,
      here,
      factLines(facts),
      shown.length === 0 ? noneLate : `${words.lateHeading}:\n${shown.map((line) => `- ${line}`).join('\n')}`,
      `${companyLink.open}: ${link}`,
      companyLink.goodFor(days),
      words.counted,
      `-- \n${deskName}\n${acknowledgement.automatic}`,
    ),
    html: page({
      language,
      preview: here,
      body: html`
${heading(words.subject(month))}
${paragraph(greeting)}
${paragraph(here)}
${factTable(facts)}
${shown.length === 0 ? paragraph(noneLate) : html`${subheading(words.lateHeading)}${shown.map((line) => paragraph(line))}`}
${button(companyLink.open, link)}
<div style="height:16px;line-height:16px">&nbsp;</div>
${paragraph(companyLink.goodFor(days))}
${muted(words.counted)}`,
      footer: html`${muted(deskName)}${muted(acknowledgement.automatic)}`,
    }),
  };
}

/** What is said of a month in which no promise was missed: all kept, so far, or none to keep yet. */
export function sayNoneLate(
  { met, open }: Pick<CustomerReportView['figures'], 'met' | 'open'>,
  language: Language,
): string {
  const { report: words } = wordsFor(language);
  if (met === 0) return words.noneGiven;
  return open > 0 ? words.noneLateSoFar : words.noneLate;
}

function factsOf({ language, figures }: CustomerReportView) {
  const { report: words } = wordsFor(language);
  const { met, missed, open, cancelled, median, p90 } = figures;
  const all = met + missed;
  // Rounded down: with one missed promise they were not all kept.
  const share = all === 0 ? '–' : `${Math.floor((met / all) * 100)} %`;
  return [
    { label: words.inTime, value: words.ofAll(met, all, share) },
    { label: words.missed, value: String(missed) },
    { label: words.open, value: String(open) },
    { label: words.cancelled, value: String(cancelled) },
    { label: words.median, value: formatOpenTime(median) },
    { label: words.p90, value: formatOpenTime(p90) },
  ];
}
