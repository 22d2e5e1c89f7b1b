import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { REGION } from './resources.ts';

/** The context of one Lambda invocation. Nothing stops a handler that overruns `timeoutSeconds`; it is only told what is left. */
export function lambdaContext(functionName: string, timeoutSeconds = 30): Context {
  const endsAt = Date.now() + timeoutSeconds * 1000;
  const unsupported = () => {
    throw new Error('Callbacks are gone from the Node 24 runtime of Lambda.');
  };
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${REGION}:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}
