import { labelledAddress, labelOf } from './labelled-address.ts';
import { isSigned, SIGNATURE_PATTERN, sign, TICKET_PATTERN } from './signature.ts';

/** The signed text names its version, as a reply address does, and never fits one. */
const PURPOSE = 'bounce-address/1';

/** Sixty bits of a message's key tell the messages of one ticket apart, and leave the support address 21 characters. */
const KEY_LENGTH = 12;
const MESSAGE_KEY = /^[0-9a-z]{1,64}$/;
const RESENT = '\\.[1-9a-z][0-9a-z]{0,4}';
/** Of a notice: the timer that fired it, in base 36, and its recipient's hash. No longer than a key, and those have no `-`. */
const NOTICE = /^([0-9a-z]{1,3})-([0-9a-z]{8})$/;
const ABOUT = `[0-9a-z]{1,${KEY_LENGTH}}(?:${RESENT})?|[0-9a-z]{1,3}-[0-9a-z]{8}`;
const TOKEN = new RegExp(`^b\\.(${TICKET_PATTERN})\\.(${ABOUT})\\.(${SIGNATURE_PATTERN})$`);

/** Timers that three digits of base 36 tell apart: more than a ticket ever has. */
const TIMERS = 36 ** 3;

/** A mail to one of the team: its recipient (`recipientHash`), and the version of the timer that fired the level it tells of. */
export type Notice = { ticketId: string; to: string; timer?: number | undefined };

/** What an address says about a bounce. `forged`: it has the form of a bounce address and none of the keys signed it. */
export type BounceAddress =
  | { kind: 'none' }
  | { kind: 'forged' }
  /** `messageKeyStart`: the first characters of the message's key, in upper case. `resent`: of the mail that was sent so many times again. */
  | { kind: 'bounce'; ticketId: string; messageKeyStart: string; resent?: number }
  | ({ kind: 'notice' } & Notice);

/**
 * The envelope sender of one mail of ours: `help+b.t-4f7k2m9q.<start of the message's key>.<signature>@…`. What a server
 * sends there is about that mail, whatever it says (variable envelope return paths). A message that was sent again has another
 * address each time, `….<start of the key>.<number in base 36>.<signature>`, so that a late report of the mail before says nothing of it. SES writes its own return path instead
 * unless a custom MAIL FROM domain is set, so it is one signal of several.
 * @throws RangeError when the support address is too long for it, or the key is none
 */
export function bounceAddress(
  key: string,
  supportAddress: string,
  about: { ticketId: string; messageKey: string; resent?: number | undefined } | Notice,
): string {
  const ticket = about.ticketId.toLowerCase();
  const mail = 'messageKey' in about ? keyStart(about) : noticeName(about);
  return labelledAddress(supportAddress, `b.${ticket}.${mail}.${sign(key, PURPOSE, [ticket, mail])}`);
}

/** A long number of sendings takes the place of characters of the key: the address has its length. */
function keyStart({ messageKey, resent }: { messageKey: string; resent?: number | undefined }): string {
  const number = resent ? `.${resent.toString(36)}` : '';
  const start = messageKey.toLowerCase().slice(0, KEY_LENGTH - number.length);
  if (!MESSAGE_KEY.test(start)) throw new RangeError(`not a message key: ${messageKey}`);
  return `${start}${number}`;
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
  if (!isSigned(keys, PURPOSE, [ticket, mail], signature)) return { kind: 'forged' };
  const ticketId = ticket.toUpperCase();
  const [isNotice, timer = '', to = ''] = NOTICE.exec(mail) ?? [];
  if (isNotice) {
    const number = timer === '0' ? {} : { timer: Number.parseInt(timer, 36) };
    return { kind: 'notice', ticketId, to: to.toUpperCase(), ...number };
  }
  const [start = '', resent] = mail.split('.');
  const number = resent === undefined ? {} : { resent: Number.parseInt(resent, 36) };
  return { kind: 'bounce', ticketId, messageKeyStart: start.toUpperCase(), ...number };
}
