import {
  MessageRejected,
  type SESClient,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { composeMail } from '../mail/compose.ts';
import { type Mailer, MailRefused } from '../ticket/ports.ts';

/** SES takes so many recipients a call (https://docs.aws.amazon.com/ses/latest/dg/quotas.html). */
const MOST_RECIPIENTS = 50;

/**
 * Sends mail through SES. SES replaces the Message-ID by its own id at a domain of the Region, `email` for us-east-1
 * (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html). A mail to more than 50 recipients is one mail with several
 * envelopes, known by the id of the first. Without a `Source` the mail's own Return-Path takes the bounces, and its From is what
 * the function may send as. Throws `MailRefused` when repeating it would not help.
 */
export function sesMailer(ses: SESClient): Mailer {
  return {
    async send(mail) {
      const raw = await composeMail(mail).catch((error: unknown) => {
        throw error instanceof TypeError ? new MailRefused(error.message) : error;
      });
      const recipients = [...mail.to, ...(mail.cc ?? [])].map(({ address }) => address);
      const ids: string[] = [];
      for (let first = 0; first < recipients.length; first += MOST_RECIPIENTS) {
        const Destinations = recipients.slice(first, first + MOST_RECIPIENTS);
        ids.push(await sendRaw(ses, { Destinations, RawMessage: { Data: raw } }));
      }
      const region = await ses.config.region();
      return { messageId: `<${ids[0]}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>` };
    },
  };
}

async function sendRaw(ses: SESClient, input: SendRawEmailCommandInput): Promise<string> {
  try {
    const { MessageId } = await ses.send(new SendRawEmailCommand(input));
    if (!MessageId) throw new Error('SES took a mail and gave no id');
    return MessageId;
  } catch (error) {
    throw isFinal(error) ? new MailRefused(String((error as Error).name)) : error;
  }
}

/** A mail that SES will never take: rejected for its content, or an address that is none. */
function isFinal(error: unknown): boolean {
  return error instanceof MessageRejected || (error instanceof Error && error.name === 'InvalidParameterValue');
}
