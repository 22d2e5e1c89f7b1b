import type { Ticket } from '../ticket/ticket.ts';

/**
 * A ticket that a mail is about, and what says so: `address` a signed address of the ticket, `itself` that the mail was put there before,
 * `id` our signed id, `mail` the id of a mail of the ticket, `subject` the number in its subject; `ancestor` the id of a mail that others have, too: it is none
 * of the ticket's, but its first mail refers to it, as whoever answers the same newsletter does, or somebody has put it there; `return path` that of a mail of the
 * ticket, which robots answer.
 */
export type Target = {
  ticket: Ticket;
  by: 'address' | 'itself' | 'id' | 'mail' | 'subject' | 'ancestor' | 'return path';
  /** The agent whose signed address it is, and that agent's serial. */
  agentId?: string | undefined;
  agentSerial?: number;
  /** Whom the notice named whose answer it is, as that address says (`askedMark`). */
  asked?: string | undefined;
  /** Whose signed address it is of those who read on the customer's side (`readerName`). */
  reader?: string | undefined;
  /** The duplicate that it was signed for, or that the mail names, in place of which `ticket` goes on. */
  signedFor?: Ticket;
  /** All duplicates that lead there so, by whatever the mail has of them (`eachOnce`). */
  duplicates?: readonly Ticket[];
  /** It is no reader's signed address any more: it leads to the ticket, and proves nothing of who holds it. */
  isFormer?: boolean;
  /** What leads to the ticket, a signed address or a return path, is in the envelope, and not in To or Cc. */
  inEnvelopeOnly?: boolean;
  /** The mail is there already, from outside: what brought it may have been an envelope. */
  isFromOutside?: boolean;
  /** The mail is there already, and nothing but an envelope brought it: whoever has a copy of the mail may have put that around it. */
  isByEnvelope?: boolean;
  /** The mail is there already, and nothing but the id of a mail that others have, too, brought it. */
  isByAncestor?: boolean;
  /** What leads there is covered by no signature of a mail that only a signature proves. */
  isUnsigned?: boolean;
  /** Where nothing but an envelope may have brought it: the mail leads there of its own. */
  isNamed?: boolean;
  /** Where its writer reads what is answered, as the mail says (`whoWrote`). */
  reads?: string | undefined;
  /** What the customer of the ticket is known by, where it is asked who is of their house (`houseOf`). */
  house?: readonly string[];
  /** What the customer of who wrote it is known by, where they read at another address (`whoWrote`). */
  contacts?: readonly string[] | undefined;
  /** Who sent the mail is proved. */
  isProved?: boolean;
  /** By the id of a mail of the ticket: whose that is. */
  mailOf?: MailOf | undefined;
  /** By the id of a mail: that is the one that it answers, not one further up the thread. */
  isAnswered?: boolean;
  /** The mail that it answers is on the ticket, and its writer's own. */
  goesOnOwn?: boolean;
  /** By the id of a mail: its subject has the number, too. */
  isNumbered?: boolean;
  /** What it answers stands there from outside, and is not its writer's own. */
  answersOutsider?: boolean;
  /** Of a mail that a machine wrote of its own accord: whose mail of the ticket it goes on from. */
  answered?: Answered | undefined;
};

/**
 * Whose mail of a ticket an id is of, the surest first: the desk's or the team's; of whom the mail that names it is from; of another one who asks
 * there; another one's of the conversation; or one that stands there from outside. Whoever had the last two can have put them there.
 */
export const MAIL_OF = ['ours', 'own', "askers'", "others'", "outsiders'"] as const;
export type MailOf = (typeof MAIL_OF)[number];

/** Whose mail another one answers: the desk's, its writer's own, or somebody else's. */
export type Answered = 'ours' | 'own' | "others'";
