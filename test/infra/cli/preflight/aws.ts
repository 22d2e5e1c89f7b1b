import { type Service, serve } from '../../../../infra/local/serve.ts';
import { type AlarmsOf, answerAlarms, CLOUDWATCH } from '../../../support/cloudwatch-alarms.ts';
import { answerReceiptRules, type ReceiptRules } from '../../../support/receipt-rules.ts';

/** An account in a Region, as far as `desk preflight` asks for it. */
export type Account = {
  /** By name. */
  stacks: Map<string, { status: string; outputs: Record<string, string> }>;
  receipt: ReceiptRules;
  /** By name, as `GetEmailIdentity` answers. */
  identities: Map<string, object>;
  /** As `GetAccount` answers. */
  sending: object;
  suppressed: Map<string, string>;
  /** By topic; by mail when nothing else is said. */
  subscriptions: Map<string, { endpoint: string; arn: string; protocol?: string }[]>;
  alarms?: AlarmsOf;
  /** Items of agents by table, the one that is asked for by its key, whether a table may be deleted, and the stream that it had last. */
  tables: Map<string, { isProtected: boolean; items: object[]; item?: object; stream?: string }>;
  /** Environments of functions, by name. */
  functions: Map<string, Record<string, string>>;
};

/**
 * The services behind one address, each as its API reference documents the calls that are made here: CloudFormation, SNS and SES (version 1) in the
 * query protocol, SES (version 2) and Lambda in REST, DynamoDB and CloudWatch in JSON. What is not there is the error that the reference names; any other call is a 400.
 */
export async function startAws(account: () => Account): Promise<Service> {
  return serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/2015-03-31/functions/')) return functionConfiguration(account(), pathname);
    if (pathname.startsWith('/v2/')) return rest(account(), decodeURIComponent(pathname.slice('/v2/'.length)));
    const target = request.headers.get('x-amz-target');
    if (target?.startsWith(CLOUDWATCH)) return alarms(account(), target, JSON.parse(await request.text()));
    if (target !== null) return json(account(), target, JSON.parse(await request.text()));
    return query(account(), new URLSearchParams(await request.text()));
  });
}

/** Of a page (ListSubscriptionsByTopic). */
const SUBSCRIPTIONS = 100;

function alarms({ alarms: known }: Account, target: string, body: Record<string, unknown>): Response {
  if (!known) return new Response('', { status: 400 });
  return answerAlarms(known, target.slice(CLOUDWATCH.length), body);
}

function query(account: Account, form: URLSearchParams): Response {
  switch (form.get('Action')) {
    case 'DescribeStacks': {
      const name = form.get('StackName') ?? '';
      const stack = account.stacks.get(name);
      return stack
        ? xml(
            'DescribeStacks',
            `<Stacks><member><StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus>` +
              `<CreationTime>2026-11-29T08:00:00Z</CreationTime><Outputs>${Object.entries(stack.outputs)
                .map(
                  ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
                )
                .join('')}</Outputs></member></Stacks>`,
          )
        : xmlError('ValidationError', `Stack with id ${name} does not exist`);
    }
    case 'ListSubscriptionsByTopic': {
      const topic = form.get('TopicArn') ?? '';
      const found = account.subscriptions.get(topic);
      if (!found) return xmlError('NotFound', 'Topic does not exist');
      const from = Number(form.get('NextToken') ?? 0);
      const members = found
        .slice(from, from + SUBSCRIPTIONS)
        .map(
          ({ endpoint, arn, protocol = 'email' }) =>
            `<member><TopicArn>${topic}</TopicArn><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member>`,
        );
      const next = from + SUBSCRIPTIONS < found.length ? `<NextToken>${from + SUBSCRIPTIONS}</NextToken>` : '';
      return xml('ListSubscriptionsByTopic', `<Subscriptions>${members.join('')}</Subscriptions>${next}`);
    }
    default:
      return answerReceiptRules(account.receipt, form);
  }
}

function rest(account: Account, path: string): Response {
  const [, kind, name = ''] = /^email\/([a-z]+)(?:\/(?:addresses\/)?(.+))?$/.exec(path) ?? [];
  const found = (value: object | undefined) =>
    value
      ? Response.json(value)
      : Response.json(
          { message: `${name} does not exist.` },
          { status: 404, headers: { 'x-amzn-errortype': 'NotFoundException' } },
        );
  if (kind === 'account') return found(account.sending);
  if (kind === 'identities') return found(account.identities.get(name));
  const reason = account.suppressed.get(name);
  return found(
    reason === undefined
      ? undefined
      : { SuppressedDestination: { EmailAddress: name, Reason: reason, LastUpdateTime: 1_790_000_000 } },
  );
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
function functionConfiguration(account: Account, path: string): Response {
  const [, name = '', what] = /^\/2015-03-31\/functions\/([^/]+)\/([a-z]+)$/.exec(path) ?? [];
  const Variables = what === 'configuration' ? account.functions.get(name) : undefined;
  if (Variables) return Response.json({ FunctionName: name, Environment: { Variables } });
  return Response.json(
    { Type: 'User', Message: `Function not found: arn:aws:lambda:eu-west-1:111122223333:function:${name}` },
    { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' } },
  );
}

function json(account: Account, target: string, { TableName }: { TableName: string }): Response {
  const table = account.tables.get(TableName);
  if (!table) {
    const __type = 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException';
    return Response.json({ __type, message: `Table: ${TableName} not found` }, { status: 400 });
  }
  if (target.endsWith('.DescribeTable'))
    return Response.json({
      Table: {
        TableName,
        DeletionProtectionEnabled: table.isProtected,
        ...(table.stream && {
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
          LatestStreamArn: table.stream,
        }),
      },
    });
  if (target.endsWith('.GetItem')) return Response.json(table.item ? { Item: table.item } : {});
  return Response.json({ Items: table.items, Count: table.items.length });
}

function xml(action: string, inner: string): Response {
  const body = `<${action}Response><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`;
  return new Response(body, { headers: { 'content-type': 'text/xml' } });
}

function xmlError(code: string, message: string): Response {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
  return new Response(body, { status: 400, headers: { 'content-type': 'text/xml' } });
}
