import { PREFIX } from '../names.ts';

/**
 * The mail service's id of the raw mail under this key of the bucket: it stores each under its id
 * (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-s3.html). Undefined for what came in by another door.
 */
export function mailIdOf(raw: string | undefined): string | undefined {
  return raw?.startsWith(PREFIX.raw) ? raw.slice(PREFIX.raw.length) : undefined;
}
