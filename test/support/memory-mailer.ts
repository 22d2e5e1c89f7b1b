import { checkMessage } from '../../infra/local/ses/message-rules.ts';
import { SesRefusal } from '../../infra/local/ses/refusal.ts';
import { headerFields } from '../../infra/local/smtp/headers.ts';
import { sesRefusal } from '../../shared/aws/ses-refusals.ts';
import { composeMail } from '../../shared/mail/compose.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import type { Later, Refused } from '../../shared/outcome.ts';
import type { Mailer } from '../../shared/ticket/ports.ts';

/**
 * A mailer that keeps what it is given in `sent`, in order. It refuses what SES refuses for a mail's own sake, by the rules of
 * the local SES; how an account stands is for the tests of the adapter.
 */
export function memoryMailer(sent: OutgoingMail[]): Mailer {
  let mails = 0;
  return {
    async send(mail) {
      const refusal = await refusalOf(mail);
      if (refusal) return refusal;
      sent.push(mail);
      mails += 1;
      return { outcome: 'done', messageId: `<${mails}@eu-south-1.amazonses.com>` };
    },
  };
}

async function refusalOf(mail: OutgoingMail): Promise<Refused | Later | undefined> {
  try {
    const raw = composeMail(mail);
    checkMessage(
      { source: undefined, destinations: [mail.recipient], raw, configurationSet: undefined, tags: [] },
      headerFields(raw),
    );
  } catch (error) {
    if (error instanceof TypeError) return { outcome: 'refused', what: 'recipient', reason: error.message };
    if (!(error instanceof SesRefusal)) throw error;
    const { code, message } = error;
    return sesRefusal({ name: code, message }) ?? { outcome: 'later', reason: `${code}: ${message}` };
  }
  return undefined;
}
