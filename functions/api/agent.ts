import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { createMiddleware } from 'hono/factory';
import * as z from 'zod';
import type { Agent } from '../../shared/customer/agent.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { LambdaBindings } from '../http/app.ts';
import { problem } from '../http/problem.ts';

export type ApiEnv = {
  Bindings: LambdaBindings<APIGatewayProxyEventV2WithJWTAuthorizer>;
  Variables: { agent: Agent };
};

/** Claims as the authorizer hands them on: values are texts. */
const claimsSchema = z.object({ email: z.string().toLowerCase(), email_verified: z.coerce.string().optional() });

/**
 * Lets registered agents pass and sets `agent`. API Gateway has checked the token before this runs; here its `email` claim
 * must be an address of an agent, and must not be one that the user pool calls unverified: anybody could claim that.
 */
export function requireAgent(desk: Desk) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    // Without an authorizer in front there is no such part, whatever the type says.
    const claims: unknown = c.env.event.requestContext.authorizer?.jwt?.claims;
    if (!claims) return problem(401, 'This needs a bearer token.', { headers: { 'www-authenticate': 'Bearer' } });

    const address = provedAddress(claims);
    const agents = await desk.agents.list();
    const agent = agents.find(({ addresses }) => addresses.includes(address));
    if (!agent) throw new PublicError(403, 'This token belongs to nobody of the support team.');
    c.set('agent', agent);
    await next();
  });
}

/** Whose token it is. Who asks is told how to get one that says so: it is all of their own token. */
function provedAddress(claims: unknown): string {
  const { success, data } = claimsSchema.safeParse(claims);
  if (!success)
    throw new PublicError(403, `Your token has no claim \`email\`; ask for scope openid email, and send the ID token.`);
  if (data.email_verified === 'false') {
    throw new PublicError(
      403,
      'The address in your token is not verified where you log in; have that done, and log in again.',
    );
  }
  return data.email;
}
