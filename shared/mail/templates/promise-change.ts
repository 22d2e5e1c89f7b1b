import type { Language } from '../../language.ts';
import type { Priority } from '../../sla/terms.ts';
import { COLORS } from './colors.ts';
import { factLines, type MailContent, paragraphs } from './content.ts';
import { formatInstant, secondsBetween } from './format-time.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { button, heading, highlight, muted, paragraph } from './parts.ts';
import { customerSubject } from './subjects.ts';
import type { Words } from './words/shape.ts';
import { wordsFor } from './words/words.ts';

/** The reason that has words of its own. */
const UNRESPONSIVE = 'customer-unresponsive';

export type PromiseChangeView = {
  language: Language;
  deskName: string;
  ticketId: string;
  requester: { name?: string; verified: boolean };
  subject: string;
  /** Another one wrote the request: nothing of it is repeated. */
  isAnothers?: boolean;
  /** The priority that the customer knew, and the one it is now. */
  from: Priority;
  priority: Priority;
  /** Why it was lowered, as an agent gave it. */
  reason?: string;
  /** It had been closed. */
  isReopened?: boolean;
  /** It is closed, as that; no time is promised then. */
  closed?: { as: keyof Words['promiseChange']['closedAs']; isAnswered: boolean };
  /** Deadline of the first response, ISO instant. */
  answerBy: string;
  /** ISO instant of the desk's clock: what is past by then is no promise. */
  now: string;
  /** The customer's IANA zone. */
  timeZone: string;
  /** One sentence that says why the answer comes then. */
  why?: string;
  /** The link by which its receiver follows the ticket. */
  follow: string;
};

/**
 * Tells a customer of a promise that changed: what changed, by when we answer now, or that this is late, or that the request is closed
 * (promise.md section 5). To an unverified sender it says nothing that came from the request.
 */
export function promiseChange(view: PromiseChangeView): MailContent {
  const words = wordsFor(view.language);
  const says = words.promiseChange;
  const { verified, name } = view.requester;
  const greeting = words.acknowledgement.greeting(verified ? name : undefined);
  const time = view.closed === undefined ? promisedTime(view, words) : undefined;
  const said = [whatChanged(view, words), whyChanged(view, words)].filter(Boolean).join(' ');
  const duty = time && view.priority !== view.from ? dutyOf(view, words) : undefined;
  const mend = time ? says.mend : says.closedMend;
  return {
    subject:
      verified && !view.isAnothers
        ? customerSubject(view.subject, view.ticketId, words)
        : `${says.subject} [${view.ticketId}]`,
    text: paragraphs(
      greeting,
      said,
      time && factLines([time]),
      time?.note,
      duty,
      mend,
      `${words.follow.open}: ${view.follow}`,
      `-- \n${view.deskName}\n${words.acknowledgement.automatic}`,
    ),
    html: page({
      language: view.language,
      preview: time ? `${time.label}: ${time.value}` : said,
      body: html`
${heading(time ? says.heading : says.closedHeading)}
${paragraph(greeting)}
${paragraph(said)}
${time && highlight({ ...time, edge: COLORS.priority[view.priority] })}
${duty && paragraph(duty)}
${paragraph(mend)}
${button(words.follow.open, view.follow)}`,
      footer: html`${muted(view.deskName)}${muted(words.acknowledgement.automatic)}`,
    }),
  };
}

/** What the priority asks of them: one that we lowered it to they have not chosen. */
function dutyOf({ from, priority }: PromiseChangeView, words: Words): string {
  const isLoweredTo2 = priority === 2 && from === 1;
  return isLoweredTo2 ? words.promiseChange.dutyAtTwo : words.acknowledgement.duty[priority];
}

/** By when we answer; of a time that is past, that this is late. */
function promisedTime(view: PromiseChangeView, words: Words): { label: string; value: string; note: string } {
  const value = formatInstant(view.answerBy, view.timeZone, view.language);
  if (secondsBetween(view.now, view.answerBy) < 0) {
    return { label: words.label.wasDue, value, note: words.acknowledgement.late };
  }
  const note = [words.acknowledgement.answerByNote, view.why].filter(Boolean).join(' ');
  return { label: words.label.answerBy, value, note };
}

function whatChanged({ ticketId, from, priority, isReopened, closed }: PromiseChangeView, words: Words): string {
  const says = words.promiseChange;
  if (closed) {
    const isTheirs = closed.as.endsWith('ByLink');
    return `${isTheirs ? says.closedByLink(ticketId) : says.closed(ticketId, closed.isAnswered)} ${says.closedAs[closed.as]}`;
  }
  if (isReopened) return says.reopened(ticketId);
  return from === priority ? says.time(ticketId) : says.priority(ticketId, from, priority);
}

function whyChanged({ reason, closed }: PromiseChangeView, words: Words): string | undefined {
  if (reason === undefined || closed !== undefined) return undefined;
  const says = words.promiseChange;
  return reason === UNRESPONSIVE ? says.unresponsive : says.reason(reason);
}
