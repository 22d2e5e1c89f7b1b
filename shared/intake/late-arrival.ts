import * as z from 'zod';
import { readSesTrace } from '../mail/ses-trace.ts';
import { UNKNOWN_POLICY } from '../mail/verdicts.ts';
import { METRIC, PREFIX } from '../names.ts';
import { type Desk, ifThere } from '../ticket/ports.ts';
import { keepNotification, keptNotification } from './keep-notification.ts';
import { type Announced, readNotification } from './notification.ts';
import { rawFields } from './read-received.ts';
import { receiveMail } from './receive-mail.ts';

/** A raw mail that was stored a while ago. `at`: when (ISO, UTC). */
export type Arrival = { raw: string; at: string };

/** What the bucket says of an object that was stored (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html). */
const storedSchema = z.object({
  source: z.literal('aws.s3'),
  time: z.iso.datetime({ offset: true }),
  detail: z.object({ object: z.object({ key: z.string().startsWith(PREFIX.raw) }) }),
});

/** Reads a message of the intake function as the bucket's word of a raw mail; undefined for any other. Throws for what is no JSON. */
export function readArrival(body: string): Arrival | undefined {
  const { data } = storedSchema.safeParse(JSON.parse(body));
  return data && { raw: data.detail.object.key, at: new Date(data.time).toISOString() };
}

/**
 * A stored mail that nobody announced, as its notification would have: what it says is read from the lines that SES wrote above it, and where
 * they are not there, it is proved in nothing and began when it was stored. Undefined for one that was announced, as nearly all are, or
 * that is gone since. Throws what a port throws.
 */
export async function announcedLate(desk: Desk, { raw, at }: Arrival): Promise<Announced | undefined> {
  if ((await ifThere(keptNotification(desk, raw))) !== undefined) return undefined;
  const content = await ifThere(desk.files.read(raw));
  if (!content) return undefined;
  const name = raw.slice(PREFIX.raw.length);
  const fields = rawFields(content);
  const trace = readSesTrace(fields, name);
  const announced = readNotification(JSON.stringify({ Message: JSON.stringify(notificationOf(desk, raw, at, trace)) }));
  if (!announced) return undefined;
  desk.log.warn('a mail was stored and not announced, it is taken in late', { mail: name });
  desk.log.count(METRIC.lateArrival);
  return announced;
}

/**
 * Takes in a stored mail that nobody announced. What it says of itself is kept last: that is how it is known to be taken in, and a delivery that failed
 * comes again. `receive`: how it is taken in. Throws as that does.
 */
export async function takeLate(desk: Desk, arrival: Arrival, receive: typeof receiveMail = receiveMail): Promise<void> {
  const announced = await announcedLate(desk, arrival);
  if (!announced) return;
  await receive(desk, announced.received);
  await keepNotification(desk, announced);
}

/** As SES would have announced it: what was kept of it then reads as that of any other. */
function notificationOf({ settings }: Desk, raw: string, at: string, trace: ReturnType<typeof readSesTrace>) {
  const { SPAM, VIRUS, SPF, DKIM, DMARC } = trace?.verdicts ?? {};
  const is = (word: string | undefined) => (word === undefined ? undefined : { status: STATUS[word] ?? word });
  return {
    notificationType: 'Received',
    receipt: {
      timestamp: trace?.at ?? at,
      recipients: [trace?.recipient ?? settings.supportAddress],
      spamVerdict: is(SPAM),
      virusVerdict: is(VIRUS),
      spfVerdict: is(SPF),
      dkimVerdict: is(DKIM),
      dmarcVerdict: is(DMARC),
      // SES's lines do not say it.
      dmarcPolicy: UNKNOWN_POLICY,
      action: { type: 'S3', objectKey: raw },
    },
    mail: { source: trace?.envelopeFrom ?? '', messageId: raw.slice(PREFIX.raw.length) },
  };
}

/** Words of a result (RFC 8601, section 2.7) that SES's verdicts call otherwise. */
const STATUS: Readonly<Record<string, string>> = {
  NONE: 'GRAY',
  NEUTRAL: 'GRAY',
  POLICY: 'GRAY',
  SOFTFAIL: 'FAIL',
  HARDFAIL: 'FAIL',
  TEMPERROR: 'PROCESSING_FAILED',
  PERMERROR: 'PROCESSING_FAILED',
};
