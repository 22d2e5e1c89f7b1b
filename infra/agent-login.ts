import { Aws, CfnOutput, Duration } from 'aws-cdk-lib';
import { OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { AgentPool } from './agent-pool.ts';
import { LOGIN_LOOPBACK } from './login-loopback.ts';
import type { Deployment } from './settings-schema.ts';

/** A working day: then an agent shows the second factor again. */
const LOGGED_IN_FOR = Duration.hours(12);
const TOKEN_LIVES = Duration.hours(1);

type Place = { pool: AgentPool | undefined; url: string };
/** Whose tokens count, for whom, and by which client the console logs agents in. */
export type Trusted = { issuer: string; audience: string[]; clientId: string; trustsEmail: boolean };

/**
 * Whose tokens the API takes. With a pool of the desk's own these are ID tokens, which have the agent's address: an access token of Cognito has none.
 * The pool stands with the data, its client here: it knows where the desk is.
 */
export function agentLogin(scope: Construct, { login }: Pick<Deployment, 'login'>, place: Place): Trusted {
  const trusted = login.by === 'issuer' ? givenIssuer(login) : ownPool(scope, place);
  new CfnOutput(scope, 'LoginIssuer', { value: trusted.issuer, description: 'For desk login' });
  return trusted;
}

function givenIssuer(login: Extract<Deployment['login'], { by: 'issuer' }>): Trusted {
  const { issuer, audience, trustsEmail, clientId = audience[0] ?? '' } = login;
  return { issuer, audience, clientId, trustsEmail };
}

/** The pool's client of this desk. */
function ownPool(scope: Construct, { pool, url }: Place): Trusted {
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
      callbackUrls: [`${url}/console/callback`, LOGIN_LOOPBACK],
      logoutUrls: [`${url}/console/bye`, LOGIN_LOOPBACK],
    },
  });
  new CfnOutput(scope, 'LoginClientId', { value: client.userPoolClientId, description: 'For desk login' });
  return {
    issuer: `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${pool.userPoolId}`,
    audience: [client.userPoolClientId],
    clientId: client.userPoolClientId,
    // A pool says of each address whether it is verified.
    trustsEmail: false,
  };
}
