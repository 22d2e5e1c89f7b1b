import { fileURLToPath } from 'node:url';
import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ReceiptRule, ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { bundling } from './bundling.ts';
import type { Deployment } from './settings-schema.ts';

/** How long CloudFormation waits for an answer; left out, an hour. */
const ANSWERS_WITHIN = Duration.minutes(5);
/** Two calls of SES with the SDK's retries, and the answer in up to three tries of five seconds. */
const RUNS_FOR = Duration.minutes(1);

type Props = { ruleSet: ReceiptRuleSet; rule: ReceiptRule; displace: Deployment['ruleSet']['displace'] };

/**
 * Our rule set becomes the active one, which CloudFormation cannot do by itself: `infra/activation/activation.ts` says when, and when not. Without
 * CDK's `Provider`, which would keep a log group that nobody deletes.
 */
export class ActiveRuleSet extends Construct {
  constructor(scope: Construct, id: string, { ruleSet, rule, displace }: Props) {
    super(scope, id);
    const activate = this.function();
    // Whatever else may fail comes before the rule, see `SupportDesk`; and the set becomes active when its rule is there.
    rule.node.addDependency(...this.node.children);
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ActiveRuleSet',
      serviceToken: activate.functionArn,
      serviceTimeout: ANSWERS_WITHIN,
      properties: { RuleSet: ruleSet.receiptRuleSetName, ...(displace && { Displace: displace }) },
    });
    resource.node.addDependency(rule);
  }

  private function(): NodejsFunction {
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
        // They know no resource: which set is active is the account's
        // (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html).
        resources: ['*'],
      }),
    );
    return new NodejsFunction(this, 'Function', {
      description: 'During a deploy: lets the desk’s receipt rule set be the active one',
      entry: path('activation/index.ts'),
      depsLockFilePath: path('../package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: RUNS_FOR,
      // It logs nothing itself: what it throws is told by Node, and nobody waits for its start.
      environment: { NODE_OPTIONS: '--enable-source-maps' },
      bundling: bundling('activation'),
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role,
    });
  }
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
