import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC } from '../names.ts';
import type { Log, LogDetails } from '../ticket/ports.ts';
import { currentTrace, TRACE } from '../trace.ts';
import { sourceStack } from './source-stack.ts';
import { withoutNames } from './without-names.ts';

/**
 * Structured log lines and CloudWatch metrics by Powertools, under the name in `POWERTOOLS_SERVICE_NAME`. A line names the trace of what is
 * worked on, an error the sources of this repository, and neither names anybody (`withoutNames`).
 */
export function powertoolsLog(): Log {
  const logger = new Logger({
    jsonReplacerFn: (key, value) =>
      typeof value === 'string' ? withoutNames(key === 'stack' ? sourceStack(value) : value) : value,
  });
  const metrics = new Metrics({ namespace: METRIC.namespace });
  return {
    info: (message, details) => logger.info(message, traced(details)),
    warn: (message, details) => logger.warn(message, traced(details)),
    error: (message, details) => logger.error(message, traced(details)),
    count: (metric) => {
      // Published at once: one line per event, and no state that a frozen function could lose.
      metrics.singleMetric().addMetric(metric, MetricUnit.Count, 1);
    },
  };
}

function traced(details: LogDetails = {}): LogDetails {
  const trace = currentTrace();
  return trace === undefined ? details : { ...details, [TRACE]: trace };
}
