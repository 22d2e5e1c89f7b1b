import { createHash } from 'node:crypto';

/** An id in angle brackets; longer than a header line may be (RFC 5322, 2.1.1) is no id. */
const MESSAGE_ID = /<[^<>\s\p{Cc}]{1,996}>/gu;
/** One that was folded in its middle. */
const BROKEN_ID = /<[^<>\p{Cc}]{1,996}>/gu;

/** A header line, in bytes. */
const LONGEST_ID = 998;

/** How many references are kept: the first, which may be ours, and the latest. */
const MAX_REFERENCES = 100;

/** The ids in a `Message-ID`, `In-Reply-To` or `References` field, with angle brackets; one bare word counts as an id too. */
export function readMessageIds(value: string | undefined): string[] {
  if (value === undefined) return [];
  const found =
    value.match(MESSAGE_ID) ??
    value
      .match(BROKEN_ID)
      ?.map(withoutSpaces)
      .filter((id) => id !== '<>') ??
    [];
  const ids = found.filter((id) => Buffer.byteLength(id) <= LONGEST_ID);
  if (found.length === 0 && Buffer.byteLength(value) <= LONGEST_ID - 2 && /^[^<>\s\p{Cc}]{1,996}$/u.test(value))
    return [`<${value}>`];
  return ids.length > MAX_REFERENCES ? [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)] : ids;
}

const MADE_UP = '@no-message-id.invalid>';

/** The id of a mail that has none: the same bytes always get the same. The domain can be nobody's (RFC 2606). */
export function madeUpMessageId(raw: Buffer): string {
  return `<${createHash('sha256').update(raw).digest('hex').slice(0, 32)}${MADE_UP}`;
}

/** Whether the mail had none. */
export function isMadeUp(messageId: string): boolean {
  return messageId.endsWith(MADE_UP);
}

function withoutSpaces(id: string): string {
  return id.replace(/\s+/g, '');
}
