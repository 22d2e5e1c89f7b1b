import {
  GetAccountSendingEnabledCommand,
  GetSendQuotaCommand,
  GetSendStatisticsCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import type { MailAccount } from '../ticket/ports.ts';

/** What SES gives as the day's quota of an account that has none (https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html). */
const NO_QUOTA = -1;

const DAY_MS = 24 * 60 * 60_000;

/**
 * How our account stands with SES, in this Region. What came back: all of the account's, other senders' too, which is what SES looks at
 * (https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendStatistics.html).
 */
export function sesAccount(ses: SESClient): MailAccount {
  return {
    async state() {
      const [{ Enabled }, { Max24HourSend = NO_QUOTA, SentLast24Hours = 0 }] = await Promise.all([
        ses.send(new GetAccountSendingEnabledCommand({})),
        ses.send(new GetSendQuotaCommand({})),
      ]);
      const most = Max24HourSend === NO_QUOTA ? {} : { most: Max24HourSend };
      return { isPaused: Enabled === false, sent: SentLast24Hours, ...most };
    },

    // A point is a quarter of an hour, and there are those of two weeks.
    async returned(at) {
      const { SendDataPoints = [] } = await ses.send(new GetSendStatisticsCommand({}));
      const since = Date.parse(at) - DAY_MS;
      const day = SendDataPoints.filter(({ Timestamp }) => Timestamp !== undefined && Timestamp.getTime() >= since);
      const sum = (counts: (number | undefined)[]) => counts.reduce<number>((total, count = 0) => total + count, 0);
      return {
        of: sum(day.map(({ DeliveryAttempts }) => DeliveryAttempts)),
        returned: sum(day.map(({ Bounces }) => Bounces)),
      };
    },
  };
}
