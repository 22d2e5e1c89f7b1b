import type { InboundMail } from '../mail/inbound.ts';
import type { KnownTexts } from '../mail/own-content/between-lines.ts';
import { htmlToText } from '../mail/reading/html-to-text.ts';
import { type Lost, NOTICE_KINDS, type NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import { wordsFor } from '../mail/templates/words/words.ts';
import { noticeOf } from '../notify/notice-of.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Look } from './look.ts';

/**
 * Agents answer what came last; a ticket may have thousands of messages. Notes are the team's own, and customers write none: however much they
 * write, what an answer to the notice of a note quotes is known.
 */
const NEWEST = { messages: 20, notes: 100 };

/** Each is a notice more of each answer. */
const MOST_REFUSED = 3;

/**
 * What a mail about a ticket may quote: its newest messages, and what agents were told of them. A notice's text and its HTML tell the
 * same in other lines; what depends on the moment (how long it is until the deadline) stands above the message. The mail itself,
 * by its Message-ID, may have come before: it quotes nothing of that.
 */
export async function knownTexts(
  { tickets, settings, secrets, agents: directory }: Look,
  ticket: Ticket,
  { messageId: own }: Pick<InboundMail, 'messageId'>,
): Promise<KnownTexts> {
  const [key = ''] = await secrets.signingKeys();
  const { messages } = await tickets.messages(ticket.id);
  // A notice names who gave the ticket away, and whoever took it on had none.
  const wasGiven = ticket.audit.some(({ action, by, detail }) => action === 'assigned' && by !== `agent:${detail}`);
  const agents = wasGiven ? await directory.list() : [];
  const isQuotable = ({ messageId }: Message) => messageId === undefined || messageId !== own;
  const isNote = ({ kind }: Message) => kind === 'note';
  const notes = messages.filter(isNote).slice(-NEWEST.notes).filter(isQuotable);
  const newest = messages.slice(-NEWEST.messages).filter((each) => !isNote(each) && isQuotable(each));
  const { notice } = wordsFor(settings.defaults.language);
  const noticeAs = (message: Message, kind: NoticeKind, lost?: Lost) => {
    const { text, html } = noticeOf(settings, ticket, message, { kind, now: message.at, key, lost, agents });
    return [text, htmlToText(html)].map((each) => ({ heading: notice[kind], text: each }));
  };
  const refused = refusedIn(ticket);
  const opening = messageKeyFor(ticket.source);
  const noticesOf = (message: Message) => {
    if (message.author !== 'agent') {
      const links = message.key === opening ? refused.flatMap((lost) => noticeAs(message, 'undelivered', lost)) : [];
      return [...NOTICE_KINDS.flatMap((kind) => noticeAs(message, kind)), ...links];
    }
    if (isNote(message)) return noticeAs(message, 'mentioned');
    return refused.flatMap((lost) => noticeAs(message, 'unsent', lost));
  };
  let notices: ReturnType<KnownTexts['notices']> | undefined;
  return {
    messages: newest.flatMap(({ text, replyText = text }) => [text, replyText]),
    notes: notes.map(({ text }) => text),
    notices: () => {
      notices ??= [...newest, ...notes].flatMap(noticesOf);
      return notices;
    },
    frames: () =>
      [newest.at(-1), notes.at(-1)]
        .filter((each) => each !== undefined)
        .flatMap((each) => noticesOf({ ...each, text: '', attachments: [] }))
        .map(({ text }) => text),
  };
}

/** Whom the mail service refused of late, as the trail has it. */
function refusedIn({ audit }: Ticket): Lost[] {
  const lost = audit.flatMap(({ action, detail = '' }) => {
    const [, address, reason = ''] = (action === 'mail refused' && /^(\S+): (.*)$/s.exec(detail)) || [];
    return address ? [{ address, reason }] : [];
  });
  return lost.slice(-MOST_REFUSED);
}
