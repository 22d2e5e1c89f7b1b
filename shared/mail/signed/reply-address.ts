import { createHash } from 'node:crypto';
import { base32 } from '../../base32.ts';
import { fitsLabel, labelledAddress, labelOf } from './labelled-address.ts';
import { ALPHABET, isSigned, SIGNATURE_LENGTH, SIGNATURE_PATTERN, sign, TICKET_PATTERN } from './signature.ts';

/** The signed text names its version, so that a later form of the address cannot be mixed up with this one. */
const PURPOSE = 'reply-address/1';

const AGENT_ID = /^[a-z0-9-]{1,16}$/;
/** Eighty bits, so that nobody finds an address of their own with the name of another's; no longer than an agent's id may be. */
const READER_LENGTH = 16;
const READER = `[${ALPHABET}]{${READER_LENGTH}}`;
/** Enough to tell one correction of a ticket from another: the whole is signed. */
const ASKED_LENGTH = 4;
const TOKEN = new RegExp(
  `^(${TICKET_PATTERN})\\.(c(?:-${READER})?|a-[a-z0-9-]{1,16})(?:\\.([${ALPHABET}]{${ASKED_LENGTH}}))?\\.(${SIGNATURE_PATTERN})$`,
);
const LOOKS_LIKE_TOKEN = new RegExp(`^${TICKET_PATTERN}\\.`);

/**
 * How often the holders of an address can change: all numbers are tried when one is read, since a signed address has no room for them
 * (RFC 5321 allows 64 octets before the `@`).
 */
const MOST_SERIAL = 99;

/**
 * Whom a reply address was given to: an agent, or one who reads on the customer's side (`readerName`); of addresses from before readers
 * had their own, all of that side. `serial` tells an address from those that an agent of the same id, or the readers, held before;
 * missing for the first. `asked`: of an agent's, since when the one asks whom the notice named (`askedMark`); missing for whoever asked first.
 */
type ReplyTarget = { ticketId: string; agentId?: string; reader?: string; serial?: number; asked?: string };

/** What an address says about a ticket. `forged`: it has the form of a reply address and none of the keys signed it. */
export type ReplyAddress = { kind: 'none' } | { kind: 'forged' } | ({ kind: 'ticket' } & ReplyTarget);

/** What stands for a reader in an address: a hash, so that whoever sees the address does not read whose it is. */
export function readerName(address: string): string {
  const hash = createHash('sha256').update(address.toLowerCase()).digest();
  return base32(hash).slice(0, READER_LENGTH).toLowerCase();
}

/** What stands in an agent's address for the instant (ISO, UTC) since which somebody asks on a ticket, on an agent's word; undefined for whoever asked first. */
export function askedMark(since: string | undefined): string | undefined {
  if (since === undefined) return undefined;
  return base32(createHash('sha256').update(since).digest()).slice(0, ASKED_LENGTH).toLowerCase();
}

/**
 * The address an answer to one of our mails goes to: `help+t-4f7k2m9q.a-anna.<signature>@…` for one agent,
 * `help+t-4f7k2m9q.c-<name>.<signature>@…` for one reader of the customer's side. It says which ticket is meant and, with the sender's own
 * proof of identity, which agent writes (architecture.md, decision 6). Whose holders changed too often for another number get the support address itself,
 * which proves nothing: an answer must not wait for that.
 * @throws RangeError when the support address is too long for it (RFC 5321 allows 64 octets before the `@`)
 */
export function replyAddress(key: string, supportAddress: string, to: ReplyTarget): string {
  if (to.agentId !== undefined && !AGENT_ID.test(to.agentId)) throw new RangeError(`not an agent id: ${to.agentId}`);
  const ticket = to.ticketId.toLowerCase();
  const role = to.agentId === undefined ? ['c', ...(to.reader ? [to.reader] : [])].join('-') : `a-${to.agentId}`;
  const { serial = 0 } = to;
  // Nothing that was signed before is good for them any more, and nothing new could be read: what they answer is found by number and ids.
  if (serial > MOST_SERIAL) return supportAddress;
  const said = to.asked !== undefined && hasRoomForAsked(supportAddress, to) ? `${role}.${to.asked}` : role;
  return labelledAddress(supportAddress, `${ticket}.${said}.${sign(key, PURPOSE, signedParts(ticket, said, serial))}`);
}

/** Whether an agent's address has room for `asked`: with a long support address and a long id it has none, and says nothing of it. */
export function hasRoomForAsked(supportAddress: string, { ticketId, agentId = '' }: ReplyTarget): boolean {
  const longest = `${ticketId}.a-${agentId}.${'x'.repeat(ASKED_LENGTH)}.${'x'.repeat(SIGNATURE_LENGTH)}`;
  return fitsLabel(supportAddress, longest);
}

/** The first holders' address has no number: those that were given out before there were any stay valid. */
function signedParts(ticket: string, role: string, serial: number): string[] {
  return serial === 0 ? [ticket, role] : [ticket, role, String(serial)];
}

/** Reads an address back, in any case of letters, by any of the keys. An ordinary label (`help+sales@…`) is `none`. */
export function readReplyAddress(keys: readonly string[], supportAddress: string, address: string): ReplyAddress {
  const label = labelOf(supportAddress, address);
  if (label === undefined || !LOOKS_LIKE_TOKEN.test(label)) return { kind: 'none' };
  const [, ticket = '', role = '', asked, signature = ''] = TOKEN.exec(label) ?? [];
  const said = asked === undefined ? role : `${role}.${asked}`;
  const serials = Array.from({ length: MOST_SERIAL + 1 }, (_, serial) => serial);
  const serial = serials.find((each) => isSigned(keys, PURPOSE, signedParts(ticket, said, each), signature));
  if (serial === undefined) return { kind: 'forged' };
  return {
    kind: 'ticket',
    ticketId: ticket.toUpperCase(),
    ...(role.startsWith('a-') && { agentId: role.slice('a-'.length) }),
    ...(role.startsWith('c-') && { reader: role.slice('c-'.length) }),
    ...(serial > 0 && { serial }),
    ...(asked !== undefined && { asked }),
  };
}

/** True for the support address itself and for every address with a label after it. */
export function isDeskAddress(supportAddress: string, address: string): boolean {
  return address.toLowerCase() === supportAddress.toLowerCase() || labelOf(supportAddress, address) !== undefined;
}
