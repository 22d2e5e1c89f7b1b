/** What an alarm of the template says of its metric. */
export type AlarmProperties = {
  MetricName?: string;
  /** In the place of a metric's name: an expression over metrics. */
  Metrics?: { Expression?: string; Period?: number }[];
  Period?: number;
  Statistic?: 'Sum' | 'Maximum';
  Threshold: number;
  EvaluationPeriods: number;
  DatapointsToAlarm?: number;
  ComparisonOperator: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  TreatMissingData: 'breaching' | 'notBreaching';
};

/** What CloudWatch got of the metric: values by minute, the first minute is 1; none of the others was sent. */
export type Series = ReadonlyMap<number, number>;

/**
 * The minutes at whose end CloudWatch has the alarm on, up to a last one. It evaluates each minute, over the periods that end there
 * ("Evaluating an alarm" and "Configuring how CloudWatch alarms treat missing data", Amazon CloudWatch User Guide). Before the first
 * minute all was as it should be, for the alarm as for its metric.
 */
export function minutesOn(alarm: AlarmProperties, series: Series, last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1).filter((minute) => isOn(alarm, series, minute));
}

function isOn(alarm: AlarmProperties, series: Series, minute: number): boolean {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = alarm;
  const breaching = Array.from({ length: EvaluationPeriods }, (_, back) => isBreaching(alarm, series, minute, back));
  return breaching.filter(Boolean).length >= DatapointsToAlarm;
}

/** Whether the period breaches that ended `back` periods before this minute's end. */
function isBreaching(alarm: AlarmProperties, series: Series, minute: number, back: number): boolean {
  const length = (alarm.Period ?? alarm.Metrics?.[0]?.Period ?? Number.NaN) / 60;
  const end = minute - back * length;
  // A period that reaches into what was before has what it had then.
  if (end - length < 0) return false;
  const values = [...series].filter(([at]) => at > end - length && at <= end).map(([, value]) => value);
  if (values.length === 0) return alarm.TreatMissingData === 'breaching';
  const value = alarm.Statistic === 'Maximum' ? Math.max(...values) : values.reduce((sum, each) => sum + each, 0);
  return alarm.ComparisonOperator === 'LessThanThreshold' ? value < alarm.Threshold : value >= alarm.Threshold;
}
