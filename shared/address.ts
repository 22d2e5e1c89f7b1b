import { domainToASCII } from 'node:url';
import * as z from 'zod';

/** RFC 5321, section 4.5.3.1.3, without the angle brackets. */
const LONGEST_ADDRESS = 254;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** What nearly all domains are, and IDNA leaves as it is: no label is encoded, and the top level is of letters, so that it is no IP address. */
const PLAIN_DOMAIN = /^(?:(?!-|xn--)[a-z0-9-]{1,63}(?<!-)\.)+[a-z]{1,63}$/;
/** RFC 1035, section 2.3.4. */
const LONGEST_DOMAIN = 253;

/**
 * A mail address in lower case, its domain in ASCII (IDNA); undefined for any other text. The part before the `@` must be
 * ASCII: SES sends to no other (https://docs.aws.amazon.com/ses/latest/APIReference/API_Destination.html).
 */
export function toAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1) return undefined;
  const domain = toDomain(trimmed.slice(at + 1));
  if (domain === undefined) return undefined;
  const local = trimmed.slice(0, at).toLowerCase();
  // Dots stand between other characters.
  if (/^\.|\.\.|\.$/.test(local)) return undefined;
  const address = `${local}@${domain}`;
  return address.length <= LONGEST_ADDRESS && z.regexes.html5Email.test(address) ? address : undefined;
}

/**
 * Whether a text is an address as it stands. One whose domain is written otherwise, in full-width letters or with dots of another script, is
 * not: we compare addresses as they stand, and it would be none of ours, nor the one that the mail service takes.
 */
export function isAddress(text: string): boolean {
  return toAddress(text) === text;
}

/** What stands behind the last `@` of an address, in lower case; of a text without one, all of it. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** A text that must be an address by that one rule, and becomes it; `message` says so of one that is none. */
export const addressField = (text: z.ZodString, message: string) =>
  text.transform((value, ctx) => {
    const address = toAddress(value);
    if (address !== undefined) return address;
    ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** An address in a setting. */
export const addressSchema = addressField(z.string(), 'must be a mail address');

/** A domain with a top level, in lower case and ASCII; undefined for any other text. */
export function toDomain(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (lower.length <= LONGEST_DOMAIN && PLAIN_DOMAIN.test(lower)) return lower;
  // The URL parser behind domainToASCII takes a path off, decodes `%2e` and reads `1.2.3` as an IP address, and goes on.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(text)) return undefined;
  const domain = domainToASCII(lower);
  const labels = domain.split('.');
  const isDomain = labels.length > 1 && labels.every((label) => LABEL.test(label));
  return isDomain && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : undefined;
}
