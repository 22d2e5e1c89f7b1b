import type { Language } from '../../language.ts';
import type { Priority } from '../../sla/terms.ts';
import { NOTICE_END, REPLY_MARKER } from '../reply-marker.ts';
import { factLines, type MailContent, paragraphs } from './content.ts';
import { formatInstant } from './format-time.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { alarm, button, factTable, heading, muted, paragraph, quotation } from './parts.ts';
import { type Reading, readingFacts } from './reading.ts';
import { agentSubject } from './subjects.ts';
import { wordsFor } from './words/words.ts';
import { sayWriter, type Writer } from './writer.ts';

/** The one command that lowers: a mail of nothing but this line. */
const COMMAND = '#priority 2 customer-unresponsive';

export type UnresponsiveView = Reading & {
  language: Language;
  deskName: string;
  ticketId: string;
  subject: string;
  priority: Priority;
  customer: Writer;
  /** Name of the agent who asked. */
  agent: string;
  /** ISO instants. */
  askedAt: string;
  until: string;
  /** The desk's IANA zone. */
  timeZone: string;
  link: string;
};

/** Tells an agent that the customer of a P1 has not answered in time, and how to lower the ticket (promise.md section 7). */
export function unresponsive(view: UnresponsiveView): MailContent {
  const { language, timeZone, customer, agent } = view;
  const words = wordsFor(language);
  const says = words.unresponsive;
  const at = (instant: string) => formatInstant(instant, timeZone, language);
  const meaning = says.meaning(sayWriter(customer, words), agent, at(view.askedAt), at(view.until));
  const reading = readingFacts(view, words);
  return {
    subject: agentSubject(view.subject, view.ticketId, view.priority, words, says.heading),
    text: paragraphs(
      REPLY_MARKER,
      `${says.heading}: ${view.ticketId}`,
      meaning,
      says.mend,
      COMMAND,
      says.nothingElse,
      factLines(reading),
      `${words.openTicket}: ${view.link}`,
      NOTICE_END,
    ),
    html: page({
      language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(says.heading)}
${alarm(meaning)}
${paragraph(says.mend)}
${quotation(html`<code>${COMMAND}</code>`)}
${paragraph(says.nothingElse)}
${factTable(reading)}
${button(words.openTicket, view.link)}`,
      footer: html`${muted(view.deskName)}${muted(NOTICE_END)}`,
    }),
  };
}
