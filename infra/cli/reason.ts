import { CommandError } from './command.ts';

/** What a command that failed says: for whoever runs it, with the mend where one is known. */
export function reasonOf(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const known = ofAws(error);
  if (known !== undefined) return known;
  // A refused connection to several addresses has no message of its own.
  const inner = error instanceof AggregateError ? error.errors.map(String).join('; ') : '';
  return `${error.name}: ${error.message || inner}`;
}

/** The names that services of AWS give to the same thing (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). */
const DENIED = ['AccessDenied', 'AccessDeniedException', 'AuthorizationError', 'AuthorizationErrorException'];
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'UnrecognizedClientException'];

/** No server of that name is found: as a rule there is no network. */
const UNREACHED = ['ENOTFOUND', 'EAI_AGAIN'];

const WHO = '`aws sts get-caller-identity` says whose they are, and whether there are any';

function ofAws(error: Error): string | undefined {
  if (error.name === 'CredentialsProviderError') {
    const { AWS_PROFILE } = process.env;
    return `no AWS credentials (AWS_PROFILE is ${AWS_PROFILE ? JSON.stringify(AWS_PROFILE) : 'not set'}): ${WHO}`;
  }
  if (EXPIRED.includes(error.name))
    return `AWS does not take these credentials (${error.message}): log in again; ${WHO}`;
  if (DENIED.includes(error.name)) return `your AWS credentials lack a right: ${error.message}`;
  if ('code' in error && UNREACHED.includes(String(error.code)))
    return `no network, or no such Region: ${error.message}`;
  return undefined;
}
