import * as z from 'zod';

/** What EventBridge does not take of an entry, as it says so beside those that it takes. */
export type Refusal = { ErrorCode: string; ErrorMessage: string };

/** An entry that can become an event. */
export type Entry = { source: string; detailType: string; detail: Record<string, unknown>; time: string | undefined };

/** Of all entries of a call together: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
export const MOST_BYTES = 256 * 1024;
const TIME_BYTES = 14;
const MOST_DETAIL_TYPE = 128;

const textSchema = z.string().min(1);
const shapeSchema = z.object({
  Source: z.unknown().optional(),
  DetailType: z.unknown().optional(),
  Detail: z.unknown().optional(),
  EventBusName: z.unknown().optional(),
  Time: z.number().optional(),
  Resources: z.array(z.string()).optional(),
});

/** What EventBridge counts of an entry, in bytes. */
export function sizeOfEntry(raw: unknown): number {
  const { Source, DetailType, Detail, Time, Resources = [] } = shapeSchema.parse(raw);
  const texts = [Source, DetailType, Detail, ...Resources].map((each) => (typeof each === 'string' ? each : ''));
  return Buffer.byteLength(texts.join('')) + (Time === undefined ? 0 : TIME_BYTES);
}

/** Reads an entry as EventBridge does (PutEvents, PutEventsResultEntry, API Reference). `bus` is the only one there is beside the account's own. */
export function readEntry(raw: unknown, bus: string): Entry | Refusal {
  const { Source, DetailType, Detail, EventBusName, Time } = shapeSchema.parse(raw);
  for (const [name, value] of Object.entries({ Source, DetailType, Detail }))
    if (!textSchema.safeParse(value).success) return invalid(name, `${name} is a required argument.`);
  const [source, detailType] = [String(Source), String(DetailType)];
  if (source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: `Not authorized for the source ${source}.` };
  if (detailType.length > MOST_DETAIL_TYPE)
    return invalid('DetailType', `DetailType has more than ${MOST_DETAIL_TYPE} characters.`);
  if (EventBusName !== bus)
    return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${EventBusName} does not exist.` };
  const detail = readObject(String(Detail));
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  // Without milliseconds, as EventBridge has it.
  const time = Time === undefined ? undefined : new Date(Time * 1000).toISOString().replace(/\.\d+/, '');
  return { source, detailType, detail, time };
}

function invalid(name: string, reason: string): Refusal {
  return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}` };
}

function readObject(json: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
