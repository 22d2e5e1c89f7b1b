import type { Language } from '../../language.ts';
import { NOTICE_END, REPLY_MARKER } from '../reply-marker.ts';
import { type MailContent, paragraphs } from './content.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { alarm, heading, muted, paragraph } from './parts.ts';
import { TO_NOBODY_WORDS } from './words/to-nobody.ts';

/** Tells one of the team that their answer to a mail of many tickets went to nobody, and how to answer. Nothing of it is repeated. */
export function toNobody({ language, deskName }: { language: Language; deskName: string }): MailContent {
  const says = TO_NOBODY_WORDS[language];
  return {
    subject: says.heading,
    text: paragraphs(REPLY_MARKER, says.heading, says.meaning, says.mend, says.kept, deskName, NOTICE_END),
    html: page({
      language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(says.heading)}
${alarm(says.meaning)}
${paragraph(says.mend)}
${paragraph(says.kept)}`,
      footer: html`${muted(deskName)}${muted(NOTICE_END)}`,
    }),
  };
}
