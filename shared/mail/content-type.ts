const UNKNOWN = 'application/octet-stream';

/** Two tokens of RFC 2045, section 5.1, as far as anybody uses them, and no longer than RFC 6838, section 4.2, lets a name be. */
const CONTENT_TYPE = /^[\w.+-]{1,127}\/[\w.+-]{1,127}$/;

/**
 * A content type in lower case that may stand in a header of ours, of a mail as of S3: what a stranger wrote and is none, or
 * has other characters, is octets of unknown type.
 */
export function contentTypeOf(type: string | undefined): string {
  const lower = (type ?? '').trim().toLowerCase();
  // A file is never several parts: whoever reads a mail of ours would look for them.
  return CONTENT_TYPE.test(lower) && !lower.startsWith('multipart/') ? lower : UNKNOWN;
}
