import type { Settings } from '../../settings.ts';
import { MADE_PATTERN, madeAt, madeText } from './made-at.ts';
import { readerName } from './reply-address.ts';
import { ALPHABET, isSigned, SIGNATURE_PATTERN, sign, TICKET_PATTERN } from './signature.ts';

/** Whose link of the online desk it is, of which ticket, and when it was made (ISO, UTC, whole seconds). */
export type FollowLink = { ticketId: string; reader: string; made: string };

const PURPOSE = 'follow-link/1';

/**
 * Sixty bits of a reader's name: nobody finds an address of their own that a link takes for another reader's. Fewer characters than a
 * signature has, so that the beginning of a link is not taken for a whole one where it is cut from a quote.
 */
const READER_LENGTH = 12;

/** A reader as a link has them, for patterns. */
export const READER_PATTERN = `[${ALPHABET}]{${READER_LENGTH}}`;

const TOKEN = new RegExp(`^(${TICKET_PATTERN})\\.(${READER_PATTERN})\\.(${MADE_PATTERN})\\.(${SIGNATURE_PATTERN})$`);

/** The name by which a follow link knows a reader's address. */
export function linkReader(address: string): string {
  return readerName(address).slice(0, READER_LENGTH);
}

/**
 * Where one reader follows a ticket without an account: `…/desk/t/t-4f7k2m9q.<reader>.<made>.<signature>`. Only that reader's own mail
 * brings it. What it opens, and for how long, is asked when it is used. `at`: when it is made (ISO, UTC).
 */
export function followLink(
  key: string,
  { webUrl }: Pick<Settings, 'webUrl'>,
  { ticketId, address, at }: { ticketId: string; address: string; at: string },
): string {
  const parts = [ticketId.toLowerCase(), linkReader(address), madeText(at)];
  return `${webUrl}/desk/t/${[...parts, sign(key, PURPOSE, parts)].join('.')}`;
}

/** Reads the last part of a follow link back, in any case of letters, by any of the keys; undefined when none of them signed it. */
export function readFollowLink(keys: readonly string[], token: string): FollowLink | undefined {
  const [isLink, ticket = '', reader = '', made = '', signature = ''] = TOKEN.exec(token.toLowerCase()) ?? [];
  if (!isLink || !isSigned(keys, PURPOSE, [ticket, reader, made], signature)) return undefined;
  return { ticketId: ticket.toUpperCase(), reader, made: madeAt(made) };
}
