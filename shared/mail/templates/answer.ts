import type { Language } from '../../language.ts';
import type { MailContent } from './content.ts';
import { paragraphs } from './content.ts';
import { formatSize } from './format-size.ts';
import { formatInstant } from './format-time.ts';
import { Html, html, textToHtml } from './html.ts';
import { page } from './layout.ts';
import { muted, mutedLink, paragraph } from './parts.ts';
import { customerSubject } from './subjects.ts';
import { wordsFor } from './words/words.ts';

export type AnswerView = {
  language: Language;
  deskName: string;
  ticketId: string;
  subject: string;
  agentName: string;
  text: string;
  /** HTML that is known to be harmless; without it the text is shown. */
  html?: string;
  /** Attachments that are too large for a mail; `size` in bytes. */
  links?: readonly { filename: string; size: number; url: string }[];
  /** By when the customer of a P1 is to answer: an ISO instant, and the zone that it is said in. */
  ask?: { until: string; timeZone: string };
  /** When it was given by phone, which this mail confirms: an ISO instant, and the zone that it is said in. */
  byPhone?: { at: string; timeZone: string };
  /** The link by which its receiver follows the ticket. */
  follow: string;
};

/** An agent's answer on its way to the customer. A person wrote it, so it looks like a letter and not like a machine's notice. */
export function answer(view: AnswerView): MailContent {
  const words = wordsFor(view.language);
  const footer = words.answer.footer(view.ticketId);
  const text = view.text.trim();
  const links = (view.links ?? []).map(({ filename, size, url }) => ({
    label: `${filename} (${formatSize(size, view.language)})`,
    url,
  }));
  const ask = view.ask && words.answer.ask(formatInstant(view.ask.until, view.ask.timeZone, view.language));
  const { byPhone } = view;
  const call =
    byPhone && words.answer.byPhone(view.agentName, formatInstant(byPhone.at, byPhone.timeZone, view.language));
  return {
    subject: customerSubject(view.subject, view.ticketId, words),
    text: paragraphs(
      call,
      text,
      links.map(({ label, url }) => `${label}: ${url}`).join('\n'),
      ask,
      `-- \n${view.agentName}\n${view.deskName}`,
      `${footer}\n${words.follow.open}: ${view.follow}`,
    ),
    html: page({
      language: view.language,
      preview: text.slice(0, 140),
      body: html`
${call && paragraph(call)}
<div>${view.html === undefined ? textToHtml(text) : new Html(view.html)}</div>
${links.map(({ label, url }) => paragraph(html`<a href="${url}">${label}</a>`))}
${ask && html`<p style="margin:20px 0 0"><strong>${ask}</strong></p>`}
<p style="margin:28px 0 0"><strong>${view.agentName}</strong><br>${view.deskName}</p>`,
      footer: html`${muted(footer)}${mutedLink(words.follow.open, view.follow)}`,
    }),
  };
}
