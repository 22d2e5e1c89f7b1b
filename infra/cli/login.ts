import { parseArgs } from 'node:util';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  type IDToken,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { LOGIN_PORT } from '../login-loopback.ts';
import { CommandError, type Io } from './command.ts';
import { waitForBrowser } from './login/browser.ts';
import { HELP } from './login/help.ts';
import { notFound, notLoggedIn } from './login/issuer-error.ts';
import { isLocal, type Place, placeOf } from './login/place.ts';

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
  const configuration = await ask(place);
  const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  const browser = await waitForBrowser({
    port,
    state,
    waitMs,
    finish: (address) => idToken(place, configuration, address, { verifier, state, nonce }),
  });
  try {
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: browser.redirectUri,
      scope: 'openid email',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    io.stderr.write(
      `Open this address in a browser of this machine, and log in. It waits five minutes.\n\n  ${address}\n\n`,
    );
    io.stdout.write(`${await browser.token}\n`);
    return 0;
  } finally {
    await browser.close();
  }
}

async function ask(place: Place): Promise<Configuration> {
  const { issuer, client } = place;
  try {
    const options = isLocal(issuer) ? { execute: [allowInsecureRequests] } : {};
    return await discovery(new URL(issuer), client, undefined, None(), options);
  } catch (error) {
    throw notFound(place, error);
  }
}

/** Exchanges the code. The library checks state, nonce, issuer, audience and expiry; here it must name an address that is theirs. */
async function idToken(
  place: Place,
  configuration: Configuration,
  address: URL,
  { verifier, state, nonce }: { verifier: string; state: string; nonce: string },
): Promise<string> {
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await authorizationCodeGrant(configuration, address, checks).catch((error) => {
    throw notLoggedIn(place, error);
  });
  const { email, email_verified: verified }: Partial<IDToken> = tokens.claims() ?? {};
  if (typeof email !== 'string') {
    throw new CommandError(
      `the token has no claim email, by which the desk knows an agent: let the client ${place.client} have the scope email`,
    );
  }
  if (String(verified) === 'false') {
    throw new CommandError(
      `${email} is not verified there, and the desk believes no such address: have an admin set email_verified to true`,
    );
  }
  return tokens.id_token ?? '';
}
