import { METRIC } from '../names.ts';
import { brakeIfReturned } from '../notify/brake.ts';
import type { Desk } from '../ticket/ports.ts';

/** The share of the day's mails from which on-call hears: there are hours left then to ask for more, or to have less sent. */
const QUOTA_NEAR = 0.8;

/**
 * Counts it while the mail service has stopped our account, or the day's mails are nearly used up: customers then get no answer until that is
 * over, and no call of ours fails. Where too many of the day's come back, the desk brakes (`brake.ts`). Best effort: what it cannot ask it asks in five minutes.
 */
export async function watchMailAccount(
  desk: Pick<Desk, 'mailAccount' | 'log' | 'sendCounter' | 'now' | 'machineNow'>,
): Promise<void> {
  const { mailAccount, log } = desk;
  try {
    const { isPaused, sent, most } = await mailAccount.state();
    if (isPaused) log.count(METRIC.sendingPaused);
    if (most !== undefined && sent >= most * QUOTA_NEAR) log.count(METRIC.sendQuotaNear);
    await brakeIfReturned(desk, await mailAccount.returned(desk.machineNow().toISOString()));
  } catch (error) {
    log.warn('the mail service did not say how our account stands', { error });
  }
}
