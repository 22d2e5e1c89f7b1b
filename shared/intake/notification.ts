import * as z from 'zod';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { judge, type Verdicts, verdictsSchema } from '../mail/verdicts.ts';

const verdict = z.object({ status: z.string() }).nullish();

/**
 * What SES says of a mail it stored, for as much as the desk needs. Every field that a mail may lack is optional
 * (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html).
 */
const notificationSchema = z.object({
  notificationType: z.literal('Received'),
  receipt: z.object({
    timestamp: z.iso.datetime({ offset: true }),
    recipients: z.array(z.string()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    dmarcPolicy: z.string().nullish(),
    action: z.object({ type: z.literal('S3'), objectKey: z.string() }),
  }),
  mail: z.object({
    source: z.string().nullish(),
    messageId: z.string(),
    commonHeaders: z.object({ subject: z.string().nullish(), from: z.array(z.string()).nullish() }).optional(),
  }),
  /** Not the service's: set by us when a mail that has its ticket is taken in again. */
  released: z.boolean().optional(),
});
type Receipt = z.infer<typeof notificationSchema>['receipt'];

/** The notice SNS wraps around it in the queue. */
const envelopeSchema = z.object({ Message: z.string() });

/** An address stands at the end of its entry, behind the name. In characters. */
const MOST_OF_FROM = 400;

/** What SES once writes into a bucket when a rule is made; no mail of anybody's. */
const SETUP = 'AMAZON_SES_SETUP_NOTIFICATION';

/** A mail as its notification announces it, and the notification itself, as it came. */
export type Announced = { received: ReceivedMail; notification: string };

/**
 * Reads a message of the intake queue. Undefined: it is not about a mail. Throws when it is nothing SES writes: it then ends
 * in the dead-letter queue.
 */
export function readNotification(body: string): Announced | undefined {
  const { Message } = envelopeSchema.parse(JSON.parse(body));
  const { receipt, mail, released } = notificationSchema.parse(JSON.parse(Message));
  const { objectKey } = receipt.action;
  if (objectKey.endsWith(SETUP)) return undefined;
  const verdicts = readVerdicts(receipt);
  const received: ReceivedMail = {
    id: mail.messageId,
    receivedAt: new Date(receipt.timestamp).toISOString(),
    raw: objectKey,
    envelopeFrom: (mail.source ?? '').replace(/^<>$/, ''),
    recipients: receipt.recipients,
    authenticated: judge(verdicts).authenticated,
    verdicts,
    header: { subject: mail.commonHeaders?.subject ?? undefined },
    ...(mail.commonHeaders?.from && {
      from: mail.commonHeaders.from.slice(0, 2).map((each) => each.slice(-MOST_OF_FROM)),
    }),
    ...(released !== undefined && { released }),
  };
  return { received, notification: Message };
}

/** A verdict that is missing or new to us is `UNKNOWN`: no reason to lose the mail, and no proof of anything. */
function readVerdicts(receipt: Receipt): Verdicts {
  return verdictsSchema.parse({
    spam: receipt.spamVerdict?.status,
    virus: receipt.virusVerdict?.status,
    spf: receipt.spfVerdict?.status,
    dkim: receipt.dkimVerdict?.status,
    dmarc: receipt.dmarcVerdict?.status,
    dmarcPolicy: receipt.dmarcPolicy?.toLowerCase(),
  });
}
