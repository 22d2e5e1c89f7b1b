import {
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';

/** An alarm that tells a topic. */
export type Alarm = {
  name: string;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  state: string;
  /** False: somebody switched its actions off. */
  isOn: boolean;
  /** Seconds; undefined where it watches an expression. */
  period: number | undefined;
};

/** CloudWatch, as far as it is asked about the alarms of a topic. */
export type Alarms = {
  /** Those that tell this topic when they go off. */
  all(): Promise<Alarm[]>;
  setOff(alarm: Alarm, reason: string): Promise<void>;
  /** What came of the actions of an alarm, newest first, in CloudWatch's words; `at` in milliseconds since 1970. */
  actions(alarm: Alarm): Promise<{ at: number; summary: string }[]>;
};

/**
 * The alarms of a topic (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html). `setOff` lasts until CloudWatch's next look;
 * it runs the actions if the alarm was in another state before (API_SetAlarmState.html on the same site).
 */
export function alarmsOf(client: CloudWatchClient, topic: string): Alarms {
  return {
    async all() {
      const found: Alarm[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new DescribeAlarmsCommand({ ActionPrefix: topic, AlarmTypes: ['MetricAlarm'], NextToken }),
        );
        for (const { AlarmName = '', StateValue = '', ActionsEnabled, AlarmActions, Period } of page.MetricAlarms ?? [])
          if (AlarmActions?.includes(topic))
            found.push({ name: AlarmName, state: StateValue, isOn: ActionsEnabled !== false, period: Period });
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },

    async setOff({ name }, reason) {
      await client.send(new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: reason }));
    },

    async actions({ name }) {
      const { AlarmHistoryItems = [] } = await client.send(
        new DescribeAlarmHistoryCommand({
          AlarmName: name,
          HistoryItemType: 'Action',
          ScanBy: 'TimestampDescending',
          MaxRecords: 10,
        }),
      );
      return AlarmHistoryItems.map(({ Timestamp, HistorySummary = '' }) => ({
        at: Timestamp?.getTime() ?? 0,
        summary: HistorySummary,
      }));
    },
  };
}
