import { atStage } from '../../at-stage.ts';
import type { Language } from '../../language.ts';
import { cleanLine } from '../clean.ts';
import { NOTICE_END, REPLY_MARKER } from '../reply-marker.ts';
import { type Fact, factLines, type MailContent, paragraphs } from './content.ts';
import { formatInstant } from './format-time.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { alarm, factTable, heading, muted, paragraph } from './parts.ts';
import { TARGET_MAIL_WORDS } from './words/target-mails.ts';

export type TargetGivenUpView = {
  language: Language;
  deskName: string;
  timeZone: string;
  /** Of the deployed desk, for its commands. */
  stage?: string | undefined;
  name: string;
  /** ISO, UTC. */
  failingSince: string;
  failures: number;
  why: string;
  /** It has said that it is no more; else it has failed for so many days. */
  isGone: boolean;
  days: number;
};

/** Tells an admin that a target is told nothing any more. */
export function targetGivenUp(view: TargetGivenUpView): MailContent {
  const { language, deskName, timeZone, stage, name, failingSince, failures, why, isGone, days } = view;
  const { givenUp, label } = TARGET_MAIL_WORDS[language];
  const subject = givenUp.subject(name);
  const meaning = isGone ? givenUp.gone : givenUp.meaning(days);
  const facts: Fact[] = [
    { label: label.target, value: name },
    { label: label.since, value: formatInstant(failingSince, timeZone, language) },
    { label: label.failures, value: String(failures) },
    { label: label.why, value: cleanLine(why, 300) },
    { label: label.command, value: `desk targets test ${name}${atStage(stage)}` },
  ];
  return {
    subject,
    text: paragraphs(REPLY_MARKER, subject, meaning, givenUp.mend, factLines(facts), deskName, NOTICE_END),
    html: page({
      language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(subject)}
${alarm(meaning)}
${paragraph(givenUp.mend)}
${factTable(facts)}`,
      footer: html`${muted(deskName)}${muted(NOTICE_END)}`,
    }),
  };
}
