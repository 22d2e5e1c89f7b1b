import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { verifyToken } from '../token.ts';

type Authorizer = APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']['authorizer'];

/** What the JWT authorizer of an HTTP API tells the function; undefined when the request carries no valid token. */
export async function authorize(request: IncomingMessage, tokenKey: string): Promise<Authorizer | undefined> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const claims = token === undefined ? undefined : await verifyToken(tokenKey, token);
  if (claims === undefined) return undefined;
  // API Gateway hands every claim on as text.
  const texts = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
  // `scopes` is null on AWS when the route asks for none; the published type knows no null.
  return { principalId: '', integrationLatency: 0, jwt: { claims: texts, scopes: [] } };
}

/** The event with what the authorizer said. */
export function withAuthorizer(
  event: APIGatewayProxyEventV2,
  authorizer: Authorizer,
): APIGatewayProxyEventV2WithJWTAuthorizer {
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}
