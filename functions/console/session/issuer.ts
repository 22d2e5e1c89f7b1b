import type { Configuration } from 'openid-client';
import type { LoginAttempt } from './login-attempt.ts';

/** Who vouches for agents that sign in to the console. */
export type Login = {
  issuer: string;
  clientId: string;
  /** Its users cannot choose their addresses: a token that says nothing of `email_verified` is believed. */
  trustsEmail: boolean;
};

/** Whom the issuer vouches for. `email`: lower case; undefined, it names none that is theirs. */
export type Vouched = { issuer: string; subject: string; email: string | undefined };

/** The issuer does not answer, or not as OpenID Connect has it: nobody can sign in now. */
export class IssuerDown extends Error {
  constructor(options: ErrorOptions) {
    super('the issuer of logins does not answer', options);
    this.name = 'IssuerDown';
  }
}

/** What a browser brought is no answer to the login that it began: begun twice, too late, refused, or made up. `reason` is for the log alone. */
export class LoginRefused extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super('this is no answer to a login that was begun here');
    this.name = 'LoginRefused';
    this.reason = reason;
  }
}

/** How long the issuer may take, in seconds. */
const TIMEOUT = 5;
const SCOPE = 'openid email';
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::|\/|$)/;

/**
 * The code flow with PKCE, `state` and `nonce` (OpenID Connect Core, 3.1) with one issuer, whose metadata is asked for when somebody signs in and
 * kept. The library is loaded then, too: no page but those of the login needs it.
 */
export function issuerOf({ issuer, clientId, trustsEmail }: Login) {
  let known: Promise<Configuration> | undefined;
  const library = () => import('openid-client');
  const configuration = async (): Promise<Configuration> => {
    const { allowInsecureRequests, discovery, None } = await library();
    // In plain text only where nobody is in between.
    const execute = LOOPBACK.test(issuer) ? [allowInsecureRequests] : [];
    known ??= discovery(new URL(issuer), clientId, undefined, None(), { execute, timeout: TIMEOUT });
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw new IssuerDown({ cause: error });
    }
  };
  return {
    /** Where the browser goes to log in, and what its answer must fit. Throws `IssuerDown`. */
    async begin(redirectUri: string): Promise<{ url: URL } & Omit<LoginAttempt, 'to'>> {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, ...random } = await library();
      const verifier = random.randomPKCECodeVerifier();
      const [state, nonce] = [random.randomState(), random.randomNonce()];
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: SCOPE,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url, state, nonce, verifier };
    },

    /** Whom the issuer vouches for, by the address to which it sent the browser back. Throws `LoginRefused` and `IssuerDown`. */
    async finish(back: URL, { state, nonce, verifier }: Omit<LoginAttempt, 'to'>): Promise<Vouched> {
      const { authorizationCodeGrant } = await library();
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      const tokens = await authorizationCodeGrant(await configuration(), back, checks).catch((error: unknown) => {
        if (isDown(error)) throw new IssuerDown({ cause: error });
        // Not the error itself: it may hold what the issuer says of a person.
        throw new LoginRefused(error instanceof Error ? error.message : 'unknown');
      });
      const claims = tokens.claims();
      if (!claims) throw new LoginRefused('there is no ID token');
      return { issuer: claims.iss, subject: claims.sub, email: provedAddress(claims, trustsEmail) };
    },

    /** Where the browser goes to log out there too; undefined where the issuer has no such page. */
    async endUrl(after: string): Promise<string | undefined> {
      const there = (await configuration()).serverMetadata().end_session_endpoint;
      if (there === undefined) return undefined;
      const url = new URL(there);
      // The names of OpenID Connect RP-Initiated Logout, and those of a Cognito user pool's `/logout`.
      const names = { client_id: clientId, post_logout_redirect_uri: after, logout_uri: after };
      for (const [name, value] of Object.entries(names)) url.searchParams.set(name, value);
      return url.href;
    },
  };
}
export type Issuer = ReturnType<typeof issuerOf>;

/** Whether there was no answer at all, or one of a server that fails: the library's own codes, and what `fetch` throws. */
function isDown(error: unknown): boolean {
  const { code } = error as { code?: string };
  return error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}

function provedAddress(claims: Record<string, unknown>, trustsEmail: boolean): string | undefined {
  const { email, email_verified: verified } = claims;
  const isVerified = verified === undefined ? trustsEmail : String(verified) === 'true';
  return typeof email === 'string' && isVerified ? email.toLowerCase() : undefined;
}
