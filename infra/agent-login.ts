import { Aws, CfnOutput, Duration } from 'aws-cdk-lib';
import { OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { AgentPool } from './agent-pool.ts';
import type { Deployment } from './settings-schema.ts';

/** A working day: then an agent shows the second factor again. */
const LOGGED_IN_FOR = Duration.hours(12);
const TOKEN_LIVES = Duration.hours(1);

/** Where `desk login` waits for the browser to come back, on the admin's or agent's own machine. */
const LOOPBACK = 'http://localhost:8790/';

/**
 * Whose tokens the API takes. With a pool of the desk's own these are ID tokens, which have the agent's address: an access token of Cognito has none.
 * The pool stands with the data, its client here: it knows where the desk is.
 */
export function agentLogin(
  scope: Construct,
  { login }: Pick<Deployment, 'login'>,
  { pool, url }: { pool: AgentPool | undefined; url: string },
): { issuer: string; audience: string[] } {
  if (login.by === 'issuer') return login;
  if (!pool) throw new Error('a login by Cognito needs its pool');
  const client = new UserPoolClient(scope, 'Login', {
    userPool: pool,
    generateSecret: false,
    authFlows: { userSrp: true },
    preventUserExistenceErrors: true,
    idTokenValidity: TOKEN_LIVES,
    accessTokenValidity: TOKEN_LIVES,
    refreshTokenValidity: LOGGED_IN_FOR,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [`${url}/console/login`, LOOPBACK],
      logoutUrls: [`${url}/console`, LOOPBACK],
    },
  });
  new CfnOutput(scope, 'LoginClientId', { value: client.userPoolClientId, description: 'For desk login' });
  return {
    issuer: `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${pool.userPoolId}`,
    audience: [client.userPoolClientId],
  };
}
