import { CommandError } from '../command.ts';
import { requireRunning } from '../reach.ts';

/** Where an agent logs in, and as which client of it. */
export type Place = { issuer: string; client: string };

/** The login of the desk that runs here, or what the options say. Throws a `CommandError` that names the option that is wrong. */
export function placeOf({ issuer, client }: { issuer?: string | undefined; client?: string | undefined }): Place {
  if (issuer === undefined && client === undefined) {
    const { login } = requireRunning('or name the login of a deployed desk with --issuer URL --client ID');
    return { issuer: login.issuer, client: login.clientId };
  }
  if (!issuer || !client) throw new CommandError('--issuer and --client go together: see login --help', 2);
  if (!URL.canParse(issuer))
    throw new CommandError(`--issuer must be an address as https://login.example.com/, not ${issuer}`, 2);
  if (new URL(issuer).protocol !== 'https:' && !isLocal(issuer))
    throw new CommandError('--issuer must begin with https://', 2);
  return { issuer, client };
}

/** No token leaves this machine unencrypted. */
export function isLocal(issuer: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname);
}
