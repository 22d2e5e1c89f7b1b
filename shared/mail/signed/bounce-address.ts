import { labelledAddress, labelOf } from './labelled-address.ts';
import { isSigned, SIGNATURE_PATTERN, sign, TICKET_PATTERN } from './signature.ts';

/** The signed text names its version, as a reply address does, and never fits one. */
const PURPOSE = 'bounce-address/1';

/**
 * What stands between ticket and signature has sixteen characters at most: the address is then as long as the longest reply address, and
 * one limit of the support address holds for both. Eight of them are the recipient; 35 bits of a message's key tell the answers of one
 * ticket apart.
 */
const KEY_LENGTH = 7;
/** Of addresses that name no recipient, as all did once. */
const KEY_LENGTH_ALONE = 12;
const MESSAGE_KEY = /^[0-9a-z]{1,64}$/;
/** The start of a message's key, the number of its sending, and whom that mail went to. */
const OF_MESSAGE = /^([0-9a-z]{1,12})(?:\.([1-9a-z][0-9a-z]{0,4}))?(?:-([0-9a-z]{8}))?$/;
/** Of a notice: the timer that fired it, in base 36, and its recipient's hash. */
const NOTICE = /^([0-9a-z]{1,3})-([0-9a-z]{8})$/;
const TOKEN = new RegExp(`^b\\.(${TICKET_PATTERN})\\.([0-9a-z.-]{1,16})\\.(${SIGNATURE_PATTERN})$`);

/** Timers that three digits of base 36 tell apart: more than a ticket ever has. */
const TIMERS = 36 ** 3;

/** A mail to one of the team: its recipient (`recipientHash`), and the version of the timer that fired the level it tells of. */
export type Notice = { ticketId: string; to: string; timer?: number | undefined };

/** Whom the mail of a message went to (`recipientHash`), and whether as the requester, at the reading address of then, or as one copied. */
export type SentTo = { to: string; as: (typeof ROLES)[number] };
const ROLES = ['requester', 'copied'] as const;

/** What an address says about a bounce. `forged`: it has the form of a bounce address and none of the keys signed it. */
export type BounceAddress =
  | { kind: 'none' }
  | { kind: 'forged' }
  /**
   * `messageKeyStart`: the first characters of the message's key, in upper case. `resent`: of the mail that was sent so many times again.
   * `sentTo`: missing in an address from before each recipient had their own.
   */
  | { kind: 'bounce'; ticketId: string; messageKeyStart: string; resent?: number; sentTo?: SentTo }
  | ({ kind: 'notice' } & Notice);

/** The mail of a message: `resent`, when that was sent so many times again, and whom it went to, unless it is from before reports said so. */
export type OfMessage = { ticketId: string; messageKey: string; resent?: number | undefined; sentTo?: SentTo };

/** What a mail of a ticket's is about, and whom it went to: all that a report of it has to say. */
export type Reportable = OfMessage | Notice;

/**
 * The envelope sender of one mail of ours: `help+b.t-4f7k2m9q.<start of the message's key>-<recipient>.<signature>@…`. What a server
 * sends there is about that mail, whatever it says (variable envelope return paths), and whoever has it is the recipient of that mail: a
 * report by one who is copied says nothing of the requester's. A message that was sent again has another address each time,
 * `….<start of the key>.<number in base 36>-<recipient>.<signature>`, so that a late report of the mail before says nothing of it. SES
 * writes its own return path instead unless a custom MAIL FROM domain is set, so it is one signal of several.
 * @throws RangeError when the support address is too long for it, or the key is none
 */
export function bounceAddress(key: string, supportAddress: string, about: Reportable): string {
  const ticket = about.ticketId.toLowerCase();
  const [mail, role] = 'messageKey' in about ? [messageName(about), about.sentTo?.as] : [noticeName(about)];
  return labelledAddress(supportAddress, `b.${ticket}.${mail}.${sign(key, PURPOSE, signedParts(ticket, mail, role))}`);
}

/** The role has no room in the address: it is signed, and each is tried when one is read. */
function signedParts(ticket: string, mail: string, role: SentTo['as'] | undefined): string[] {
  return role === undefined ? [ticket, mail] : [ticket, mail, role];
}

/** A long number of sendings takes the place of characters of the key: the address has its length. */
function messageName({ messageKey, resent, sentTo }: OfMessage): string {
  const number = resent ? `.${resent.toString(36)}` : '';
  const most = sentTo ? KEY_LENGTH : KEY_LENGTH_ALONE;
  const start = messageKey.toLowerCase().slice(0, most - number.length);
  if (!MESSAGE_KEY.test(start)) throw new RangeError(`not a message key: ${messageKey}`);
  return `${start}${number}${sentTo ? `-${sentTo.to.toLowerCase()}` : ''}`;
}

/** A notice of no level has no timer: versions begin at 1. */
function noticeName({ to, timer = 0 }: Notice): string {
  return `${(timer % TIMERS).toString(36)}-${to.toLowerCase()}`;
}

/** Reads an address back, in any case of letters, by any of the keys; a reply address or an ordinary label is `none`. */
export function readBounceAddress(keys: readonly string[], supportAddress: string, address: string): BounceAddress {
  const label = labelOf(supportAddress, address);
  if (!label?.startsWith('b.t-')) return { kind: 'none' };
  const [, ticket = '', mail = '', signature = ''] = TOKEN.exec(label) ?? [];
  const isBy = (role?: SentTo['as']) => isSigned(keys, PURPOSE, signedParts(ticket, mail, role), signature);
  const ticketId = ticket.toUpperCase();
  const role = ROLES.find(isBy);
  if (role === undefined && !isBy()) return { kind: 'forged' };
  const [isNotice, timer = '', reader = ''] = (role === undefined && NOTICE.exec(mail)) || [];
  if (isNotice) {
    const number = timer === '0' ? {} : { timer: Number.parseInt(timer, 36) };
    return { kind: 'notice', ticketId, to: reader.toUpperCase(), ...number };
  }
  const [, start = '', resent, to = ''] = OF_MESSAGE.exec(mail) ?? [];
  return {
    kind: 'bounce',
    ticketId,
    messageKeyStart: start.toUpperCase(),
    ...(resent !== undefined && { resent: Number.parseInt(resent, 36) }),
    ...(role && { sentTo: { to: to.toUpperCase(), as: role } }),
  };
}
