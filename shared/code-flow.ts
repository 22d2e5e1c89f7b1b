import {
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  discoveryRequest,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  getValidatedIdTokenClaims,
  type IDToken,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  validateAuthResponse,
} from 'oauth4webapi';

/** Where people log in, and as which public client of it. */
export type LoginClient = { issuer: string; clientId: string };

/** A login that was begun: what its answer must fit. */
export type Attempt = { state: string; nonce: string; verifier: string };

const SCOPE = 'openid email';

/** How long the issuer may take for one answer, in ms. */
const TIMEOUT_MS = 5_000;

/** Addresses of this machine: nobody is in between, so plain text is none the less private. */
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::|\/|$)/;

/** Whether an issuer is on this machine. */
export function isLoopback(issuer: string): boolean {
  return LOOPBACK.test(issuer);
}

/** What the issuer says of itself (OpenID Connect Discovery). Throws what `fetch` throws, and the library's errors for what is no such answer. */
export async function discover({ issuer }: Pick<LoginClient, 'issuer'>): Promise<AuthorizationServer> {
  const url = new URL(issuer);
  return processDiscoveryResponse(url, await discoveryRequest(url, { algorithm: 'oidc', ...requests(issuer) }));
}

/** A login that begins now. */
export function newAttempt(): Attempt {
  return { state: generateRandomState(), nonce: generateRandomNonce(), verifier: generateRandomCodeVerifier() };
}

/** Where a browser goes to log in: the code flow with PKCE, `state` and `nonce` (OpenID Connect Core, 3.1). */
export async function loginUrl(
  server: AuthorizationServer,
  { clientId, redirectUri }: { clientId: string; redirectUri: string },
  { state, nonce, verifier }: Attempt,
): Promise<URL> {
  const url = new URL(server.authorization_endpoint ?? '');
  const asked = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: SCOPE,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url;
}

/**
 * Exchanges the code with which the issuer sent a browser `back`. The library checks state, issuer, nonce, audience and expiry; the token comes from the
 * issuer itself by TLS, so its signature proves nothing more (OpenID Connect Core, 3.1.3.7). Throws the library's errors for an answer that does not
 * fit, or that was refused, and what `fetch` throws.
 */
export async function finishLogin(
  server: AuthorizationServer,
  { issuer, clientId }: LoginClient,
  back: URL,
  { state, nonce, verifier }: Attempt,
): Promise<{ idToken: string; claims: IDToken }> {
  const client = { client_id: clientId };
  const redirectUri = new URL(back);
  redirectUri.search = '';
  redirectUri.hash = '';
  const answered = validateAuthResponse(server, client, back, state);
  const response = await authorizationCodeGrantRequest(
    server,
    client,
    None(),
    answered,
    redirectUri.href,
    verifier,
    requests(issuer),
  );
  const checks = { expectedNonce: nonce, requireIdToken: true };
  const tokens = await processAuthorizationCodeResponse(server, client, response, checks);
  const claims = getValidatedIdTokenClaims(tokens);
  if (!claims || tokens.id_token === undefined) throw new Error('there is no ID token');
  return { idToken: tokens.id_token, claims };
}

function requests(issuer: string) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return { signal, ...(isLoopback(issuer) && { [allowInsecureRequests]: true }) };
}
