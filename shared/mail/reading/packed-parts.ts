import { firstHeader, type MailHeaders } from './headers.ts';

/** A body of several parts that some gateway encoded as a whole, which no standard allows (RFC 2045, 6.4). */
const PACKED = /^(?:Content-Transfer-Encoding)([ \t]*:[ \t]*"?base64)/im;

/** A header is not longer. */
const MAX_HEADER = 256_000;

/** As far as the first part is looked for. */
const MAX_PREAMBLE = 200_000;

/** The mail with such a body as it was before; undefined for any other mail. */
export function unpackParts(raw: Buffer, headers: MailHeaders): Buffer | undefined {
  const isMultipart = /^\s*multipart\//i.test(firstHeader(headers, 'content-type') ?? '');
  if (!isMultipart || !/base64/i.test(firstHeader(headers, 'content-transfer-encoding') ?? '')) return undefined;
  const beginning = raw.subarray(0, MAX_HEADER).toString('latin1');
  const { index, 0: end } = /\r?\n\r?\n/.exec(beginning) ?? { index: -1, 0: '' };
  const body = raw.subarray(index + end.length);
  if (index < 0 || !/^[a-z0-9+/=\s]{4,200}$/i.test(body.subarray(0, 200).toString('latin1'))) return undefined;
  const header = beginning.slice(0, index + end.length).replace(PACKED, 'X-Content-Transfer-Encoding$1');
  const unpacked = Buffer.from(body.toString('latin1'), 'base64');
  // What has no parts is text.
  if (!/^--\S/m.test(unpacked.subarray(0, MAX_PREAMBLE).toString('latin1'))) return undefined;
  return Buffer.concat([Buffer.from(header, 'latin1'), unpacked]);
}
