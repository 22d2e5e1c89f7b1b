/** The command alone on its line; a mail program may have made it bold. */
const COMMAND = /^[\s*_]*#release(\s+virus)?[\s*_.]*$/i;

/** A line that is quoted, or of the head of a quoted mail. */
const QUOTED = /^>|:/m;

/**
 * What the reply to a notice of a held mail asks for: to let it out, and whether a virus is meant. Undefined: it asks for nothing.
 * The command is a line of the first paragraph, or a paragraph of its own, and may stand below the quote: a line of the notice, which a mail program has
 * broken, may be one otherwise, since the subject is a stranger's. So it is in the text as it came: without what is marked as a quote, the rest of such a line
 * stands alone.
 */
export function readRelease(text: string): { acceptVirus: boolean } | undefined {
  const paragraphs = text.trim().split(/\n[^\S\n]*\n/);
  const [first = ''] = paragraphs;
  const own = QUOTED.test(first) ? first.split('\n', 1) : first.split('\n');
  const command = [...own, ...paragraphs].map((each) => COMMAND.exec(each.trim())).find((found) => found !== null);
  return command ? { acceptVirus: command[1] !== undefined } : undefined;
}
