import { visibleReply } from './reply-text.ts';

/** The command alone on its line; a mail program may have made it bold. */
const COMMAND = /^[\s*_]*#release(\s+virus)?[\s*_.]*$/i;

/**
 * What the reply to a notice of a held mail asks for: to let it out, and whether a virus is meant. Undefined: it asks for nothing.
 * The command may stand below the quote too: no line of our notices is one.
 */
export function readRelease(text: string): { acceptVirus: boolean } | undefined {
  const lines = [...visibleReply(text).text.split('\n'), ...text.split('\n').filter((line) => !line.startsWith('>'))];
  const command = lines.map((line) => COMMAND.exec(line)).find((found) => found !== null);
  return command ? { acceptVirus: command[1] !== undefined } : undefined;
}
