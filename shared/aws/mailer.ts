import { type MessageTag, type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { composeMail } from '../mail/compose.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';
import type { Later, Refused } from '../outcome.ts';
import type { Mailer } from '../ticket/ports.ts';
import { currentTrace, TRACE } from '../trace.ts';
import { sesRefusal } from './ses-refusals.ts';

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html */
const NOT_IN_TAGS = /[^A-Za-z0-9_-]/g;
const MOST_TAG_CHARACTERS = 256;

/**
 * Until a mail that came too fast is sent again, in ms, on the average. In all some seconds less than a task has patience for: what is still
 * turned away then waits for the sweep, five to ten minutes, and a burst of many senders leaves some out in the first second or two
 * (docs/scale.md).
 */
export const THROTTLE_PAUSES_MS = [400, 1_000, 2_000, 4_000];

/** So long an address as which SES does not let us send is not tried again, in ms: the admin may be about to verify it. */
const FORGOTTEN_MS = 600_000;

/**
 * Sends mail through SES, with the configuration set that reports what becomes of it. SES replaces the Message-ID by its own id
 * at a domain of the Region, `email` for us-east-1 (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html). Without a
 * `Source` the mail's own Return-Path takes the bounces, and its From is what the function may send as.
 */
export function sesMailer(ses: SESClient, ConfigurationSetName: string, pauses = THROTTLE_PAUSES_MS): Mailer {
  const notOurs = new Map<string, number>();
  const mailer: Mailer = {
    async send(mail) {
      const { elseFrom, ...other } = mail;
      const instead = elseFrom && { ...other, from: elseFrom };
      if (instead && (notOurs.get(mail.from.address) ?? 0) > Date.now()) return mailer.send(instead);
      const raw = compose(mail);
      if ('outcome' in raw) return raw;
      const Destinations = [mail.recipient];
      const input = { Destinations, RawMessage: { Data: raw }, Tags: tagsOf(mail), ConfigurationSetName };
      for (const pause of [...pauses, undefined]) {
        try {
          const { MessageId } = await ses.send(new SendRawEmailCommand(input));
          return { outcome: 'done', messageId: await messageId(ses, MessageId) };
        } catch (error) {
          if (instead && isNotOurs(error, mail.from.address)) {
            notOurs.set(mail.from.address, Date.now() + FORGOTTEN_MS);
            return mailer.send(instead);
          }
          if (pause === undefined || !isTooFast(error)) return outcomeOf(error);
          await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
        }
      }
      throw new Error('unreachable: the last try returns');
    },
  };
  return mailer;
}

/**
 * Whether SES lets us not send as this address: neither it nor its domain is a verified identity, or the function's policy does not name it
 * (https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html).
 */
function isNotOurs(error: unknown, from: string): boolean {
  if (!(error instanceof Error)) return false;
  if (/^AccessDenied/.test(error.name)) return true;
  return error.name === 'MessageRejected' && /not verified/i.test(error.message) && error.message.includes(from);
}

/** Too many a second, which passes at once; the day's quota does not. Such a mail was not taken: it may be sent again. */
function isTooFast(error: unknown): boolean {
  return error instanceof Error && /^Throttling/.test(error.name) && /rate exceeded/i.test(error.message);
}

/** The mail's bytes, or the refusal of an address that is none. */
function compose(mail: OutgoingMail): Buffer | Refused {
  try {
    return composeMail(mail);
  } catch (error) {
    if (error instanceof TypeError) return { outcome: 'refused', what: 'recipient', reason: error.message };
    throw error;
  }
}

function tagsOf({ tags = {} }: OutgoingMail): MessageTag[] {
  const trace = currentTrace();
  return Object.entries({ ...tags, ...(trace !== undefined && { [TRACE]: trace }) }).map(([Name, value]) => ({
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
