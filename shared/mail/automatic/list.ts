import { type Fields, first, firstOf, shown } from './fields.ts';

/** RFC 2369 and 2919, and what list managers set before them. */
const LIST_FIELDS = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-subscribe',
  'list-help',
  'list-owner',
  'list-archive',
  'mailing-list',
  'x-mailing-list',
  'x-list-id',
  'x-listname',
  'x-beenthere',
  'x-mailman-version',
  'x-google-group-id',
  'x-listprocessor-version',
  'x-mlname',
  'x-ml-name',
  'x-lyris-message-id',
  'x-sympa-to',
];

/** Marks of one mailing to many. */
const BULK_FIELDS = [
  'x-campaign',
  'x-campaign-id',
  'x-campaignid',
  'x-mailer-campaign',
  'x-mc-user',
  'x-mailchimp-campaign',
  'x-newsletter',
  'x-bulkmail',
  'x-mass-mail',
];

/** Where providers count complaints: of all mail that they send, also of one person to another. */
const PROVIDER_FIELDS = ['x-csa-complaints', 'x-abuse-reports-to', 'feedback-id', 'x-feedback-id'];

/** What Majordomo and others send as: `owner-users@`, `users-request@`, `users-bounces+anna=rossi.example@`. */
const LIST_SENDER =
  /^(?:owner-|list-)[^@\s]{1,60}@|^[^@\s]{1,60}-(?:owner|request|admin|bounces?)(?:[+-][^@\s]{0,60})?@/i;

/**
 * Why a mail came by a list or in bulk, or false. A person may have written it, so it is a ticket; but an acknowledgement
 * would go to all subscribers or to the list's robot.
 */
export function listReason(fields: Fields): false | string {
  return (
    firstOf(fields, LIST_FIELDS) ??
    listPrecedence(fields) ??
    firstOf(fields, BULK_FIELDS) ??
    bulkOfMarks(fields) ??
    false
  );
}

/** `Precedence: list` is what list managers set; other values are those of robots (see precedenceReason). */
function listPrecedence(fields: Fields): string | undefined {
  const value = precedences(fields).find((each) => /^list\b/i.test(each));
  return value === undefined ? undefined : shown('precedence', value);
}

/** `Precedence: bulk` proves nothing, nor does a list's sender or a provider's mark; two of them do. */
function bulkOfMarks(fields: Fields): string | undefined {
  if (!precedences(fields).some((each) => /^(?:bulk|junk)\b/i.test(each))) return undefined;
  const sender = toAddress(first(fields, 'sender') ?? '');
  return LIST_SENDER.test(sender) ? shown('sender', sender) : firstOf(fields, PROVIDER_FIELDS);
}

function precedences(fields: Fields): readonly string[] {
  return ['precedence', 'x-precedence'].flatMap((name) => fields.get(name) ?? []);
}

function toAddress(value: string): string {
  return /<([^<>]{1,320})>/.exec(value.slice(0, 1000))?.[1] ?? value.slice(0, 320).trim();
}
