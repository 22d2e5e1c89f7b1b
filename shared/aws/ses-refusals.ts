import type { Refused } from '../outcome.ts';

/**
 * What SES says of an address that is none: JavaMail's words, which SES passes on as `InvalidParameterValue`
 * (https://github.com/anymail/django-anymail/issues/281, https://github.com/soto-project/soto/issues/331,
 * https://github.com/brave/accounts/issues/35). They do not name the address; ours are checked before any deploy.
 */
const OF_RECIPIENT = [
  /^Missing (final '@domain'|domain|local name)/,
  /^(Local address|Domain) (contains|starts with|ends with) /,
  /^Illegal address/,
];

/** What it says of a mail that no address could save, by the error it comes with. */
const OF_MAIL: Record<string, RegExp[]> = {
  InvalidParameterValue: [
    // 10 MB (https://docs.aws.amazon.com/ses/latest/dg/quotas.html), in the words of https://github.com/aws/aws-sdk-go-v2/issues/1774
    /^Message length is more than \d+ bytes/,
    // https://docs.aws.amazon.com/ses/latest/dg/header-fields.html, https://github.com/arithmetric/aws-lambda-ses-forwarder/issues/11
    /^Duplicate header /,
    // https://github.com/aws/aws-sdk-php/issues/68
    /^Missing required header /,
    // https://github.com/aws/aws-sdk-php/issues/981
    /^Header section too long/,
    // https://github.com/aws/aws-sdk-js/issues/4121
    /^Empty header names are illegal/,
    // https://docs.aws.amazon.com/ses/latest/dg/mime-types.html; ours go as links, so this is a name that the list lacks
    /^Illegal filename/,
  ],
  // https://docs.aws.amazon.com/ses/latest/APIReference/API_BulkEmailDestinationStatus.html
  MessageRejected: [/\bcontain(s|ed) a virus\b/i],
};

/**
 * The refusal when SES will never take this mail or send to this address; undefined for every other error. The list is short
 * on purpose: an unverified identity and a paused account also come as `MessageRejected`, and what is not on it may pass
 * (https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html).
 */
export function sesRefusal({ name, message }: Error): Refused | undefined {
  const reason = `${name}: ${message}`;
  const says = (text: RegExp) => text.test(message);
  if (name === 'InvalidParameterValue' && OF_RECIPIENT.some(says))
    return { outcome: 'refused', what: 'recipient', reason };
  if (OF_MAIL[name]?.some(says)) return { outcome: 'refused', what: 'mail', reason };
  return undefined;
}
