import { sendingLimits } from '../../infra/local/ses/limits.ts';
import { SesRefusal } from '../../infra/local/ses/refusal.ts';
import { THROTTLE_PAUSES_MS } from '../../shared/aws/mailer.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import type { Mailer } from '../../shared/ticket/ports.ts';
import type { Random } from '../support/random.ts';
import { LATENCY } from './latency.ts';
import type { Account } from './quotas.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What SES said no to, in its own words, how often, and when first (epoch ms). */
export type Refusals = Map<string, { count: number; first: number }>;

type Options = {
  time: VirtualTime;
  random: Random;
  account: Account;
  isPaused: () => boolean;
  onSent: (mail: OutgoingMail) => void;
};

/**
 * SES by the rules of the local one (`infra/local/ses/limits.ts`), in virtual time. It is called as the desk's adapter calls it
 * (`shared/aws/mailer.ts`): one recipient a call, and a mail that came too fast is sent again twice.
 */
export function mailService({ time, random, account, isPaused, onSent }: Options): Mailer & { refusals: Refusals } {
  const rules = { perSecond: account.mailsPerSecond, perDay: account.mailsPerDay };
  const limits = sendingLimits(rules, () => time.now().getTime());
  const refusals: Refusals = new Map();
  let sent = 0;
  const refusalOf = (mail: OutgoingMail): SesRefusal | undefined => {
    try {
      if (isPaused()) throw new SesRefusal('MessageRejected', 'Sending paused for this account.');
      limits.take([mail.recipient]);
      return undefined;
    } catch (error) {
      if (!(error instanceof SesRefusal)) throw error;
      const { count = 0, first = time.now().getTime() } = refusals.get(error.message) ?? {};
      refusals.set(error.message, { count: count + 1, first });
      return error;
    }
  };
  return {
    refusals,
    async send(mail) {
      for (const pause of [...THROTTLE_PAUSES_MS, undefined]) {
        await time.sleep(LATENCY.mail);
        const refusal = refusalOf(mail);
        if (!refusal) {
          onSent(mail);
          sent += 1;
          return { outcome: 'done', messageId: `<${sent}@ses.example>` };
        }
        const isTooFast = /rate exceeded/i.test(refusal.message);
        if (pause === undefined || !isTooFast) {
          return { outcome: 'later', reason: `${refusal.code}: ${refusal.message}` };
        }
        await time.sleep(pause * (0.5 + random()));
      }
      throw new Error('unreachable: the last try returns');
    },
  };
}
