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
  const { subject, heading: title, here, open, goodFor } = wordsFor(language).follow;
  return linkMail(language, deskName, {
    subject: `${subject} [${ticketId}]`,
    title,
    here: here(ticketId),
    open,
    link: follow,
    goodFor: goodFor(days),
  });
}

export type CompanyLinkView = {
  language: Language;
  deskName: string;
  /** The customer's name. */
  company: string;
  /** The link to the company's requests, and how many days it opens them. */
  link: string;
  days: number;
};

/** Brings a company's named contact a link to its requests. */
export function companyLinkMail({ language, deskName, company, link, days }: CompanyLinkView): MailContent {
  const { subject, here, open, goodFor } = wordsFor(language).companyLink;
  const view = { subject, title: subject, here: here(company), open, link, goodFor: goodFor(days) };
  return linkMail(language, deskName, view);
}

type LinkView = { subject: string; title: string; here: string; open: string; link: string; goodFor: string };

/** A mail that is all about one link. Whoever gets it without having asked is told that it harms nobody. */
function linkMail(language: Language, deskName: string, view: LinkView): MailContent {
  const { subject, title, here, open, link, goodFor } = view;
  const { acknowledgement, follow } = wordsFor(language);
  const greeting = acknowledgement.greeting(undefined);
  return {
    subject,
    text: paragraphs(
      greeting,
      here,
      `${open}: ${link}`,
      goodFor,
      follow.notAsked,
      `-- \n${deskName}\n${acknowledgement.automatic}`,
    ),
    html: page({
      language,
      preview: here,
      body: html`
${heading(title)}
${paragraph(greeting)}
${paragraph(here)}
${button(open, link)}
<div style="height:16px;line-height:16px">&nbsp;</div>
${paragraph(goodFor)}
${paragraph(follow.notAsked)}`,
      footer: html`${muted(deskName)}${muted(acknowledgement.automatic)}`,
    }),
  };
}
