import { AuthorizationResponseError, ResponseBodyError } from 'oauth4webapi';
import type { LoginClient } from '../../../shared/code-flow.ts';
import { CommandError } from '../command.ts';

const AGAIN = 'call desk login again';
const PUBLIC_CLIENT = '--client must be the id of a client without a secret that may log in with a code';

/** Mends of what an issuer says (RFC 6749, sections 4.1.2.1 and 5.2). */
const MENDS: Record<string, string> = {
  access_denied: 'log in again, and as an agent',
  invalid_client: PUBLIC_CLIENT,
  unauthorized_client: PUBLIC_CLIENT,
  unsupported_response_type: PUBLIC_CLIENT,
  invalid_scope: 'let the client have the scopes openid and email',
};

/** The issuer's metadata could not be had. */
export function notFound({ issuer }: LoginClient, error: unknown): CommandError {
  const mend = '--issuer must be the output LoginIssuer, or the issuer of your provider to the last slash';
  return new CommandError(`${issuer} is no issuer that can be asked: ${reasonOf(error)}; ${mend}`);
}

/** The login was refused, or what came of it does not hold. */
export function notLoggedIn({ issuer }: LoginClient, error: unknown): CommandError {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const said = [error.error, error.error_description].filter(Boolean).join(', ');
    return new CommandError(`${issuer} refused: ${inOneLine(said)}; ${MENDS[error.error] ?? AGAIN}`);
  }
  return new CommandError(`what ${issuer} answered does not hold: ${reasonOf(error)}; ${AGAIN}`);
}

/** With what was behind it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  const inner = cause instanceof Error && cause.message !== message ? cause.message : '';
  return inOneLine([message, inner].filter(Boolean).join(': '));
}

/** Without what a terminal would obey: it is the issuer's, or of whoever sent the browser. */
function inOneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
}
