import { GetAccountSendingEnabledCommand, GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import type { MailAccount } from '../ticket/ports.ts';

/** What SES gives as the day's quota of an account that has none (https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html). */
const NO_QUOTA = -1;

/** How our account stands with SES, in this Region. */
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
  };
}
