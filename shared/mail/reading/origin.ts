import type { MailOrigin } from '../inbound.ts';
import type { Mailbox } from '../outgoing.ts';
import { firstHeader, type MailHeaders } from './headers.ts';
import { readMailboxes } from './mailboxes.ts';

/** What Google Groups and others set when they put their own address into `From:`. */
const ORIGINAL_SENDER = ['x-original-sender', 'x-original-from', 'x-original-author'];

/** Where list managers write the address of the list (RFC 2369, 3.4, and what they set before it). */
const LIST_ADDRESS = ['list-post', 'x-beenthere', 'mailing-list', 'x-mailing-list', 'x-google-group-address'];

/** `<support.group.example>`: the list's address with a dot for its `@` (RFC 2919, 2). */
const LIST_ID = /<\s*([\w+-]{1,64})\.([\w.-]{1,255})\s*>/;
const ADDRESS = /[^\s<>()[\]\\,;:"@?]{1,64}@[^\s<>()[\]\\,;:"@?]{1,255}/;

/** Whom a header names beside From, for a mail that was passed on; undefined when it names nobody. */
export function readOrigin(headers: MailHeaders): MailOrigin | undefined {
  const [originalSender, ...named] = ORIGINAL_SENDER.flatMap((name) => readMailboxes(headers.get(name)).slice(0, 1));
  const [resentFrom] = readMailboxes(headers.get('resent-from'));
  const [, ...furtherReplyTo] = readMailboxes(headers.get('reply-to'));
  const lists = listAddresses(headers);
  const origin: MailOrigin = {
    ...(originalSender && { originalSender: withName(originalSender, named) }),
    ...(resentFrom && { resentFrom }),
    ...(furtherReplyTo.length > 0 && { furtherReplyTo: furtherReplyTo.slice(0, 5) }),
    ...(lists.length > 0 && { lists }),
  };
  return Object.keys(origin).length > 0 ? origin : undefined;
}

/** X-Original-Sender has the address alone, X-Original-From the name as well. */
function withName(sender: Mailbox, others: readonly Mailbox[]): Mailbox {
  return others.find(({ address, name }) => name !== undefined && address === sender.address) ?? sender;
}

function listAddresses(headers: MailHeaders): string[] {
  const named = LIST_ADDRESS.flatMap((name) => ADDRESS.exec((firstHeader(headers, name) ?? '').slice(0, 1_000)) ?? []);
  const [, local, domain] = LIST_ID.exec((firstHeader(headers, 'list-id') ?? '').slice(-500)) ?? [];
  const all = [...named.map((address) => address.replace(/^mailto:/i, '')), ...(local ? [`${local}@${domain}`] : [])];
  return [...new Set(all.map((address) => address.toLowerCase()))];
}
