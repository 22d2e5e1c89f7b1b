import { decodeJwt, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import type { JwtConfiguration } from '../../infra/local/http/authorize.ts';
import { startIssuer } from '../../infra/local/issuer/issuer.ts';
import { LOGIN_CLIENT, type LocalLogin, newIssuerKey } from '../../infra/local/token.ts';
import type { Agent } from '../../shared/customer/agent.ts';

const AGENTS: Agent[] = [
  { id: 'ada', name: 'Ada <A>', addresses: ['ada@support.example'] },
  { id: 'bob', name: 'Bob', addresses: ['bob@support.example', 'b@support.example'] },
];

/** The issuer of the local desk, by itself. */
export type OpenLogin = { login: LocalLogin; counts: JwtConfiguration; close(): Promise<void> };

export async function openLogin(agents: readonly Agent[] = AGENTS): Promise<OpenLogin> {
  const key = await newIssuerKey();
  const onError = (error: unknown) => console.error(error);
  const { url: issuer, close } = await startIssuer({ key, agents: async () => agents, onError });
  const login = { issuer, clientId: LOGIN_CLIENT, key };
  return { login, counts: { issuer, audience: [LOGIN_CLIENT] }, close };
}

/** A token of this issuer, with these claims in place of those that an ID token of Ada's has. An undefined claim is left out. */
export async function tokenWith(
  { issuer, clientId, key }: LocalLogin,
  claims: Record<string, unknown>,
  email = 'ada@support.example',
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: issuer, aud: clientId, sub: email, email, email_verified: true, iat: now, exp: now + 60 };
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .sign(await importJWK(key));
}

/** As a forger writes it: the claims of a token that counts, and a signature that is none or made with what everybody knows. */
export async function forgedFrom(token: string, alg: 'none' | 'HS256'): Promise<string> {
  const claims = decodeJwt(token);
  if (alg === 'none') return new UnsecuredJWT(claims).encode();
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(Buffer.from('what everybody knows, long enough'));
}
