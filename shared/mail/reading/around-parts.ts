import { readParameter } from './parameters.ts';

/** What programs write above the parts, for readers that know no parts. */
const USUAL = /\bmime\b|multi-?part|mehrteilig|multiparte|cryptographically/i;

/** What of a mail stands around its parts, each as a mail of its own; below may be parts, too. */
export type AroundParts = { above?: Buffer; below?: Buffer };

/**
 * The words or parts below the last delimiter of a mail, where nothing may be (RFC 2046, 5.1.1), and the words above the first one.
 * `type` is the mail's own `Content-Type`.
 */
export function aroundParts(mail: Buffer, type: string | undefined): AroundParts {
  const boundary = readParameter(type, 'boundary');
  if (!boundary || !/^[!#-[\]-~ ]+$/.test(boundary) || !/^\s*multipart\//i.test(type ?? '')) return {};
  const first = mail.indexOf(`\n--${boundary}`);
  const header = endOfHeader(mail);
  const close = endOfParts(mail, `\n--${boundary}--`);
  const above = header < 0 || header > first ? undefined : mail.subarray(header, first);
  // Parts within parts may have the same boundary: the first last delimiter is theirs then.
  const isSame = ['', '"'].some((quote) => mail.subarray(first, close).includes(`boundary=${quote}${boundary}`));
  const below = close < 0 || isSame ? undefined : mail.subarray(close);
  return {
    ...(above && isWords(above) && { above: Buffer.concat([Buffer.from('\n'), above]) }),
    ...(below && isWords(below) && { below: asParts(below, boundary) }),
  };
}

function endOfHeader(mail: Buffer): number {
  const ends = ['\n\n', '\n\r\n'].map((end) => mail.indexOf(end)).filter((at) => at >= 0);
  return ends.length === 0 ? -1 : Math.min(...ends) + 1;
}

/** Where the line of the last delimiter ends: one of a longer boundary begins in the same way. */
function endOfParts(mail: Buffer, delimiter: string): number {
  for (let at = mail.indexOf(delimiter); at >= 0; at = mail.indexOf(delimiter, at + 1)) {
    const end = at + delimiter.length;
    if (/^[ \t]*(?:\r?\n|$)/.test(mail.subarray(end, end + 100).toString('latin1'))) return end;
  }
  return -1;
}

function asParts(below: Buffer, boundary: string): Buffer {
  const header = `Content-Type: multipart/mixed; boundary="${boundary}"\n\n--${boundary}\n\n`;
  return Buffer.concat([Buffer.from(header, 'latin1'), below]);
}

function isWords(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  return /[^\s-]/.test(text) && !USUAL.test(text.slice(0, 500));
}
