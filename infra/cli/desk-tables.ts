import { CommandError } from './command.ts';

/** The two tables of a desk. */
export type Tables = { tickets: string; people: string };

/** Both tables in one option, as the stack's output `Tables` has them: a command that got but one would find half a desk. */
export function readTables(option: string): Tables {
  const [tickets, people, ...rest] = option.split(',').map((name) => name.trim());
  if (tickets && people && rest.length === 0) return { tickets, people };
  throw new CommandError('--tables takes both tables, as the output Tables of the stack has them: TICKETS,PEOPLE', 2);
}
