import { parseArgs } from 'node:util';
import type { AuthorizationServer } from 'oauth4webapi';
import { type Attempt, discover, finishLogin, type LoginClient, loginUrl, newAttempt } from '../../shared/code-flow.ts';
import { LOGIN_PORT } from '../login-loopback.ts';
import { CommandError, type Io } from './command.ts';
import { waitForBrowser } from './login/browser.ts';
import { HELP } from './login/help.ts';
import { notFound, notLoggedIn } from './login/issuer-error.ts';
import { placeOf } from './login/place.ts';

/** An agent may have to look for the second factor. */
const WAIT_MS = 5 * 60_000;

/** `login [--stage S | --issuer URL --client ID]`: logs in with a browser (code flow with PKCE); the ID token, alone on stdout. */
export async function login(
  args: string[],
  io: Io,
  { port = LOGIN_PORT, waitMs = WAIT_MS }: { port?: number; waitMs?: number } = {},
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      stage: { type: 'string' },
      issuer: { type: 'string' },
      client: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const place = await placeOf(values);
  const server = await discover(place).catch((error) => {
    throw notFound(place, error);
  });
  const attempt = newAttempt();
  const browser = await waitForBrowser({
    port,
    state: attempt.state,
    waitMs,
    finish: (address) => idToken(place, server, address, attempt),
  });
  try {
    const url = await loginUrl(server, { clientId: place.clientId, redirectUri: browser.redirectUri }, attempt);
    io.stderr.write(
      `Open this address in a browser of this machine, and log in. It waits five minutes.\n\n  ${url}\n\n`,
    );
    io.stdout.write(`${await browser.token}\n`);
    return 0;
  } finally {
    await browser.close();
  }
}

/** Exchanges the code: what comes of it must name an address that is theirs. */
async function idToken(
  place: LoginClient,
  server: AuthorizationServer,
  address: URL,
  attempt: Attempt,
): Promise<string> {
  const { idToken: token, claims } = await finishLogin(server, place, address, attempt).catch((error) => {
    throw notLoggedIn(place, error);
  });
  const { email, email_verified: verified } = claims;
  if (typeof email !== 'string') {
    throw new CommandError(
      `the token has no claim email, by which the desk knows an agent: let the client ${place.clientId} have the scope email`,
    );
  }
  if (String(verified) === 'false') {
    throw new CommandError(
      `${email} is not verified there, and the desk believes no such address: have an admin set email_verified to true`,
    );
  }
  return token;
}
