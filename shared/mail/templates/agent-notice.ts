import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../reply-marker.ts';
import {
  type AgentNoticeView,
  answerBy,
  facts,
  files,
  firstOfAll,
  hidden,
  howTo,
  warnings,
} from './agent-notice-parts.ts';
import { COLORS } from './colors.ts';
import { excerpt, factLines, type MailContent, paragraphs } from './content.ts';
import { html, textToHtml } from './html.ts';
import { page } from './layout.ts';
import {
  alarm,
  badge,
  button,
  factTable,
  heading,
  highlight,
  muted,
  paragraph,
  quotation,
  subheading,
} from './parts.ts';
import { readingFacts } from './reading.ts';
import { agentSubject } from './subjects.ts';
import type { Words } from './words/shape.ts';
import { wordsFor } from './words/words.ts';

/** Longer texts are read in the ticket. */
const MAX_TEXT = 20_000;

/**
 * Tells an agent what a customer wrote and by when to answer. Each agent gets one of their own: its Reply-To is signed for
 * them, so the answer can be given by replying.
 */
export function agentNotice(view: AgentNoticeView): MailContent {
  const words = wordsFor(view.language);
  const title = view.kind === 'undone' ? words.notice.undone : undefined;
  return {
    subject: agentSubject(view.subject, view.ticketId, view.priority, words, title),
    text: textPart(view, words),
    html: htmlPart(view, words),
  };
}

function textPart(view: AgentNoticeView, words: Words): string {
  const { text, ...excerpted } = excerpt(withoutMarkers(view.text), MAX_TEXT);
  const isCut = excerpted.isCut || view.isCut === true;
  return paragraphs(
    REPLY_MARKER,
    `${words.notice[view.kind]}: ${view.ticketId}\n${howTo(view, words)}`,
    doubt(view, words) && `!! ${doubt(view, words)}`,
    firstOfAll(view, words)
      .map((remark) => `! ${remark}`)
      .join('\n'),
    factLines([
      { label: words.label.answerBy, value: answerBy(view, words).join(', ') },
      { label: words.label.priority, value: `P${view.priority}, ${words.priority[view.priority]}` },
      ...facts(view, words),
      ...readingFacts(view, words),
    ]),
    view.why,
    text,
    isCut && words.cut,
    hidden(view, words) && `(${hidden(view, words)})`,
    filesText(view, words),
    warnings(view)
      .map((warning) => `* ${warning}`)
      .join('\n'),
    `${words.openTicket}: ${view.link}`,
    NOTICE_END,
  );
}

/** Whoever reads that they wrote in vain needs no warning of themselves. */
function doubt({ kind, requester, isByReader = false }: AgentNoticeView, { notice }: Words): string | undefined {
  if (requester.verified || kind === 'undone') return undefined;
  return isByReader ? notice.readerWarning(requester.address) : notice.unverifiedWarning;
}

function filesText(view: AgentNoticeView, words: Words): string {
  const lines = files(view, words).map(({ label, url }) => (url ? `${label}: ${url}` : label));
  return lines.length > 0 ? `${words.label.attachments}:\n${lines.join('\n')}` : '';
}

function htmlPart(view: AgentNoticeView, words: Words): string {
  const { text, ...excerpted } = excerpt(withoutMarkers(view.text), MAX_TEXT);
  const isCut = excerpted.isCut || view.isCut === true;
  const [when = '', relative = ''] = answerBy(view, words);
  const level = COLORS.priority[view.priority];
  return page({
    language: view.language,
    top: muted(REPLY_MARKER),
    body: html`
${heading(words.notice[view.kind])}
${paragraph(howTo(view, words))}
${[doubt(view, words) ?? [], firstOfAll(view, words)].flat().map(alarm)}
${highlight({
  label: words.label.answerBy,
  value: when,
  note: [relative, view.why].filter(Boolean).join('. '),
  edge: level,
})}
${factTable([
  { label: words.label.ticket, value: view.ticketId },
  { label: words.label.priority, value: words.priority[view.priority], badge: badge(`P${view.priority}`, level) },
  ...facts(view, words),
  ...readingFacts(view, words),
])}
${subheading(view.subject || words.noSubject)}
${quotation(textToHtml(text))}
${isCut && muted(words.cut)}
${hidden(view, words) && muted(html`<a href="${view.link}" style="color:inherit">${hidden(view, words)}</a>`)}
${view.attachments.length > 0 && subheading(words.label.attachments)}
${files(view, words).map(({ label, url }) => paragraph(url ? html`<a href="${url}" style="color:inherit">${label}</a>` : label))}
${warnings(view).map((warning) => muted(`* ${warning}`))}
${button(words.openTicket, view.link)}`,
    footer: html`${muted(view.deskName)}${muted(NOTICE_END)}`,
  });
}
