import {
  MessageRejected,
  type SESClient,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { composeMail } from '../mail/compose.ts';
import type { Outcome } from '../outcome.ts';
import type { Mailer } from '../ticket/ports.ts';

/** SES takes so many recipients a call (https://docs.aws.amazon.com/ses/latest/dg/quotas.html). */
const MOST_RECIPIENTS = 50;

/**
 * Sends mail through SES. SES replaces the Message-ID by its own id at a domain of the Region, `email` for us-east-1
 * (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html). A mail to more than 50 recipients is one mail with several
 * envelopes, known by the id of the first. Without a `Source` the mail's own Return-Path takes the bounces, and its From is what
 * the function may send as.
 */
export function sesMailer(ses: SESClient): Mailer {
  return {
    async send(mail) {
      try {
        const raw = await composeMail(mail);
        const recipients = [...mail.to, ...(mail.cc ?? [])].map(({ address }) => address);
        const ids: string[] = [];
        for (let first = 0; first < recipients.length; first += MOST_RECIPIENTS) {
          const Destinations = recipients.slice(first, first + MOST_RECIPIENTS);
          ids.push(await sendRaw(ses, { Destinations, RawMessage: { Data: raw } }));
        }
        const region = await ses.config.region();
        const domain = region === 'us-east-1' ? 'email' : region;
        return { outcome: 'done', messageId: `<${ids[0]}@${domain}.amazonses.com>` };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

async function sendRaw(ses: SESClient, input: SendRawEmailCommandInput): Promise<string> {
  const { MessageId } = await ses.send(new SendRawEmailCommand(input));
  if (!MessageId) throw new Error('SES took a mail and gave no id');
  return MessageId;
}

/** Rejected for its content, or an address that is none: SES will never take it. All else is for later. */
function outcomeOf(error: unknown): Outcome<{ messageId: string }> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof TypeError) return { outcome: 'refused', what: 'recipient', reason };
  const isFinal =
    error instanceof MessageRejected || (error instanceof Error && error.name === 'InvalidParameterValue');
  return isFinal ? { outcome: 'refused', what: 'mail', reason } : { outcome: 'later', reason };
}
