import { CommandError } from './command.ts';

/** The two tables of a desk. */
export type Tables = { tickets: string; people: string };

/** Both tables, as the output `Tables` of the stack has them. */
export function readTables(output: string): Tables {
  const [tickets, people, ...rest] = output.split(',').map((name) => name.trim());
  if (tickets && people && rest.length === 0) return { tickets, people };
  throw new CommandError(`the stack's output Tables is not as this version has it: ${output}`);
}
