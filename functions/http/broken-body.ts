import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** Whether a body is said to be in base64 and is not. Node leaves out what is none, and what is left is not what was sent; Hono throws on it. */
export function hasBrokenBody({ body, isBase64Encoded }: APIGatewayProxyEventV2): boolean {
  return isBase64Encoded && body !== undefined && Buffer.from(body, 'base64').toString('base64') !== body;
}
