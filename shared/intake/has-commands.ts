import { readCommands } from '../mail/commands.ts';
import type { InboundMail } from '../mail/inbound.ts';

/** Whether a mail has a line that is a command, or looks like one: of an agent's both are held back from the customer. */
export function hasCommands({ replyText }: Pick<InboundMail, 'replyText'>): boolean {
  const { lines, misplaced } = readCommands(replyText);
  return lines.length + misplaced.length > 0;
}
