import type { Language } from '../../language.ts';
import type { Priority } from '../../sla/terms.ts';
import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../reply-marker.ts';
import { factLines, type MailContent, paragraphs } from './content.ts';
import { html, textToHtml } from './html.ts';
import { page } from './layout.ts';
import { alarm, factTable, heading, muted, paragraph, subheading } from './parts.ts';
import { type Reading, readingFacts } from './reading.ts';
import { agentSubject } from './subjects.ts';
import { wordsFor } from './words/words.ts';

export type NotSentView = Reading & {
  language: Language;
  deskName: string;
  ticketId: string;
  subject: string;
  priority: Priority;
  /** Why, as the mail service said it, or the desk. */
  reason: string;
  /** It confirms what was said by phone, which counts all the same. */
  isConfirmation?: boolean;
  /** What the agent wrote. */
  text: string;
};

/** Tells an agent that an answer of theirs did not leave, why, and that the customer still waits. A call is not waited for. */
export function notSent(view: NotSentView): MailContent {
  const words = wordsFor(view.language);
  const says = { ...words.notSent, ...(view.isConfirmation && words.notSent.confirmation) };
  const reading = readingFacts(view, words);
  return {
    subject: agentSubject(view.subject, view.ticketId, view.priority, words, says.heading),
    text: paragraphs(
      REPLY_MARKER,
      `${says.heading}: ${view.ticketId}`,
      says.meaning,
      `${says.why}: ${view.reason}`,
      says.mend,
      factLines(reading),
      `${says.yourText}:\n\n${withoutMarkers(view.text)}`,
      view.deskName,
      NOTICE_END,
    ),
    html: page({
      language: view.language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(says.heading)}
${paragraph(says.meaning)}
${subheading(says.why)}
${alarm(view.reason)}
${paragraph(says.mend)}
${factTable(reading)}
${subheading(says.yourText)}
<div>${textToHtml(withoutMarkers(view.text))}</div>`,
      footer: html`${muted(view.deskName)}${muted(NOTICE_END)}`,
    }),
  };
}
