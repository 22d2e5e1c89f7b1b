import { type MessageTag, type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { composeMail } from '../mail/compose.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';
import type { Later, Refused } from '../outcome.ts';
import type { Mailer } from '../ticket/ports.ts';
import { sesRefusal } from './ses-refusals.ts';

/** SES takes so many recipients a call (https://docs.aws.amazon.com/ses/latest/dg/quotas.html). */
const MOST_RECIPIENTS = 50;
/** https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html */
const NOT_IN_TAGS = /[^A-Za-z0-9_-]/g;
const MOST_TAG_CHARACTERS = 256;

/**
 * Sends mail through SES, with the configuration set that reports what becomes of it. SES replaces the Message-ID by its own id
 * at a domain of the Region, `email` for us-east-1 (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html). Without a
 * `Source` the mail's own Return-Path takes the bounces, and its From is what the function may send as.
 *
 * A mail to more than 50 recipients goes in several envelopes, known by the id of the first, which has the requester. Once that
 * one has gone the mail is done, since trying again would send it twice; whom a later one missed is told.
 */
export function sesMailer(ses: SESClient, ConfigurationSetName: string): Mailer {
  const sendTo = async (Destinations: string[], Data: Buffer, Tags: MessageTag[]) => {
    try {
      const input = { Destinations, RawMessage: { Data }, Tags, ConfigurationSetName };
      const { MessageId } = await ses.send(new SendRawEmailCommand(input));
      return { outcome: 'done', messageId: await messageId(ses, MessageId) } as const;
    } catch (error) {
      return outcomeOf(error);
    }
  };

  return {
    async send(mail) {
      const raw = await compose(mail);
      if ('outcome' in raw) return raw;
      const tags = tagsOf(mail);
      const [first = [], ...others] = envelopes(mail);
      const sent = await sendTo(first, raw, tags);
      if (sent.outcome !== 'done') return sent;
      const missed: { recipients: number; reason: string }[] = [];
      for (const envelope of others) {
        const result = await sendTo(envelope, raw, tags);
        if (result.outcome !== 'done') missed.push({ recipients: envelope.length, reason: result.reason });
      }
      return missed.length > 0 ? { ...sent, missed } : sent;
    },
  };
}

/** The mail's bytes, or the refusal of an address that is none. */
function compose(mail: OutgoingMail): Promise<Buffer | Refused> {
  return composeMail(mail).catch((error: unknown): Refused => {
    if (error instanceof TypeError) return { outcome: 'refused', what: 'recipient', reason: error.message };
    throw error;
  });
}

function envelopes({ to, cc = [] }: OutgoingMail): string[][] {
  const recipients = [...to, ...cc].map(({ address }) => address);
  const count = Math.ceil(recipients.length / MOST_RECIPIENTS);
  return Array.from({ length: count }, (_, at) => recipients.slice(at * MOST_RECIPIENTS, (at + 1) * MOST_RECIPIENTS));
}

function tagsOf({ tags = {} }: OutgoingMail): MessageTag[] {
  return Object.entries(tags).map(([Name, value]) => ({
    Name,
    Value: value.replace(NOT_IN_TAGS, '_').slice(0, MOST_TAG_CHARACTERS),
  }));
}

async function messageId(ses: SESClient, id: string | undefined): Promise<string> {
  if (!id) throw new Error('SES took a mail and gave no id');
  const region = await ses.config.region();
  return `<${id}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;
}

/** Whatever is not known to be final (`ses-refusals.ts`) may pass: throttled, paused, unverified, away. */
function outcomeOf(error: unknown): Refused | Later {
  if (!(error instanceof Error)) return { outcome: 'later', reason: String(error) };
  return sesRefusal(error) ?? { outcome: 'later', reason: `${error.name}: ${error.message}` };
}
