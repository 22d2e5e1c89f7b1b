import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { KEYS_PATH } from '../issuer/paths.ts';

type Authorizer = APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']['authorizer'];

/** Whose tokens count, and for whom these are made: the `JwtConfiguration` of a JWT authorizer. */
export type JwtConfiguration = { issuer: string; audience: readonly string[] };

/** What the JWT authorizer says: the function is told of the claims, or the caller by `www-authenticate` why there is no way in. */
export type Authorized = { authorizer: Authorizer } | { challenge: string };

/** API Gateway knows no others. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/**
 * The JWT authorizer of an HTTP API: signature by the issuer's keys, `iss`, `aud` (`client_id` where there is none), `exp`, `nbf` and
 * `iat` (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
 * @throws when the issuer does not answer.
 */
export function jwtAuthorizer({
  issuer,
  audience,
}: JwtConfiguration): (request: IncomingMessage) => Promise<Authorized> {
  const keys = createRemoteJWKSet(new URL(KEYS_PATH, issuer));
  return async ({ headers }) => {
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) return { challenge: 'Bearer' };
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ALGORITHMS, requiredClaims: ['exp'] });
      if (!audienceOf(payload).some((each) => audience.includes(each)))
        return refused('the token does not have a valid audience');
      if (Number(payload.iat ?? 0) > Date.now() / 1000) return refused('the token is of a time to come');
      return { authorizer: told(payload) };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      return refused(reasonOf(error));
    }
  };
}

/** The event with what the authorizer said. */
export function withAuthorizer(
  event: APIGatewayProxyEventV2,
  authorizer: Authorizer,
): APIGatewayProxyEventV2WithJWTAuthorizer {
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}

function audienceOf({ aud, client_id: client }: JWTPayload): string[] {
  return [aud ?? client].flat().map(String);
}

/** API Gateway hands every claim on as text. */
function told(claims: JWTPayload): Authorizer {
  const texts = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
  // `scopes` is null on AWS when the route asks for none; the published type knows no null.
  return { principalId: '', integrationLatency: 0, jwt: { claims: texts, scopes: [] } };
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `the token does not have a valid ${error.claim}`;
  return 'the token is not signed by the issuer';
}

/** In the form of https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html. */
function refused(why: string): Authorized {
  return { challenge: `Bearer scope="" error="invalid_token" error_description="${why}"` };
}
