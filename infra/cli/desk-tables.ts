import { CommandError } from './command.ts';

/** The two tables of a desk. */
export type Tables = { tickets: string; people: string };

/** Both tables, as the output `Tables` of the stack has them, or an `option`: half a desk is none. Throws `CommandError`. */
export function readTables(text: string, option?: string): Tables {
  const [tickets, people, ...rest] = text.split(',').map((name) => name.trim());
  if (tickets && people && rest.length === 0) return { tickets, people };
  if (option !== undefined) throw new CommandError(`${option} takes both tables: TICKETS,PEOPLE`, 2);
  throw new CommandError(`the stack's output Tables is not as this version has it: ${text}`);
}
