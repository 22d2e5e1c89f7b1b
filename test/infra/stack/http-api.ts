import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ELSE, ROUTES } from '../../../infra/local/http/routes.ts';
import { resource, resources, synthesize, template } from './template.ts';

/** Route key, how it is guarded, and the function behind it. */
function routes(): [key: string, guard: string, door: string][] {
  return resources('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
    const { RouteKey, AuthorizationType, Target } = Properties;
    const integration = resources('AWS::ApiGatewayV2::Integration').find(([id]) => JSON.stringify(Target).includes(id));
    const uri = JSON.stringify(integration?.[1].Properties.IntegrationUri);
    const door = ['IngestWebhook', 'OnlineDesk', 'Console', 'Api'].find((name) =>
      uri.includes(resource('AWS::Lambda::Function', name).id),
    );
    return [String(RouteKey), String(AuthorizationType), String(door)];
  });
}

describe('over HTTP', () => {
  it('only /api needs a token', () => {
    expect(routes().sort()).toEqual([
      // All else: 404 and 405 in the desk's words.
      ['$default', 'NONE', 'Api'],
      ['ANY /api/{proxy+}', 'JWT', 'Api'],
      // Its pages have a session of their own.
      ['ANY /console', 'NONE', 'Console'],
      ['ANY /console/{proxy+}', 'NONE', 'Console'],
      ['ANY /desk', 'NONE', 'OnlineDesk'],
      ['ANY /desk/{proxy+}', 'NONE', 'OnlineDesk'],
      ['GET /assets/{proxy+}', 'NONE', 'OnlineDesk'],
      // The links are signed.
      ['GET /files/{proxy+}', 'NONE', 'Api'],
      ['GET /health', 'NONE', 'Api'],
      // A render token, for the script of a plain page.
      ['GET /webhooks/{source}', 'NONE', 'IngestWebhook'],
      // A route of its own for a limit of its own.
      ['POST /desk/new', 'NONE', 'OnlineDesk'],
      ['POST /webhooks/{source}', 'NONE', 'IngestWebhook'],
    ]);
  });

  it('the local door has the same routes, with the same guards, to the same functions', () => {
    const doors: Record<string, string> = {
      webhook: 'IngestWebhook',
      api: 'Api',
      onlineDesk: 'OnlineDesk',
      console: 'Console',
    };
    const local = [...ROUTES, ELSE].map(({ key, authorized, to }) => [key, authorized ? 'JWT' : 'NONE', doors[to]]);
    expect(local.sort()).toEqual(routes().sort());
  });

  it('a token counts when the desk’s own pool of agents made it for this desk', () => {
    const pool = resource('AWS::Cognito::UserPool', 'Agents').id;
    const [, authorizer] = resources('AWS::ApiGatewayV2::Authorizer')[0] ?? [];
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [{ Ref: resource('AWS::Cognito::UserPoolClient', 'Login').id }] },
    });
    expect(JSON.stringify(authorizer?.Properties.JwtConfiguration)).toContain(
      `"https://cognito-idp.",{"Ref":"AWS::Region"},".",{"Ref":"AWS::URLSuffix"},"/",{"Ref":"${pool}"}`,
    );
    const { LoginIssuer, LoginClientId } = template.findOutputs('*');
    expect(authorizer?.Properties.JwtConfiguration).toEqual({
      Issuer: LoginIssuer?.Value,
      Audience: [LoginClientId?.Value],
    });
  });

  it('an agent gets an account from an admin, with a second factor that is no text message', () => {
    expect(resource('AWS::Cognito::UserPool', 'Agents').Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      MfaConfiguration: 'ON',
      UsernameAttributes: ['email'],
      UserPoolTier: 'ESSENTIALS',
    });
  });

  it.each(['optional', 'off'])('a second factor is as the admin says: %s', (mfa) => {
    const pool = resource('AWS::Cognito::UserPool', 'Agents', synthesize({ login: { by: 'cognito', mfa } }));
    expect(pool.Properties.MfaConfiguration).toBe(mfa.toUpperCase());
  });

  it('a token of another provider counts when that made it for this desk, and there is no pool then', () => {
    const others = synthesize({
      login: { by: 'issuer', issuer: 'https://login.example.com/', audience: ['support-desk'] },
    });
    others.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Issuer: 'https://login.example.com/', Audience: ['support-desk'] },
    });
    expect(others.findOutputs('LoginIssuer').LoginIssuer?.Value).toBe('https://login.example.com/');
    expect(others.findOutputs('LoginClientId')).toEqual({});
    others.resourceCountIs('AWS::Cognito::UserPool', 0);
    others.resourceCountIs('AWS::Cognito::UserPoolClient', 0);
  });

  it('a flood is turned away before it reaches a function', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  it('a flood of forms leaves the rest of the desk its share, once the routes that are limited are there', () => {
    const stage = resource('AWS::ApiGatewayV2::Stage', 'HttpApiStage');
    const settings = stage.Properties.RouteSettings as Record<string, { ThrottlingRateLimit: number }>;
    expect(Object.entries(settings).map(([key, { ThrottlingRateLimit }]) => [key, ThrottlingRateLimit])).toEqual([
      ['ANY /desk', 20],
      ['ANY /desk/{proxy+}', 20],
      ['POST /desk/new', 5],
      ['ANY /console', 20],
      ['ANY /console/{proxy+}', 20],
    ]);
    const limited = resources('AWS::ApiGatewayV2::Route').filter(
      ([, { Properties }]) => String(Properties.RouteKey) in settings,
    );
    expect(limited).toHaveLength(Object.keys(settings).length);
    expect(stage.DependsOn).toEqual(expect.arrayContaining(limited.map(([id]) => id)));
  });

  it('every request is logged by its route, without what signs a link, names a customer or tells where a caller is (A14)', () => {
    const stage = resource('AWS::ApiGatewayV2::Stage', 'HttpApiStage');
    const { Format } = stage.Properties.AccessLogSettings as { Format: string };
    expect(Object.values(JSON.parse(Format)).sort()).toEqual([
      '$context.authorizer.error',
      '$context.error.responseType',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  it('a function gives up before the API does', () => {
    for (const name of ['IngestWebhook', 'OnlineDesk', 'Console', 'Api']) {
      expect(resource('AWS::Lambda::Function', name).Properties.Timeout).toBeLessThan(30);
    }
  });

  it('server errors alarm, and a single 503 that says *try again* does not (A16)', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: '5xx',
      Dimensions: [{ Name: 'ApiId', Value: Match.anyValue() }],
      Threshold: 3,
      Period: 300,
    });
  });
});
