import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
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
import { DeskDomain } from './desk-domain.ts';
import type { DeskFunction } from './desk-function.ts';
import type { Deployment } from './settings-schema.ts';

/**
 * Requests a second over all callers, and how many at once. A team and its forms stay far below; a flood is turned away here
 * (429), before it takes the functions that answer customers.
 */
const THROTTLE = { rateLimit: 50, burstLimit: 100 };

/** What pages may take of it, by route: a flood of forms leaves the webhooks and the team theirs. */
const PAGES = {
  'ANY /desk': { rate: 20, burst: 40 },
  'ANY /desk/{proxy+}': { rate: 20, burst: 40 },
  'POST /desk/new': { rate: 5, burst: 10 },
  'ANY /console': { rate: 20, burst: 40 },
  'ANY /console/{proxy+}': { rate: 20, burst: 40 },
};

/**
 * One line a request, in words of https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html.
 * No query and no body: they name customers. No path: the route is without the signature that makes a link to a file or to a ticket one. No
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

/** Server errors in five minutes that are no hiccup: one 503, which says *try again*, is by design. */
const MANY_ERRORS = 3;

/** Whose tokens agents bring, and for whom these are made. */
type Issuer = { issuer: string; audience: string[] };

/** The HTTP door. */
export class DeskHttpApi extends Construct {
  private readonly api: HttpApi;
  private readonly stage: HttpStage;

  /** Where customers, forms and agents find it, without a slash at its end. */
  readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    { alarms, domain, zone }: { alarms: Alarms } & Pick<Deployment, 'domain' | 'zone'>,
  ) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { description: 'Support desk', createDefaultStage: false });
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    if (domain) new DeskDomain(this, 'Domain', { domain, zone, api: this.api, stage: this.stage });
    this.url = domain ? `https://${domain.name}` : this.api.apiEndpoint;
    alarms.add(
      this,
      'ServerErrors',
      {
        happened:
          'Customers’ pages, online forms or agents were answered with server errors; forms that retry lose nothing.',
        runbook: 'the-http-api-answers-with-errors',
        isUrgent: true,
      },
      { metric: this.api.metricServerError({ statistic: 'sum' }), threshold: MANY_ERRORS, period: Duration.minutes(5) },
    );
  }

  /**
   * Webhooks and links to attachments prove themselves by their signature, agents by a token, or on the console's pages by a session; health and the online desk are for
   * everybody. All else is the agents' API's, without an authorizer: it lets nobody pass whom none has checked, and says in its own
   * words what is not there.
   */
  route(doors: Record<'webhook' | 'api' | 'onlineDesk' | 'console', DeskFunction>, { issuer, audience }: Issuer): void {
    const webhook = new HttpLambdaIntegration('Webhook', doors.webhook);
    const api = new HttpLambdaIntegration('AgentApi', doors.api);
    const pages = new HttpLambdaIntegration('Pages', doors.onlineDesk);
    const console = new HttpLambdaIntegration('Console', doors.console);
    const authorizer = new HttpJwtAuthorizer('Agents', issuer, { jwtAudience: audience });
    this.api.addRoutes({
      path: '/webhooks/{source}',
      methods: [HttpMethod.POST, HttpMethod.GET],
      integration: webhook,
    });
    this.api.addRoutes({ path: '/api/{proxy+}', methods: [HttpMethod.ANY], integration: api, authorizer });
    this.api.addRoutes({ path: '/files/{proxy+}', methods: [HttpMethod.GET], integration: api });
    this.api.addRoutes({ path: '/health', methods: [HttpMethod.GET], integration: api });
    this.api.addRoutes({ path: '/assets/{proxy+}', methods: [HttpMethod.GET], integration: pages });
    new HttpRoute(this, 'Else', { httpApi: this.api, routeKey: HttpRouteKey.DEFAULT, integration: api });
    this.limit([
      ...this.api.addRoutes({ path: '/desk', methods: [HttpMethod.ANY], integration: pages }),
      ...this.api.addRoutes({ path: '/desk/{proxy+}', methods: [HttpMethod.ANY], integration: pages }),
      ...this.api.addRoutes({ path: '/desk/new', methods: [HttpMethod.POST], integration: pages }),
      ...this.api.addRoutes({ path: '/console', methods: [HttpMethod.ANY], integration: console }),
      ...this.api.addRoutes({ path: '/console/{proxy+}', methods: [HttpMethod.ANY], integration: console }),
    ]);
  }

  /** Sets what `PAGES` says on the stage, which has to wait for the routes that it names. */
  private limit(routes: HttpRoute[]): void {
    const stage = this.stage.node.defaultChild as CfnStage;
    stage.routeSettings = Object.fromEntries(
      Object.entries(PAGES).map(([key, { rate, burst }]) => [
        key,
        { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
      ]),
    );
    stage.node.addDependency(...routes);
  }
}
