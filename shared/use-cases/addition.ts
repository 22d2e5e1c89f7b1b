import type { InboundMail } from '../mail/inbound.ts';
import type { Priority } from '../sla/terms.ts';
import type { Message } from '../ticket/message.ts';
import type { ReadingMove } from '../ticket/reading-address.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Undone } from '../ticket/undone.ts';
import type { Writer } from '../ticket/writer.ts';
import type { MessageFile } from './steps/message-files.ts';

/** What was written: a mail, or a message by link, which has no subject and no id of a mail. */
type Written = Pick<InboundMail, 'from' | 'to' | 'cc' | 'text' | 'replyText' | 'html'> &
  Partial<Pick<InboundMail, 'subject' | 'messageId' | 'unsigned' | 'unanswerable'>> & { attachments: MessageFile[] };

/** A message that joins a ticket, and what it is to do there. */
export type Addition = {
  ticket: Ticket;
  author: 'customer' | 'unverified';
  mail: Written;
  source: string;
  /** When it reached the desk (ISO, UTC). */
  receivedAt: string;
  raw: string;
  /** The sender's address is proved. */
  verified: boolean;
  /** As it was routed. */
  writer: Writer;
  /** Who the writer is on this ticket as it is when it is changed; left out, that cannot be another one. */
  writerOn?: (ticket: Ticket) => Writer;
  /** It may be anybody's words, in the name of whoever is proved to have sent it: whom it copies is proposed, and it confirms nobody. */
  mayBeAnybodys?: boolean | undefined;
  /** Whom it copies is only proposed: an id that others have leads there, and they were told nothing of this ticket. */
  onlyProposes?: boolean | undefined;
  /** A machine wrote it of its own accord: it answers no question, and ends no watch. */
  isNoAnswer?: boolean | undefined;
  /** It says where its requester reads from now on. */
  moves?: ReadingMove | undefined;
  /** What the agents are told of that. */
  moveSaid?: string | undefined;
  /** The priority that it newly declares. */
  declares?: Priority | undefined;
  /** The agents are told. */
  wakes: boolean;
  /** Nothing but an envelope brought it here. */
  byEnvelope?: boolean | undefined;
  /** Nothing but the id of a mail that others have, too, brought it here. */
  byAncestor?: boolean | undefined;
  /** It came to a signed address that its readers have. */
  atAddress?: boolean | undefined;
  /** Somebody let it out: it re-opens a ticket that was closed as spam, whoever wrote it. */
  isNoSpam?: boolean;
  /** Whether it is a new request on this ticket as it is when it is changed. */
  isRequestOn?: (ticket: Ticket) => boolean;
  /** Where answers to it go, if it is a ticket of its own. */
  answersTo?: Message['answersTo'];
  warnings: string[];
  /** Files of a mail that the ticket has: they change nothing else. */
  isCopy?: boolean;
  /** A delivery report: the key of the answer that it is the first to say did not arrive. */
  returned?: string | undefined;
  /** One of the team wrote it, or says so, and it is not done. */
  undone?: Undone | undefined;
};
