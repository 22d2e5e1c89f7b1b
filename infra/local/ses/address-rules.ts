/** RFC 5322's specials, less the dot. */
const SPECIAL = /[()<>,;:\\"[\]@]/;
const NOT_PRINTABLE_ASCII = /[^!-~]/;

/**
 * What SES says of an address that it will not send to; undefined for one that it takes. The part before the `@` must be
 * 7-bit, since SES knows no SMTPUTF8, and a domain must be in Punycode
 * (https://docs.aws.amazon.com/ses/latest/APIReference/API_Destination.html). The texts are JavaMail's, whose strict check of
 * an address SES passes on, as public reports show (https://github.com/arithmetric/aws-lambda-ses-forwarder/issues/103,
 * https://github.com/anymail/django-anymail/issues/281, https://github.com/soto-project/soto/issues/331).
 * Bare addresses only: SES would also take `Name <address>`, which the desk never sends.
 */
export function addressFault(address: string): string | undefined {
  const at = address.indexOf('@');
  const local = at < 0 ? address : address.slice(0, at);
  const fault = partFault('Local address', local);
  if (fault) return fault;
  if (at < 0) return "Missing final '@domain'";
  if (local === '') return 'Missing local name';
  const domain = address.slice(at + 1);
  return domain === '' ? 'Missing domain' : partFault('Domain', domain);
}

function partFault(part: string, text: string): string | undefined {
  if (NOT_PRINTABLE_ASCII.test(text)) return `${part} contains control or whitespace`;
  if (SPECIAL.test(text)) return `${part} contains illegal character`;
  if (text.startsWith('.')) return `${part} starts with dot`;
  if (text.includes('..')) return `${part} contains dot-dot`;
  if (text.endsWith('.')) return `${part} ends with dot`;
  return undefined;
}
