import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC } from '../names.ts';
import type { Log } from '../ticket/ports.ts';

/** Structured log lines and CloudWatch metrics by Powertools, under the name in `POWERTOOLS_SERVICE_NAME`. */
export function powertoolsLog(): Log {
  const logger = new Logger();
  const metrics = new Metrics({ namespace: METRIC.namespace });
  return {
    info: (message, details = {}) => logger.info(message, details),
    warn: (message, details = {}) => logger.warn(message, details),
    error: (message, details = {}) => logger.error(message, details),
    count: (metric) => {
      // Published at once: one line per event, and no state that a frozen function could lose.
      metrics.singleMetric().addMetric(metric, MetricUnit.Count, 1);
    },
  };
}
