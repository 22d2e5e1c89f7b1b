import type { Language } from '../../language.ts';
import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../reply-marker.ts';
import { type MailContent, paragraphs } from './content.ts';
import { formatInstant } from './format-time.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { heading, muted, paragraph, quotation, subheading } from './parts.ts';
import { HELD_WORDS, type HeldWords } from './words/held.ts';
import { wordsFor } from './words/words.ts';

type Reason = keyof HeldWords['reason'];

export type HeldDigestView = {
  language: Language;
  deskName: string;
  /** How many are held for each reason, the most frequent first. */
  counts: readonly { reason: Reason; count: number }[];
  /** There are more than were counted. */
  isMore: boolean;
  /** The newest of them. `release`: the signed address by which whoever reads this lets it out. */
  entries: readonly {
    id: string;
    from?: string;
    subject: string;
    reason: Reason;
    /** ISO instant. */
    receivedAt: string;
    release?: string;
  }[];
  /** The desk's IANA zone. */
  timeZone: string;
};

/** Tells the lead once a day what is held that nobody was told of. */
export function heldDigest(view: HeldDigestView): MailContent {
  const says = HELD_WORDS[view.language];
  const more = view.isMore ? '+' : '';
  const total = `${view.counts.reduce((sum, { count }) => sum + count, 0)}${more}`;
  const counts = view.counts.map(({ reason, count }) => says.digest.howMany(`${count}${more}`, says.reason[reason]));
  const newest = says.digest.newest(view.entries.length);
  const mayReply = view.entries.some(({ release }) => release !== undefined);
  const list = 'GET /api/quarantine?state=held';
  const release = 'POST /api/quarantine/Q-…/release';
  return {
    subject: says.digest.subject(total),
    text: paragraphs(
      REPLY_MARKER,
      `${says.digest.heading}: ${total}`,
      says.digest.meaning,
      counts.map((line) => `- ${line}`).join('\n'),
      newest,
      mayReply && says.digest.byReply,
      ...view.entries.map((entry) => [...lines(view, entry), ...(entry.release ? [entry.release] : [])].join('\n')),
      `${says.digest.list}\n${list}\n${release}`,
      NOTICE_END,
    ),
    html: page({
      language: view.language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(`${says.digest.heading}: ${total}`)}
${paragraph(says.digest.meaning)}
${counts.map((line) => paragraph(line))}
${subheading(newest)}
${view.entries.map((entry) => quotation(html`${lines(view, entry).map((line) => html`${line}<br>`)}${link(entry, says)}`))}
${paragraph(says.digest.list)}
${quotation(html`<code>${list}</code><br><code>${release}</code>`)}`,
      footer: html`${muted(view.deskName)}${muted(NOTICE_END)}`,
    }),
  };
}

function lines({ language, timeZone }: HeldDigestView, entry: HeldDigestView['entries'][number]): string[] {
  const { id, from = '?', subject, reason, receivedAt } = entry;
  return [
    withoutMarkers(subject) || wordsFor(language).noSubject,
    `${from}, ${formatInstant(receivedAt, timeZone, language)}`,
    `${id}: ${HELD_WORDS[language].reason[reason]}`,
  ];
}

function link({ id, release, reason }: HeldDigestView['entries'][number], says: HeldWords): Html | false {
  if (release === undefined) return false;
  const command = reason === 'virus' ? '#release virus' : '#release';
  const query = `subject=${encodeURIComponent(id)}&body=${encodeURIComponent(`${command}\n`)}`;
  return html`<a href="mailto:${release}?${query}" style="color:inherit">${says.digest.releaseLink}</a>`;
}
