import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC } from '../shared/names.ts';

/** How often the functions have counted something, by its name in `METRIC`. */
export function deskMetric(metricName: string): Metric {
  const { namespace, service } = METRIC;
  return new Metric({ namespace, metricName, dimensionsMap: { service }, statistic: 'sum' });
}
