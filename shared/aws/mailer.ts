import { MessageRejected, type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { composeMail } from '../mail/compose.ts';
import { type Mailer, MailRefused } from '../ticket/ports.ts';

/**
 * Sends mail through SES. SES replaces the Message-ID by its own id at a domain of the Region, `email` for us-east-1
 * (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html). Throws `MailRefused` when repeating it would not help.
 */
export function sesMailer(ses: SESClient): Mailer {
  return {
    async send(mail) {
      const raw = await composeMail(mail).catch((error: unknown) => {
        throw error instanceof TypeError ? new MailRefused(error.message) : error;
      });
      const command = new SendRawEmailCommand({
        Source: mail.from.address,
        Destinations: mail.to.map(({ address }) => address),
        RawMessage: { Data: raw },
      });
      const { MessageId } = await ses.send(command).catch((error: unknown) => {
        throw isFinal(error) ? new MailRefused(String((error as Error).name)) : error;
      });
      const region = await ses.config.region();
      return { messageId: `<${MessageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>` };
    },
  };
}

/** A mail that SES will never take: rejected for its content, or an address that is none. */
function isFinal(error: unknown): boolean {
  return error instanceof MessageRejected || (error instanceof Error && error.name === 'InvalidParameterValue');
}
