import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { DeskFunction } from './desk-function.ts';
import type { Deployment } from './settings-schema.ts';

/**
 * Requests a second over all callers, and how many at once. A team and its forms stay far below; a flood is turned away here
 * (429), before it takes the functions that answer customers.
 */
const THROTTLE = { rateLimit: 50, burstLimit: 100 };

/**
 * One line a request, in words of https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html.
 * No query and no body: they name customers. No path: the route is without the signature that makes a link to a file one. No
 * address of the caller, which API Gateway cannot shorten to a network's.
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  error: '$context.error.responseType',
  authorizerError: '$context.authorizer.error',
};

/** The HTTP door. */
export class DeskHttpApi extends Construct {
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, { alarms }: { alarms: Alarms }) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { description: 'Support desk', createDefaultStage: false });
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    alarms.add(this, 'ServerErrors', this.api.metricServerError({ statistic: 'sum' }), 1, {
      happened: 'An online form or an agent was answered with a server error; forms that retry lose nothing.',
      runbook: 'the-http-api-answers-with-errors',
    });
  }

  /** Without a slash at its end. */
  get url(): string {
    return this.api.apiEndpoint;
  }

  /**
   * Webhooks and links to attachments prove themselves by their signature, agents by a token; health is for everybody. All else is
   * the agents' API's, without an authorizer: it lets nobody pass whom none has checked, and says in its own words what is not there.
   */
  route(doors: { webhook: DeskFunction; api: DeskFunction }, { issuer, audience }: Deployment['jwt']): void {
    const webhook = new HttpLambdaIntegration('Webhook', doors.webhook);
    const api = new HttpLambdaIntegration('AgentApi', doors.api);
    const authorizer = new HttpJwtAuthorizer('Agents', issuer, { jwtAudience: audience });
    this.api.addRoutes({ path: '/webhooks/{source}', methods: [HttpMethod.POST], integration: webhook });
    this.api.addRoutes({ path: '/api/{proxy+}', methods: [HttpMethod.ANY], integration: api, authorizer });
    this.api.addRoutes({ path: '/files/{proxy+}', methods: [HttpMethod.GET], integration: api });
    this.api.addRoutes({ path: '/health', methods: [HttpMethod.GET], integration: api });
    new HttpRoute(this, 'Else', { httpApi: this.api, routeKey: HttpRouteKey.DEFAULT, integration: api });
  }
}
