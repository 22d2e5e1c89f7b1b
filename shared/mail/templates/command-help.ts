import type { Language } from '../../language.ts';
import type { Priority } from '../../sla/terms.ts';
import { NOTICE_END, REPLY_MARKER } from '../reply-marker.ts';
import { factLines, type MailContent, paragraphs } from './content.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { alarm, factTable, heading, muted, paragraph, subheading } from './parts.ts';
import { type Reading, readingFacts } from './reading.ts';
import { agentSubject } from './subjects.ts';
import { wordsFor } from './words/words.ts';

export type CommandHelpView = Reading & {
  language: Language;
  deskName: string;
  ticketId: string;
  subject: string;
  priority: Priority;
  /** The text of the mail went to the customer all the same. */
  answerSent: boolean;
  /** What was wrong, a line each. */
  problems: readonly string[];
};

/** Tells an agent why the commands of a mail were not carried out, and which there are. */
export function commandHelp(view: CommandHelpView): MailContent {
  const words = wordsFor(view.language);
  const help = words.commandHelp;
  const title = view.answerSent ? help.partly : help.heading;
  const outcome = view.answerSent ? help.answerSent : help.nothingSent;
  const reading = readingFacts(view, words);
  const known = help.commands.map(([label, value]) => ({ label, value }));
  return {
    subject: agentSubject(view.subject, view.ticketId, view.priority, words, title),
    text: paragraphs(
      REPLY_MARKER,
      `${title}: ${view.ticketId}`,
      outcome,
      `${help.problems}:\n${view.problems.map((problem) => `- ${problem}`).join('\n')}`,
      factLines(reading),
      help.known,
      factLines(known),
      view.deskName,
      NOTICE_END,
    ),
    html: page({
      language: view.language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(title)}
${paragraph(outcome)}
${subheading(help.problems)}
${view.problems.map((problem) => alarm(problem))}
${factTable(reading)}
${paragraph(help.known)}
${factTable(known)}`,
      footer: html`${muted(view.deskName)}${muted(NOTICE_END)}`,
    }),
  };
}
