import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, type NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Alarms, Trouble } from './alarms.ts';
import { bundling } from './bundling.ts';
import { serviceOf } from './desk-metric.ts';

/** 1,769 MB is one whole processor ("Configure Lambda function memory"): a start or a large mail takes no longer than it must. */
const MEMORY_MB = 1769;

export type FunctionProps = Pick<NodejsFunctionProps, 'retryAttempts'> & {
  /** Folder below `functions/`. */
  name: string;
  description: string;
  timeout: Duration;
  environment: Record<string, string>;
  alarms: Alarms;
  /** What a run that breaks off does to a user. */
  errors: Trouble;
};

/** A door of the desk: `functions/<name>/index.ts` on Node 24, with a log of its own and an alarm on errors. */
export class DeskFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: FunctionProps) {
    const { name, environment, alarms, errors, ...rest } = props;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not the managed policy that Lambda's own role has: it may write to every log of the account.
    const role = new Role(scope, `${id}ServiceRole`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      ...rest,
      entry: path(`../functions/${name}/index.ts`),
      depsLockFilePath: path('../package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: MEMORY_MB,
      environment: { ...environment, POWERTOOLS_SERVICE_NAME: serviceOf(scope) },
      bundling: bundling(name),
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role,
    });
    alarms.add(this, 'Alarm', errors, { metric: this.metricErrors({ statistic: 'sum' }) });
  }
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
