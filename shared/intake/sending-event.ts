import * as z from 'zod';
import { atStage } from '../at-stage.ts';
import type { Settings } from '../settings.ts';

const mailSchema = z.object({
  messageId: z.string(),
  destination: z.array(z.string()),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

const recipientSchema = z.object({
  emailAddress: z.string(),
  action: z.string().nullish(),
  status: z.string().nullish(),
  diagnosticCode: z.string().nullish(),
});

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, as far as the desk needs it. */
const eventSchema = z.discriminatedUnion('eventType', [
  z.object({
    eventType: z.literal('Bounce'),
    mail: mailSchema,
    bounce: z.object({
      bounceType: z.string(),
      bounceSubType: z.string(),
      bouncedRecipients: z.array(recipientSchema),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: mailSchema,
    complaint: z.object({
      complainedRecipients: z.array(z.object({ emailAddress: z.string() })),
      complaintFeedbackType: z.string().nullish(),
      complaintSubType: z.string().nullish(),
    }),
  }),
  z.object({ eventType: z.literal('Reject'), mail: mailSchema, reject: z.object({ reason: z.string() }) }),
  z.object({ eventType: z.literal('Delivery'), mail: mailSchema }),
]);
const KNOWN: readonly string[] = eventSchema.options.map(({ shape }) => shape.eventType.value);

/** The notice SNS wraps around it in the queue. */
const envelopeSchema = z.object({ Message: z.string() });

/** What SES writes once, in words, to a topic that it is to publish to. */
const SETUP = 'Successfully validated SNS topic';

/** Subtypes of a bounce that no server gave: SES did not even try. */
const SUPPRESSED: readonly string[] = ['OnAccountSuppressionList', 'Suppressed'];

/** What the mail service says of a mail of ours; `recipient` as the mail was addressed, `source` names the report. */
export type SendingEvent = {
  fate: 'delivered' | 'failed' | 'delayed' | 'complained';
  source: string;
  messageId: string;
  recipient: string;
  tags: Record<string, string | undefined>;
  /** Status and reason, for agents. */
  reason: string;
};

/** Reads a message of the feedback queue, of the desk of this stage. Undefined: it says nothing of a mail's end. Throws when it is nothing that SES writes. */
export function readSendingEvent(body: string, { stage }: Pick<Settings, 'stage'> = {}): SendingEvent | undefined {
  const { Message } = envelopeSchema.parse(JSON.parse(body));
  if (Message.startsWith(SETUP)) return undefined;
  const json = JSON.parse(Message);
  if (!KNOWN.includes(z.object({ eventType: z.string() }).parse(json).eventType)) return undefined;
  const event = eventSchema.parse(json);
  const { messageId, destination, tags } = event.mail;
  const [recipient = 'nobody'] = destination;
  return {
    ...fateOf(event, { recipient, stage }),
    ...{ messageId, recipient },
    source: `ses:${messageId}`,
    tags: Object.fromEntries(Object.entries(tags).map(([name, [value]]) => [name, value])),
  };
}

function fateOf(
  event: z.infer<typeof eventSchema>,
  to: { recipient: string; stage: string | undefined },
): Pick<SendingEvent, 'fate' | 'reason'> {
  if (event.eventType === 'Delivery') return { fate: 'delivered', reason: '' };
  if (event.eventType === 'Reject') return { fate: 'failed', reason: `rejected: ${event.reject.reason}` };
  if (event.eventType === 'Complaint') {
    const { complaintFeedbackType, complaintSubType } = event.complaint;
    return { fate: 'complained', reason: complaintFeedbackType ?? complaintSubType ?? 'no reason given' };
  }
  const { bounceType, bounceSubType, bouncedRecipients } = event.bounce;
  const fate = isFinal(bounceType, bounceSubType) ? 'failed' : 'delayed';
  if (SUPPRESSED.includes(bounceSubType)) return { fate, reason: whySuppressed(to) };
  const [{ action, status, diagnosticCode } = {}] = bouncedRecipients;
  const said = [action, status, diagnosticCode].filter(Boolean).join(' ');
  return { fate, reason: said || `${bounceType} ${bounceSubType}` };
}

/**
 * Whether a mail will never be there. A soft bounce of the subtype `General` may as well be an answer of absence; all others come when SES
 * has given up (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, bounce types): a mailbox that is
 * full has not got the answer.
 */
function isFinal(bounceType: string, bounceSubType: string): boolean {
  return bounceType === 'Permanent' || (bounceType === 'Transient' && bounceSubType !== 'General');
}

/** SES did not try: the address once did not exist, or its reader called a mail spam. The mend is the admin's. */
function whySuppressed({ recipient, stage }: { recipient: string; stage: string | undefined }): string {
  const mend = `npm run desk -- suppressed remove ${recipient}${atStage(stage)}`;
  return `not tried: ${recipient} is on SES's suppression list; when it works again: ${mend}`;
}
