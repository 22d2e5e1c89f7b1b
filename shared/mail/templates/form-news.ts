import { atStage } from '../../at-stage.ts';
import type { Language } from '../../language.ts';
import { cleanLine } from '../clean.ts';
import { NOTICE_END, REPLY_MARKER } from '../reply-marker.ts';
import { type Fact, factLines, type MailContent, paragraphs } from './content.ts';
import { formatInstant } from './format-time.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { alarm, factTable, heading, muted, paragraph } from './parts.ts';
import { FORM_NEWS_WORDS } from './words/form-news.ts';

/** Characters of the mail service's word. */
const MOST_REASON = 300;

export type FormNewsView = {
  language: Language;
  deskName: string;
  timeZone: string;
  /** Of the deployed desk, for its commands. */
  stage?: string | undefined;
  /** The source's name. */
  name: string;
  /** Since when (ISO, UTC). */
  since: string;
  /** Its owner cannot be reached, and whoever reads this hears in their place: the address, and the mail service's word. */
  unreached?: { owner: string; reason: string };
} & (
  | { news: 'refused'; why: string }
  | { news: 'rejected' | 'silent' }
  /** `until`: when the secret before ends (ISO, UTC). */
  | { news: 'rotated'; until?: string | undefined }
);

/** Tells the owner of a form's source that something is to be mended on the other side. Nothing that was delivered is repeated. */
export function formNews(view: FormNewsView): MailContent {
  const { language, deskName, timeZone, stage, name, since, unreached } = view;
  const words = FORM_NEWS_WORDS[language];
  const time = (instant: string) => formatInstant(instant, timeZone, language);
  const meaning = [words[view.news].meaning, ...(unreached ? [words.inPlace] : [])].join(' ');
  const subject = words[view.news].subject(name);
  const mend = view.news === 'rotated' ? words.rotated.mend(view.until && time(view.until)) : words[view.news].mend;
  const command = view.news === 'rejected' ? `rejected ${name}` : 'list';
  const facts: Fact[] = [
    { label: words.label.source, value: name },
    { label: words.label.since, value: time(since) },
    ...(view.news === 'refused' ? [{ label: words.label.why, value: view.why }] : []),
    ...(unreached
      ? [{ label: words.label.unreached, value: cleanLine(`${unreached.owner}: ${unreached.reason}`, MOST_REASON) }]
      : []),
    { label: words.label.command, value: `desk sources ${command}${atStage(stage)}` },
  ];
  return {
    subject,
    text: paragraphs(REPLY_MARKER, subject, meaning, mend, factLines(facts), deskName, NOTICE_END),
    html: page({
      language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(subject)}
${alarm(meaning)}
${paragraph(mend)}
${factTable(facts)}`,
      footer: html`${muted(deskName)}${muted(NOTICE_END)}`,
    }),
  };
}
