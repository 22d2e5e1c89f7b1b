import type { Language } from '../../language.ts';
import type { Plan, Priority } from '../../sla/terms.ts';
import { isExecutable } from '../executable.ts';
import type { Fact } from './content.ts';
import { formatSize } from './format-size.ts';
import { formatDuration, formatInstant, secondsBetween } from './format-time.ts';
import type { Reading } from './reading.ts';
import { type Remarkable, remarks } from './remarks.ts';
import type { RequestChannel, Words } from './words/shape.ts';
import { UNDONE_WORDS, type WhyUndone } from './words/undone.ts';
import { sayWriter, type Writer } from './writer.ts';

/**
 * `again`: the customer wrote to a ticket that is there already; `outside`: somebody who does not belong to the conversation did;
 * `claimed`: somebody did whose address is in the conversation and not proved; `astray`: one of the conversation did, proved, and perhaps not
 * to this ticket; `assigned`: a colleague gave the ticket to its reader; `mentioned`: a colleague names its reader in a note;
 * `awake`: the ticket was snoozed, and is no more;
 * `answered`: a colleague answered; `returned`: an answer came back; `undelivered`: an acknowledgement, or word of a change, did not reach
 * the customer; `unsent`: the mail service refused an agent's answer for one of its readers; `complaint`: whoever had a mail of ours called it spam;
 * `other`: somebody wrote who claims to be one of the team and is not proved to be; `undone`: its reader wrote it, or somebody
 * in their name, and it was not done.
 */
export const NOTICE_KINDS = [
  'new',
  'again',
  'outside',
  'claimed',
  'astray',
  'assigned',
  'mentioned',
  'awake',
  'answered',
  'returned',
  'undelivered',
  'unsent',
  'complaint',
  'other',
  'undone',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Who did not get an answer, by address, and why, as the mail service said it. */
export type Lost = { address: string; reason: string };

export type AgentNoticeView = Remarkable &
  Reading & {
    language: Language;
    deskName: string;
    kind: NoticeKind;
    ticketId: string;
    subject: string;
    /** Of the message, when it is another one. */
    ownSubject?: string;
    priority: Priority;
    plan: Plan;
    /** Whose turn it is. */
    awaits: keyof Words['awaits'];
    requester: Writer;
    /** They belong, and it came by what only they were sent: their link, or their reply address (docs/promise.md section 5, *known writer*). */
    isByReader?: boolean;
    /** Name of the company. */
    customer?: string;
    channel: RequestChannel;
    /** The form that it came by, as its source is called. */
    form?: string | undefined;
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
    /** Of `unsent`; of `undelivered`, whom a new link that they asked for did not reach. */
    lost?: Lost | undefined;
    /** The agent who gave the ticket away; `assignedTo`: to whom, when its reader stands in for them. */
    assignedBy?: string;
    assignedTo?: string;
    /** Why one of the team, or who says so, wrote in vain; `isTold`: its writer hears of it. */
    undone?: { why: WhyUndone; isTold: boolean };
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
  return [
    { label: words.label.plan, value: words.plan[view.plan] },
    ...(view.customer ? [{ label: words.label.customer, value: view.customer }] : []),
    { label: words.label.requester, value: sayWriter(view.requester, words) },
    { label: words.label.channel, value: sayChannel(view, words) },
    { label: words.label.awaits, value: words.awaits[view.awaits] },
    ...(view.ownSubject ? [{ label: words.label.ownSubject, value: view.ownSubject }] : []),
  ];
}

/** How it came in; of a form also which one. */
function sayChannel({ channel, form }: AgentNoticeView, words: Words): string {
  return form === undefined ? words.channel[channel] : `${words.channel.webhook} ${form}`;
}

/** The files, each as one line, with a mark where opening it may run a program, and the link that leads to it. */
export function files(
  { attachments, language }: AgentNoticeView,
  words: Words,
): { label: string; url?: string | undefined }[] {
  return attachments.map(({ filename, size, url }) => {
    const about = [formatSize(size, language), ...(isExecutable(filename) ? [words.notice.executable] : [])];
    return { label: `${filename} (${about.join('; ')})`, url };
  });
}

/** What is read before the text; of a message that was not taken for what it claims or seems to be, why. */
export function firstOfAll(view: AgentNoticeView, words: Words): string[] {
  const { kind, lost, warnings: all = [] } = view;
  return [
    ...(undoneRemark(view) ?? []),
    ...remarks(view, words),
    ...(lost ? [`${lost.address}: ${lost.reason}`] : []),
    ...(isDoubted(kind) ? all.slice(0, MOST_WARNINGS) : []),
  ];
}

/** What else there is to know, below the text. The ticket has all of it. */
export function warnings({ kind, warnings: all = [] }: AgentNoticeView): readonly string[] {
  return isDoubted(kind) ? [] : all.slice(0, MOST_WARNINGS);
}

/** Of what is none of the customer's, or perhaps not for this ticket, why it was not taken for that stands first. */
const isDoubted = (kind: NoticeKind) => kind === 'other' || kind === 'undone' || kind === 'astray';

/** Why what one of the team wrote was not done, how to do it right, and whether they know. */
function undoneRemark({ language, kind, undone }: AgentNoticeView): string[] | undefined {
  if (!undone) return undefined;
  const says = UNDONE_WORDS[language];
  const { why, mend } = says[kind === 'undone' ? 'you' : 'team'][undone.why];
  return [`${why} ${mend}`, ...(kind !== 'undone' && undone.isTold ? [says.told] : [])];
}

/** What becomes of a reply. */
export function howTo(view: AgentNoticeView, words: Words): string {
  const assigned = view.assignedBy ? `${words.notice.assignedBy(view.assignedBy, view.assignedTo)} ` : '';
  return `${assigned}${whatThen(view, words)}`;
}

function whatThen(view: AgentNoticeView, words: Words): string {
  if (view.kind === 'returned') return words.notice.howToReturned;
  if (view.kind === 'undelivered') {
    return view.lost ? words.notice.howToNoLink(view.lost.address) : words.notice.howToUndelivered;
  }
  if (view.lost) return words.notice.howToUnsent(view.lost.address);
  if (view.kind === 'mentioned') return words.notice.howToMentioned;
  if (view.kind === 'complaint') return words.notice.howToComplaint;
  if (view.kind === 'undone') return UNDONE_WORDS[view.language].kept;
  if (view.kind === 'other') return words.notice.howToOther;
  if (view.kind === 'outside') return words.notice.howToOutside(view.requester.address);
  if (view.kind === 'claimed') return words.notice.howToClaimed(view.requester.address);
  if (view.kind === 'astray') return words.notice.howToAstray(view.requester.address);
  return view.answerBy === undefined ? words.notice.howToAdd : words.notice.howToAnswer;
}
