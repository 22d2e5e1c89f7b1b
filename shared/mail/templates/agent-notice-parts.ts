import type { Language } from '../../language.ts';
import type { Plan, Priority } from '../../sla/terms.ts';
import type { Fact } from './content.ts';
import { formatSize } from './format-size.ts';
import { formatDuration, formatInstant, secondsBetween } from './format-time.ts';
import { type Remarkable, remarks } from './remarks.ts';
import type { RequestChannel, Words } from './words/shape.ts';

/**
 * `again`: the customer wrote to a ticket that is there already; `outside`: somebody who does not belong to the conversation did;
 * `claimed`: somebody did whose address is in the conversation and not proved; `assigned`: a colleague gave the ticket to its reader;
 * `returned`: an answer came back; `other`: somebody wrote who claims to be one of the team and is not proved to be.
 */
export const NOTICE_KINDS = ['new', 'again', 'outside', 'claimed', 'assigned', 'returned', 'other'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type AgentNoticeView = Remarkable & {
  language: Language;
  deskName: string;
  kind: NoticeKind;
  ticketId: string;
  subject: string;
  priority: Priority;
  plan: Plan;
  requester: { address: string; name?: string; verified: boolean };
  /** Name of the company. */
  customer?: string;
  channel: RequestChannel;
  /** Deadline of the first response while the clock runs, ISO instant. */
  answerBy?: string;
  why?: string;
  /** ISO instant of the desk's clock. */
  now: string;
  /** The desk's IANA zone. */
  timeZone: string;
  /** What the customer wrote; `isCut`: only its beginning. */
  text: string;
  isCut?: boolean;
  /** How many lines of it are not shown: a quote, a signature. */
  hiddenLines?: number;
  /** `size` in bytes, `url` a link that works in a browser. */
  attachments: readonly { filename: string; size: number; url?: string | undefined }[];
  /** What was mended, lost or doubted of the message, a sentence each. */
  warnings?: readonly string[];
  /** Addresses of all who read an answer that is given now. */
  readers: readonly string[];
  /** Addresses that are named in the conversation and read nothing until an agent adds them. */
  proposed: readonly string[];
  link: string;
};

/** The ticket has them all. */
const MOST_WARNINGS = 5;

/** That the customer's mail has more lines than are shown, which nobody must have to guess. */
export function hidden({ hiddenLines = 0 }: AgentNoticeView, words: Words): string | false {
  return hiddenLines > 0 && words.notice.hidden(hiddenLines);
}

/** When, and how far away that is; or that no clock runs. */
export function answerBy(view: AgentNoticeView, words: Words): string[] {
  if (view.answerBy === undefined) return [words.notice.notRunning];
  const left = secondsBetween(view.now, view.answerBy);
  const duration = formatDuration(left, view.language);
  const relative = left < 0 ? words.notice.late(duration) : words.notice.within(duration);
  return [formatInstant(view.answerBy, view.timeZone, view.language), relative];
}

/** What is known of the ticket and its writer. */
export function facts(view: AgentNoticeView, words: Words): Fact[] {
  const { name, address, verified } = view.requester;
  const from = name ? `${name} <${address}>` : address;
  return [
    { label: words.label.plan, value: words.plan[view.plan] },
    ...(view.customer ? [{ label: words.label.customer, value: view.customer }] : []),
    { label: words.label.requester, value: verified ? from : `${from} (${words.unverified})` },
    { label: words.label.channel, value: words.channel[view.channel] },
  ];
}

/** Who reads an answer, and who would like to: nobody must have to guess whom a reply goes to. */
export function readers({ readers, proposed }: AgentNoticeView, words: Words): Fact[] {
  return [
    { label: words.label.readers, value: readers.join(', ') || words.notice.noReaders },
    ...(proposed.length > 0
      ? [{ label: words.label.proposed, value: words.notice.proposedPeople(proposed.join(', ')) }]
      : []),
  ];
}

/** The files, each as one line and the link that leads to it. */
export function files({ attachments, language }: AgentNoticeView): { label: string; url?: string | undefined }[] {
  return attachments.map(({ filename, size, url }) => ({ label: `${filename} (${formatSize(size, language)})`, url }));
}

/** What is read before the text; of a message that is not the customer's, why it was not taken for what it claims to be. */
export function firstOfAll(view: AgentNoticeView, words: Words): string[] {
  const { kind, warnings: all = [] } = view;
  return [...remarks(view, words), ...(kind === 'other' ? all.slice(0, MOST_WARNINGS) : [])];
}

/** What else there is to know, below the text. The ticket has all of it. */
export function warnings({ kind, warnings: all = [] }: AgentNoticeView): readonly string[] {
  return kind === 'other' ? [] : all.slice(0, MOST_WARNINGS);
}

/** What becomes of a reply. */
export function howTo(view: AgentNoticeView, words: Words): string {
  if (view.kind === 'returned') return words.notice.howToReturned;
  if (view.kind === 'other') return words.notice.howToOther;
  if (view.kind === 'outside') return words.notice.howToOutside(view.requester.address);
  if (view.kind === 'claimed') return words.notice.howToClaimed(view.requester.address);
  return view.answerBy === undefined ? words.notice.howToAdd : words.notice.howToAnswer;
}
