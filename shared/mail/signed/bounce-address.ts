import { labelledAddress, labelOf } from './labelled-address.ts';
import { isSigned, SIGNATURE_PATTERN, sign, TICKET_PATTERN } from './signature.ts';

/** The signed text names its version, as a reply address does, and never fits one. */
const PURPOSE = 'bounce-address/1';

/** Sixty bits of a message's key tell the messages of one ticket apart, and leave the support address 21 characters. */
const KEY_LENGTH = 12;
const MESSAGE_KEY = /^[0-9a-z]{1,64}$/;
const RESENT = '\\.[1-9a-z][0-9a-z]{0,4}';
const TOKEN = new RegExp(
  `^b\\.(${TICKET_PATTERN})\\.([0-9a-z]{1,${KEY_LENGTH}}(?:${RESENT})?)\\.(${SIGNATURE_PATTERN})$`,
);

/** What an address says about a bounce. `forged`: it has the form of a bounce address and none of the keys signed it. */
export type BounceAddress =
  | { kind: 'none' }
  | { kind: 'forged' }
  /** `messageKeyStart`: the first characters of the message's key, in upper case. `resent`: of the mail that was sent so many times again. */
  | { kind: 'bounce'; ticketId: string; messageKeyStart: string; resent?: number };

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
  about: { ticketId: string; messageKey: string; resent?: number | undefined },
): string {
  const ticket = about.ticketId.toLowerCase();
  const resent = about.resent ? `.${about.resent.toString(36)}` : '';
  // A long number takes the place of characters of the key: the address has its length.
  const start = about.messageKey.toLowerCase().slice(0, KEY_LENGTH - resent.length);
  if (!MESSAGE_KEY.test(start)) throw new RangeError(`not a message key: ${about.messageKey}`);
  const message = `${start}${resent}`;
  return labelledAddress(supportAddress, `b.${ticket}.${message}.${sign(key, PURPOSE, [ticket, message])}`);
}

/** Reads an address back, in any case of letters, by any of the keys; a reply address or an ordinary label is `none`. */
export function readBounceAddress(keys: readonly string[], supportAddress: string, address: string): BounceAddress {
  const label = labelOf(supportAddress, address);
  if (!label?.startsWith('b.t-')) return { kind: 'none' };
  const [, ticket = '', message = '', signature = ''] = TOKEN.exec(label) ?? [];
  if (!isSigned(keys, PURPOSE, [ticket, message], signature)) return { kind: 'forged' };
  const [start = '', resent] = message.split('.');
  const number = resent === undefined ? {} : { resent: Number.parseInt(resent, 36) };
  return { kind: 'bounce', ticketId: ticket.toUpperCase(), messageKeyStart: start.toUpperCase(), ...number };
}
