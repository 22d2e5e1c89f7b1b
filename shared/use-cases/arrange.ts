import type { Command } from '../mail/commands.ts';
import type { Desk } from '../ticket/ports.ts';
import { changeTags } from './change-tags.ts';
import type { ByAgent } from './steps/change.ts';

/**
 * Does what an agent's mail asks of a ticket's place among the others; other commands ask nothing of it. Again changes nothing. Throws as
 * the API's would.
 */
export async function arrange(desk: Desk, command: Command, by: ByAgent): Promise<void> {
  if (command.name === 'tag') await changeTags(desk, { ...by, add: command.tags });
  if (command.name === 'untag') await changeTags(desk, { ...by, remove: command.tags });
}
