import { QUOTA_NEAR } from '../alarms.ts';
import { METRIC } from '../names.ts';
import { brakeIfReturned } from '../notify/brake.ts';
import type { Desk } from '../ticket/ports.ts';
import type { SweepNote } from '../ticket/sweep-note.ts';

/**
 * Counts it while the mail service has stopped our account, or the day's mails are nearly used up: customers then get no answer until that is
 * over, and no call of ours fails. Where too many of the day's come back, the desk brakes (`brake.ts`). Best effort: what it cannot ask it asks in five minutes.
 * Gives how the account stands; undefined when the mail service did not say.
 */
export async function watchMailAccount(
  desk: Pick<Desk, 'mailAccount' | 'log' | 'sendCounter' | 'now' | 'machineNow'>,
): Promise<SweepNote['account']> {
  const { mailAccount, log } = desk;
  let account: SweepNote['account'];
  try {
    const { isPaused, sent, most } = await mailAccount.state();
    const isQuotaNear = most !== undefined && sent >= most * QUOTA_NEAR;
    account = { isPaused, isQuotaNear };
    if (isPaused) log.count(METRIC.sendingPaused);
    if (isQuotaNear) log.count(METRIC.sendQuotaNear);
    await brakeIfReturned(desk, await mailAccount.returned(desk.machineNow().toISOString()));
  } catch (error) {
    log.warn('the mail service did not say how our account stands', { error });
  }
  return account;
}
