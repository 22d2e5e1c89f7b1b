import { jwtVerify, SignJWT } from 'jose';

const ISSUER = 'https://desk.local';
const AUDIENCE = 'support-desk';
const ALGORITHM = 'HS256';

/**
 * A token for the agent API of the local desk. On AWS an identity provider issues them; here whoever can read the run file may.
 * Valid for 12 hours of real time, however fast the desk's clock runs.
 */
export function issueToken(key: string, agentEmail: string): Promise<string> {
  return new SignJWT({ email: agentEmail })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(agentEmail)
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(Buffer.from(key));
}

/** The claims of a valid token; undefined for any other text. Why it is invalid is nobody's business. */
export async function verifyToken(key: string, token: string): Promise<Record<string, unknown> | undefined> {
  try {
    const { payload } = await jwtVerify(token, Buffer.from(key), {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      requiredClaims: ['sub', 'exp'],
    });
    return payload;
  } catch {
    return undefined;
  }
}
