import { newProbeId, probeMail } from '../notify/probe-mail.ts';
import type { Desk } from '../ticket/ports.ts';

const LETTER = {
  subject: 'Canary',
  text: 'The desk mails itself every few minutes, so that it is noticed when mail does not come through.',
};

/**
 * Mails the desk a canary, where the settings ask for it: it goes through the mail service both ways, and `receiveMail` counts that it arrived.
 * Never throws, and waits for nothing: one that cannot leave is missing, and that is what the alarm is about.
 */
export async function sendCanary({
  settings,
  secrets,
  mailer,
  now,
  log,
}: Pick<Desk, 'settings' | 'secrets' | 'mailer' | 'now' | 'log'>): Promise<void> {
  if (!settings.canary) return;
  try {
    const [key = ''] = await secrets.signingKeys();
    const probe = { kind: 'canary', id: newProbeId(), made: now().toISOString() } as const;
    const sent = await mailer.send(probeMail(key, settings, probe, LETTER));
    if (sent.outcome !== 'done') log.warn('the canary did not leave', { outcome: sent.outcome, reason: sent.reason });
  } catch (error) {
    log.warn('the canary did not leave', { error });
  }
}
