import type { AuthorizationServer } from 'oauth4webapi';
import type { Attempt } from '../../../shared/code-flow.ts';

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

/**
 * The login with one issuer, whose metadata is asked for when somebody signs in and kept. The library is loaded then, too: no page but those of the login
 * needs it.
 */
export function issuerOf({ issuer, clientId, trustsEmail }: Login) {
  let known: Promise<AuthorizationServer> | undefined;
  const flow = () => import('../../../shared/code-flow.ts');
  const metadata = async (): Promise<AuthorizationServer> => {
    const { discover } = await flow();
    known ??= discover({ issuer });
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw new IssuerDown({ cause: error });
    }
  };
  return {
    /** Where the browser goes to log in, and what its answer must fit. Throws `IssuerDown`. */
    async begin(redirectUri: string): Promise<{ url: URL } & Attempt> {
      const { newAttempt, loginUrl } = await flow();
      const attempt = newAttempt();
      return { url: await loginUrl(await metadata(), { clientId, redirectUri }, attempt), ...attempt };
    },

    /** Whom the issuer vouches for, by the address to which it sent the browser back. Throws `LoginRefused` and `IssuerDown`. */
    async finish(back: URL, attempt: Attempt): Promise<Vouched> {
      const { finishLogin } = await flow();
      const server = await metadata();
      const { claims } = await finishLogin(server, { issuer, clientId }, back, attempt).catch((error: unknown) => {
        if (isDown(error)) throw new IssuerDown({ cause: error });
        // Not the error itself: it may hold what the issuer says of a person.
        throw new LoginRefused(error instanceof Error ? error.message : 'unknown');
      });
      return { issuer: claims.iss, subject: claims.sub, email: provedAddress(claims, trustsEmail) };
    },

    /** Where the browser goes to log out there too; undefined where the issuer has no such page. */
    async endUrl(after: string): Promise<string | undefined> {
      const there = (await metadata()).end_session_endpoint;
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
  const { code, name } = error as { code?: string; name?: string };
  return error instanceof TypeError || name === 'TimeoutError' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}

function provedAddress(claims: Record<string, unknown>, trustsEmail: boolean): string | undefined {
  const { email, email_verified: verified } = claims;
  const isVerified = verified === undefined ? trustsEmail : String(verified) === 'true';
  return typeof email === 'string' && isVerified ? email.toLowerCase() : undefined;
}
