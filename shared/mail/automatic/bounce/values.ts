/**
 * An address in running text, without the quote mark or bracket before it, of whichever language, and the sentence's full stop
 * behind it. Its local part may be a quoted string (RFC 5321, section 4.1.2).
 */
const ADDRESS =
  /(?:"[^"\\@\r\n]{1,62}"|(?=[\p{L}\p{N}_#&+$!])[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~-]{1,64})@[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]{0,252}[\p{L}\p{M}\p{N}])?/iu;
const ADDRESSES = new RegExp(ADDRESS, 'giu');

/** RFC 3463, section 2, in running text too: `550 5.1.1`, `(#5.1.1)`, `smtp;5.1.1`. Not within a version or an IP address. */
const ENHANCED = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/;
/** An SMTP reply code (RFC 5321, section 4.2) where a server's answer begins. */
const REPLY_CODE = /(?:^|[\s:;#(<"'=])([45])\d\d(?=[\s\-:#;,>)]|$)/;

/** Long enough for what servers say with their links, short enough for a ticket's log. */
const MAX_DIAGNOSTIC = 500;

/** The address in a recipient field (`rfc822; anna@rossi.example`) or in a line of prose, in lower case; undefined without. */
export function toRecipient(value: string | undefined): string | undefined {
  // RFC 6533, section 3: `utf-8;` addresses may hold `\x{HEX}` for other characters.
  const text = value?.slice(0, 2000).replace(/\\x\{([0-9a-f]{1,6})\}/gi, decodePoint);
  return ADDRESS.exec(text?.replace(/^\s*[a-z0-9-]{1,20}\s*;/i, '') ?? '')?.[0].toLowerCase();
}

/** The addresses in a line of prose, each in lower case and with what stands before it. */
export function addressesIn(line: string): { address: string; before: string }[] {
  return [...line.slice(0, 2000).matchAll(ADDRESSES)].map((match) => ({
    address: match[0].toLowerCase(),
    before: line.slice(0, match.index),
  }));
}

/**
 * The address that we gave as ORCPT. It travels as xtext, where `+2B` is a plus and `+3D` an equals sign (RFC 3461, section 4); a
 * report ought to hold it decoded (RFC 3464, section 2.3.1), and some do not.
 */
export function toOriginalRecipient(value: string | undefined): string | undefined {
  return toRecipient(value?.slice(0, 2000).replace(/\+(2B|3D)/g, (_, hex) => (hex === '2B' ? '+' : '=')));
}

/** The enhanced status code in a text, else the class of its SMTP reply code as `5.0.0`; undefined without either. */
export function toStatus(text: string | undefined): string | undefined {
  const line = text?.slice(0, 2000) ?? '';
  const enhanced = ENHANCED.exec(line)?.[1];
  if (enhanced !== undefined) return enhanced;
  const replyClass = REPLY_CODE.exec(line)?.[1];
  return replyClass === undefined ? undefined : `${replyClass}.0.0`;
}

/** What a server said, on one line and without the type before it (`smtp;`); undefined for nothing. */
export function toDiagnostic(value: string | undefined): string | undefined {
  const line = (value ?? '')
    .slice(0, MAX_DIAGNOSTIC * 2)
    .replace(/^\s*(?:x-)?[a-z0-9-]{1,30}\s*;/i, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === '' ? undefined : line.slice(0, MAX_DIAGNOSTIC);
}

/** True when a text has an enhanced status or an SMTP reply code of failure. */
export function hasFailureCode(text: string): boolean {
  return ENHANCED.test(text) || REPLY_CODE.test(text);
}

function decodePoint(escaped: string, hex: string): string {
  const point = Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : escaped;
}
