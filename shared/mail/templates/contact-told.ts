import type { Language } from '../../language.ts';
import { cleanLine } from '../clean.ts';
import { type Fact, factLines, type MailContent, paragraphs } from './content.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { button, factTable, heading, muted } from './parts.ts';
import { TARGET_MAIL_WORDS } from './words/target-mails.ts';
import { wordsFor } from './words/words.ts';

/** Characters of a subject. */
const MOST_SUBJECT = 300;

export type ContactToldView = {
  language: Language;
  deskName: string;
  /** What happened, with the ticket's number. */
  title: string;
  /** The ticket's subject. */
  subject: string;
  facts: readonly Fact[];
  link: string;
  /** The target's name. */
  name: string;
};

/** Tells a contact who is no agent what happened to a ticket. */
export function contactTold({ language, deskName, title, subject, facts, link, name }: ContactToldView): MailContent {
  const words = wordsFor(language);
  const all = [{ label: words.label.subject, value: cleanLine(subject, MOST_SUBJECT) || words.noSubject }, ...facts];
  const why = TARGET_MAIL_WORDS[language].why(name);
  return {
    subject: title,
    text: paragraphs(title, factLines(all), `${words.openTicket}: ${link}`, why, deskName),
    html: page({
      language,
      preview: subject,
      body: html`
${heading(title)}
${factTable(all)}
${button(words.openTicket, link)}`,
      footer: html`${muted(why)}${muted(deskName)}`,
    }),
  };
}
