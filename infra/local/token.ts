import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { importJWK, SignJWT } from 'jose';
import * as z from 'zod';

/** The one client of the local issuer, and so the audience of its ID tokens. */
export const LOGIN_CLIENT = 'support-desk';

/** RSA, as all keys that API Gateway knows. */
const ALGORITHM = 'RS256';
const BITS = 2048;

const issuerKeySchema = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string(),
  alg: z.literal(ALGORITHM),
  n: z.string(),
  e: z.string(),
  d: z.string(),
});

/** The private key of the local issuer, as a JWK. */
export type IssuerKey = z.infer<typeof issuerKeySchema>;

/** How one logs in to the local desk; with `key`, which its card has for its admin, one needs no browser. */
export const localLoginSchema = z.object({ issuer: z.url(), clientId: z.string(), key: issuerKeySchema });
export type LocalLogin = z.infer<typeof localLoginSchema>;

/** A fresh key. It takes some 0.2 s of another thread. */
export async function newIssuerKey(): Promise<IssuerKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS });
  return issuerKeySchema.parse({
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    alg: ALGORITHM,
    use: 'sig',
  });
}

/** What everybody may know of a key. */
export function publicPart({ kty, kid, alg, n, e }: IssuerKey): Record<string, string> {
  return { kty, kid, alg, n, e, use: 'sig' };
}

/**
 * An ID token for the agent API of the local desk, as its issuer gives it to whom logs in as `agentEmail`. Whoever can read the run file may
 * have it. Valid for 12 hours of real time, however fast the desk's clock runs.
 */
export async function issueToken({ issuer, clientId, key }: LocalLogin, agentEmail: string): Promise<string> {
  return new SignJWT({ email: agentEmail, email_verified: true })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(agentEmail)
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(await importJWK(key));
}
