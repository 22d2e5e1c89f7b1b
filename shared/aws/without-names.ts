/** A mail's id as the mail service makes it names nobody. */
const IDS_OF_MAILS = /amazonses\.com>?$/i;

/** The mail service names whom it may not write to, or as whom (https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html). */
const REFUSED_IDENTITIES = /(identities failed the check in region [\w-]+: ).+/gs;

/**
 * A text of the log without what names or lets in a person, wherever it came from: a service's own words often quote the address that they refuse,
 * and an error may quote the request. Addresses, those that the desk signs for a reader among them; what signs a link to a file, a ticket or a
 * company; secrets of forms, tokens, and the signature of an upload. It is a net below the rule that no line says a person's words: a subject or
 * a text has no form by which it could be known here.
 */
export function withoutNames(text: string): string {
  return text
    .replace(REFUSED_IDENTITIES, '$1…')
    .replace(/[^\s<>"'`(),;:[\]{}=|]+@[^\s<>"'`(),;:[\]{}|]+>?/g, (found) =>
      IDS_OF_MAILS.test(found) ? found : ADDRESS,
    )
    .replace(/\/(files|desk\/[tc])\/[^\s"'<>)]+/g, '/$1/…')
    .replace(/\b(whsec|tok)_[\w+/=-]+/g, '$1_…')
    .replace(/\b(X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"']+/gi, '$1…')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'a token');
}

const ADDRESS = 'an address';
