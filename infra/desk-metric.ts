import { Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRIC } from '../shared/names.ts';

/** What a stack's functions count as (`POWERTOOLS_SERVICE_NAME`): two desks in an account page for themselves. */
export function serviceOf(scope: Construct): string {
  return Stack.of(scope).stackName;
}

/** How often the functions of this stack have counted something, by its name in `METRIC`. */
export function deskMetric(scope: Construct, metricName: string): Metric {
  const dimensionsMap = { service: serviceOf(scope) };
  return new Metric({ namespace: METRIC.namespace, metricName, dimensionsMap, statistic: 'sum' });
}
