import { createHash } from 'node:crypto';
import * as z from 'zod';
import { base32 } from '../base32.ts';
import { isNoReply } from '../mail/no-reply.ts';

/** How much automatic mail is enough. Headers never show every robot; these numbers end a loop that they do not. */
export type Caps = {
  /** To one recipient about one ticket in ten minutes. */
  perTicket: number;
  /** To one recipient about anything in ten minutes; the team aside. */
  perTenMinutes: number;
  /** To one recipient about anything in a UTC day; the team aside. */
  perDay: number;
  /** Acknowledgements to one sender in ten minutes: the tickets of a burst are made, and the rest of it is silent. */
  acknowledgements: number;
};

export const DEFAULT_CAPS: Caps = { perTicket: 10, perTenMinutes: 30, perDay: 100, acknowledgements: 5 };

/**
 * Links of one kind that one address is mailed in a UTC day because somebody asked on the page: each opens what it is to for weeks. To one
 * ticket, or to the requests of a company: whoever asks for one kind in somebody's name uses up nothing of the other.
 */
export const MOST_LINKS_A_DAY = 5;
/** A customer's report brings a link, too, and a lead asks for it. */
export type AskedLink = 'ticket' | 'company' | 'report';

export const TEN_MINUTES_MS = 10 * 60_000;

/**
 * Who could have mails about one ticket sent over and over, each counted apart, so that what strangers write never keeps the team
 * from hearing of anything else:
 *
 * - `known`: anybody who has the ticket's signed address, in the name of one of its people; `proved`: one of them, or of the team, and sure;
 * - `declared`: such a one with a priority that is newly declared, and changes nothing by itself;
 * - `outside`: anybody; `refused`: anybody, in the name of one of the team;
 * - `agent`: an agent by mails of their own; `once`: nobody, and it is never held back from the team.
 */
export const CAUSES = ['known', 'proved', 'declared', 'outside', 'refused', 'agent', 'once'] as const;
export type Cause = (typeof CAUSES)[number];

/** A mail that nobody wrote: all that the desk sends but an agent's answer. */
export type AutomaticMail = {
  to: string;
  /** Desk time (ISO, UTC). */
  at: string;
  purpose: 'acknowledgement' | 'notice' | 'escalation' | 'link';
  /** `known` when it is left out. */
  cause?: Cause | undefined;
  /** The recipient is an agent, the lead or the manager. */
  team: boolean;
  /** An acknowledgement of a request that is not proved: anybody may have made it in the recipient's name. */
  unproved?: boolean | undefined;
};

/** What a mail to a customer is counted as. */
export type CountedMail = AutomaticMail['purpose'] | 'unproved acknowledgement';

/** How many mails went to a recipient up to an instant. */
type SendCount = {
  /** In the ten minutes before it. */
  tenMinutes: number;
  /** In its UTC day. */
  day: number;
  /** Acknowledgements among `tenMinutes`. */
  acknowledgements: number;
  /** Of all these, acknowledgements of requests that were not proved; missing for none. */
  unproved?: { tenMinutes: number; day: number };
};

export type SendCounter = {
  /** How many mails went to `recipient` in the ten minutes and on the UTC day before `at` (ISO, UTC). */
  recent(recipient: string, at: string): Promise<SendCount>;
  /** Counts a mail that has left for `recipient`: what was only tried is nothing that anybody has had. */
  count(recipient: string, at: string, as: CountedMail): Promise<void>;
  /**
   * Counts a link of this kind that anybody may ask for in the recipient's name, unless `most` of it were asked for in the UTC day of `at`:
   * whether it may go. Of any who ask at once no more than `most` may.
   */
  claimLink(recipient: string, to: AskedLink, at: string, most: number): Promise<boolean>;
  /** Keeps automatic mail about unproved requests of pages from a recipient until `until` (ISO, UTC): they said that those are not theirs. */
  mute(recipient: string, until: string): Promise<void>;
  /** Whether that holds at `at` (ISO, UTC). */
  isMuted(recipient: string, at: string): Promise<boolean>;
};

/** A line of a ticket's list of the automatic mails it sent of late: to whom (`recipientHash`), when, and by whose doing. */
export const sentMailSchema = z.object({ to: z.string(), at: z.iso.datetime(), cause: z.enum(CAUSES).optional() });
export type SentMail = z.infer<typeof sentMailSchema>;

/** Ten mails to each of ten people; older ones go first. */
const MOST_ON_TICKET = 100;

/**
 * Forty bits of an address, of which a ticket keeps many: as short for the longest, and enough to tell its recipients apart. The
 * mails themselves have the address.
 */
export function recipientHash(address: string): string {
  return base32(createHash('sha256').update(address.toLowerCase()).digest()).slice(0, 8);
}

/** The ticket's list with this mail on it, and without what has left the ten minutes. */
export function noteSent(
  sent: readonly SentMail[],
  { to, at, cause }: Pick<AutomaticMail, 'to' | 'at' | 'cause'>,
): SentMail[] {
  const line = { to: recipientHash(to), at, ...(cause && cause !== 'known' && { cause }) };
  return [...sent.filter((each) => isRecent(each, at)), line].slice(-MOST_ON_TICKET);
}

/** Leave to send a mail, or why not, in words for the audit trail. */
export type Permission = { send: true } | { send: false; reason: string };

/**
 * Whether an automatic mail may go.
 *
 * 1. Nothing goes to an address of ours or to one that says it is not read.
 * 2. A ticket writes to one recipient so often and no more; to one of the team so often for each cause. Not so its escalations:
 *    each level fires once, which no mail can change, and it must be heard above any loop. Nor what else happens once.
 * 3. A customer gets so many mails about all tickets, and by requests in their name that are not proved so many more: these take
 *    nothing from what is theirs. The team's mails are as many as its tickets, so they have no such cap.
 *
 * `sent` is the ticket's list (`noteSent`). Throws what the counter throws.
 */
export async function maySend(
  { caps, counter, isOwn }: { caps: Caps; counter: SendCounter; isOwn: (address: string) => boolean },
  mail: AutomaticMail,
  sent: readonly SentMail[],
): Promise<Permission> {
  const to = mail.to.toLowerCase();
  if (isOwn(to)) return refuse('it is an address of ours');
  if (isNoReply(to)) return refuse('it is an address that is not read');
  if (isOverCap(caps, mail, sent)) {
    return refuse(`it has had ${caps.perTicket} mails about this ticket in 10 minutes`);
  }
  if (mail.team) return { send: true };

  const count = countFor(mail, await counter.recent(to, mail.at));
  if (mail.purpose === 'acknowledgement' && count.acknowledgements >= caps.acknowledgements) {
    return refuse(`it has had ${caps.acknowledgements} acknowledgements in 10 minutes`);
  }
  if (count.tenMinutes >= caps.perTenMinutes) return refuse(`it has had ${caps.perTenMinutes} mails in 10 minutes`);
  if (count.day >= caps.perDay) return refuse(`it has had ${caps.perDay} mails today`);
  return { send: true };
}

/** What counts for a mail: for what is not proved all that the recipient had, for any other nothing that is not proved. */
function countFor({ unproved: isUnproved }: AutomaticMail, count: SendCount): SendCount {
  const { tenMinutes, day, acknowledgements, unproved = { tenMinutes: 0, day: 0 } } = count;
  if (isUnproved) return { tenMinutes, day, acknowledgements: unproved.tenMinutes };
  return {
    tenMinutes: tenMinutes - unproved.tenMinutes,
    day: day - unproved.day,
    acknowledgements: acknowledgements - unproved.tenMinutes,
  };
}

/**
 * Whether a ticket has written to a recipient often enough. What the team is to hear of then is not lost: it waits for the others of its
 * minute, and all are one mail.
 */
export function isOverCap(
  { perTicket }: Pick<Caps, 'perTicket'>,
  mail: AutomaticMail,
  sent: readonly SentMail[],
): boolean {
  return isCapped(mail) && ofTicket(sent, mail) >= perTicket;
}

function isCapped({ purpose, team, cause }: AutomaticMail): boolean {
  return purpose !== 'escalation' && !(team && cause === 'once');
}

/** How many mails of the ticket's list went to the recipient of this one; of the team, those of its cause. */
function ofTicket(sent: readonly SentMail[], { to, at, team, cause = 'known' }: AutomaticMail): number {
  const hash = recipientHash(to);
  const isOfCause = (each: SentMail) => !team || (each.cause ?? 'known') === cause;
  return sent.filter((each) => each.to === hash && isRecent(each, at) && isOfCause(each)).length;
}

function isRecent({ at }: SentMail, now: string): boolean {
  return Date.parse(at) > Date.parse(now) - TEN_MINUTES_MS;
}

function refuse(reason: string): Permission {
  return { send: false, reason };
}
