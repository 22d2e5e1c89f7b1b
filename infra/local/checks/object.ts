import { violated } from './violations.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MOST_KEY_BYTES = 1024;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const MOST_METADATA_BYTES = 2048;
/** What may stand in an HTTP header (RFC 9110, section 5.5) and survives each hop: S3 decodes anything else as it likes. */
const HEADER_TEXT = /^[\t -~]*$/;
const USER_METADATA = 'x-amz-meta-';

export type ObjectFault = { code: string; message: string };

/** Throws what S3 would answer to a request about an object, and notes the violation; for files in memory. */
export function checkObject(key: string, headers: Record<string, string>): void {
  const fault = objectFault(key, headers);
  if (fault === undefined) return;
  violated({ service: 'S3', rule: fault.message });
  throw Object.assign(new Error(fault.message), { name: fault.code, $fault: 'client' });
}

/**
 * What S3 finds wrong with a key, or with the headers that it is to keep or to answer with (a content type, a disposition,
 * metadata); undefined for a request that it takes. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function objectFault(key: string, headers: Record<string, string>): ObjectFault | undefined {
  if (Buffer.byteLength(key) > MOST_KEY_BYTES) return { code: 'KeyTooLongError', message: 'Your key is too long' };
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_TEXT.test(value)) {
      return { code: 'InvalidArgument', message: `Header value of ${name} cannot be represented in ASCII.` };
    }
  }
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith(USER_METADATA));
  const bytes = metadata.reduce((sum, [name, value]) => sum + name.length - USER_METADATA.length + value.length, 0);
  if (bytes > MOST_METADATA_BYTES) {
    return { code: 'MetadataTooLarge', message: 'Your metadata headers exceed the maximum allowed metadata size' };
  }
  return undefined;
}
