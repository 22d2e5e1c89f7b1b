import type { Language } from '../../language.ts';
import { type MailContent, paragraphs } from './content.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { button, heading, muted, paragraph } from './parts.ts';
import { wordsFor } from './words/words.ts';

export type FollowLinkView = {
  language: Language;
  deskName: string;
  ticketId: string;
  /** The link by which its receiver follows the ticket, and how many days it opens it. */
  follow: string;
  days: number;
};

/** Brings a reader a new link to a ticket. Anybody may have asked for it, so it says nothing of what the ticket is about. */
export function followLinkMail({ language, deskName, ticketId, follow, days }: FollowLinkView): MailContent {
  const words = wordsFor(language);
  const says = words.follow;
  const greeting = words.acknowledgement.greeting(undefined);
  const [here, goodFor] = [says.here(ticketId), says.goodFor(days)];
  return {
    subject: `${says.subject} [${ticketId}]`,
    text: paragraphs(
      greeting,
      here,
      `${says.open}: ${follow}`,
      goodFor,
      says.notAsked,
      `-- \n${deskName}\n${words.acknowledgement.automatic}`,
    ),
    html: page({
      language,
      preview: here,
      body: html`
${heading(says.heading)}
${paragraph(greeting)}
${paragraph(here)}
${button(says.open, follow)}
<div style="height:16px;line-height:16px">&nbsp;</div>
${paragraph(goodFor)}
${paragraph(says.notAsked)}`,
      footer: html`${muted(deskName)}${muted(words.acknowledgement.automatic)}`,
    }),
  };
}
