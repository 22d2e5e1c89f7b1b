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
];

/** Marks of one mailing to many, by senders and by the providers that count its complaints. */
const BULK_FIELDS = [
  'x-csa-complaints',
  'x-campaign',
  'x-campaign-id',
  'x-campaignid',
  'x-mailer-campaign',
  'x-mc-user',
  'x-mailchimp-campaign',
  'x-newsletter',
  'x-bulkmail',
  'x-mass-mail',
  'x-abuse-reports-to',
];

/** Amazon SES marks every mail with a Feedback-ID, those of persons too: `1.eu-west-1.<hash>:AmazonSES`. */
const PERSONAL_FEEDBACK_ID = /:amazonses\s*$/i;

/**
 * Why a mail came by a list or in bulk, or false. A person may have written it, so it is a ticket; but an acknowledgement
 * would go to all subscribers or to the list's robot.
 */
export function listReason(fields: Fields): false | string {
  return (
    firstOf(fields, LIST_FIELDS) ?? listPrecedence(fields) ?? firstOf(fields, BULK_FIELDS) ?? feedback(fields) ?? false
  );
}

/** `Precedence: list` is what list managers set; other values are those of robots (see precedenceReason). */
function listPrecedence(fields: Fields): string | undefined {
  const value = [...(fields.get('precedence') ?? []), ...(fields.get('x-precedence') ?? [])].find((each) =>
    /^list\b/i.test(each),
  );
  return value === undefined ? undefined : shown('precedence', value);
}

function feedback(fields: Fields): string | undefined {
  const name = ['feedback-id', 'x-feedback-id'].find((each) => fields.has(each));
  const value = name === undefined ? undefined : first(fields, name);
  return name === undefined || value === undefined || PERSONAL_FEEDBACK_ID.test(value) ? undefined : shown(name, value);
}
