import { randomBytes } from 'node:crypto';
import { interactionPolicy, Provider } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import { LOGIN_LOOPBACK } from '../../login-loopback.ts';
import { type IssuerKey, LOGIN_CLIENT } from '../token.ts';
import { LOGIN_PATH } from './paths.ts';

export type { Provider } from 'oidc-provider';

const HOUR = 60 * 60;
const CLOCK_TOLERANCE = 0;
const SCOPES = 'openid email';

/**
 * OpenID Connect as the desk's own pool on AWS has it: one client without a secret, code flow with PKCE, ID tokens with `email` that hold
 * for an hour. A native client's loopback addresses count on any port (RFC 8252, section 7.3), so that `/console/callback` needs to know none.
 */
export function createProvider(issuer: string, key: IssuerKey): Provider {
  return new Provider(issuer, {
    adapter: createMemoryAdapter(CLOCK_TOLERANCE),
    clockTolerance: CLOCK_TOLERANCE,
    clients: [
      {
        client_id: LOGIN_CLIENT,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [LOGIN_LOOPBACK, 'http://127.0.0.1/console/callback'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    findAccount: (_: unknown, address: string) => ({
      accountId: address,
      claims: () => ({ sub: address, email: address, email_verified: true }),
    }),
    interactions: {
      policy: [askWho()],
      url: (_: unknown, { uid }: { uid: string }) => `${LOGIN_PATH}${uid}`,
    },
    jwks: { keys: [key] },
    loadExistingGrant: allowed,
    renderError(context: { type: string; body: unknown }, { error, error_description: why }: Record<string, string>) {
      context.type = 'text';
      context.body = `${error}: ${why}\n`;
    },
    ttl: { AccessToken: HOUR, AuthorizationCode: 60, Grant: HOUR, IdToken: HOUR, Interaction: HOUR, Session: HOUR },
  });
}

/** Who logs in is asked each time, so that one browser can be each agent in turn. */
function askWho() {
  const { Check, Prompt } = interactionPolicy;
  const each = new Check('each_time', 'the agent is chosen at each login', ({ oidc }) =>
    oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  );
  return new Prompt({ name: 'login', requestable: true }, each);
}

/** Nobody is asked whether the desk may know their address: it is the desk's own login. */
async function allowed({
  oidc: { provider, client, session },
}: Parameters<ConstructorParameters<typeof interactionPolicy.Check>[2]>[0]) {
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES);
  await grant.save();
  return grant;
}
