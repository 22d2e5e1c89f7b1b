import type { HeaderLine } from './headers.ts';

/** Fields that a mail or a part has: what stands above one of them is the header still. */
const KNOWN =
  /^(?:from|to|cc|bcc|subject|date|sender|reply-to|message-id|in-reply-to|references|mime-version|content-[\w-]+|received|return-path|delivered-to|x-[\w-]+|list-[\w-]+|dkim-signature|arc-[\w-]+|auto-submitted|precedence)[ \t]*:/i;
/** A field, an unindented parameter of one, or the mark of an mbox. */
const OF_A_HEADER = /^(?:[!-9;-~]+[ \t]*:|[\w*-]+[ \t]*=|>?From |POST )/i;

/**
 * Text that stands where the header is, because the empty line between them is missing; from the first line that is no field, one
 * character a byte. Undefined when there is none.
 */
export function strayText(lines: readonly HeaderLine[]): string | undefined {
  const last = lines.findLastIndex(({ line }) => KNOWN.test(line));
  const start = lines.findIndex(({ line }, index) => index > last && line.trim() !== '' && !OF_A_HEADER.test(line));
  if (start < 0) return undefined;
  return lines
    .slice(start)
    .map(({ line }) => line)
    .join('\n');
}
