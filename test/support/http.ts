import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { HttpHandler } from '../../functions/http/app.ts';

/** What a test can say about a request; the rest is a plain GET. */
export type Asked = {
  method?: string;
  path: string;
  query?: string;
  headers?: Record<string, string>;
  /** A text, or bytes, which then travel in base64 as API Gateway sends what it takes for binary. */
  body?: string | Uint8Array;
  /** What the JWT authorizer read from the token; none when there is no authorizer on the route. */
  claims?: Record<string, string>;
};

/** Asks a handler as an HTTP API does, payload format 2.0, and reads its answer. */
export async function ask(handler: HttpHandler, asked: Asked) {
  const { statusCode, headers = {}, body = '' } = await handler(httpEvent(asked), {} as Context);
  const json = body === '' ? undefined : JSON.parse(body);
  return { status: statusCode, headers, json, bytes: Buffer.byteLength(body) };
}

/** The event that an HTTP API makes of a request. */
export function httpEvent({
  method = 'GET',
  path,
  query = '',
  headers = {},
  body,
  claims,
}: Asked): APIGatewayProxyEventV2 {
  const bytes = typeof body === 'string' ? undefined : body;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: {
      host: 'desk.example',
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: bytes ? Buffer.from(bytes).toString('base64') : String(body) }),
    isBase64Encoded: bytes !== undefined,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'desk.example',
      domainPrefix: 'desk',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '30/Nov/2026:08:00:00 +0000',
      timeEpoch: 1796025600000,
      // The types know no authorizer on this event; API Gateway puts it here.
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
    },
  } as APIGatewayProxyEventV2;
}
