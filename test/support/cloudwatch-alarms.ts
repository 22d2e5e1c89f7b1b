/** A metric alarm as DescribeAlarms has it, as far as a test says. */
export type AlarmOf = {
  AlarmName: string;
  StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  ActionsEnabled: boolean;
  AlarmActions: string[];
  Period?: number;
};

/** The alarms of an account. `history`: newest first. */
export type AlarmsOf = {
  alarms: AlarmOf[];
  /** The policy of the topic lets CloudWatch publish. */
  mayPublish: boolean;
  /** Its history has nothing to say. */
  isMute?: boolean;
  reasons: string[];
  history: { AlarmName: string; HistoryItemType: string; HistorySummary: string; Timestamp: number }[];
};

/** The service's name in the header `x-amz-target`. */
export const CLOUDWATCH = 'GraniteServiceVersion20100801.';

/** What a page has when nobody asks for less (DescribeAlarms, `MaxRecords`). */
const PAGE = 50;

/**
 * CloudWatch in JSON, as its API reference has DescribeAlarms, SetAlarmState and DescribeAlarmHistory
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/): an action runs when the state changes, where actions are on.
 */
export function answerAlarms(account: AlarmsOf, operation: string, body: Record<string, unknown>): Response {
  const { alarms, history } = account;
  if (operation === 'DescribeAlarms') {
    const prefix = String(body.ActionPrefix ?? '');
    const found = alarms.filter(({ AlarmActions }) => AlarmActions.some((each) => each.startsWith(prefix)));
    const from = Number(body.NextToken ?? 0);
    const NextToken = from + PAGE < found.length ? String(from + PAGE) : undefined;
    return Response.json({ MetricAlarms: found.slice(from, from + PAGE), CompositeAlarms: [], NextToken });
  }
  const alarm = alarms.find(({ AlarmName }) => AlarmName === body.AlarmName);
  if (operation === 'DescribeAlarmHistory') {
    const items = history.filter(
      ({ AlarmName, HistoryItemType }) => AlarmName === body.AlarmName && HistoryItemType === body.HistoryItemType,
    );
    return Response.json({ AlarmHistoryItems: items.slice(0, Number(body.MaxRecords)) });
  }
  if (operation !== 'SetAlarmState' || !alarm) {
    const __type = 'com.amazonaws.cloudwatch#ResourceNotFound';
    return Response.json({ __type, message: `there is no alarm ${body.AlarmName}` }, { status: 404 });
  }
  account.reasons.push(String(body.StateReason));
  const tells = alarm.ActionsEnabled && alarm.StateValue !== body.StateValue && !account.isMute;
  for (const action of tells ? alarm.AlarmActions : [])
    history.unshift({
      AlarmName: alarm.AlarmName,
      HistoryItemType: 'Action',
      HistorySummary: account.mayPublish
        ? `Successfully executed action ${action}`
        : `Failed to execute action ${action}. Received error: "not authorized to perform: SNS:Publish"`,
      Timestamp: (history[0]?.Timestamp ?? 1_790_000_000) + 1,
    });
  return Response.json({});
}
