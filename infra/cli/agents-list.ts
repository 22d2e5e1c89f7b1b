import type { Io } from './command.ts';
import { type Connect, connect } from './connect.ts';
import { list } from './list.ts';

/** `agents list [--json] [--tables TICKETS,PEOPLE]`. */
export function agentsList(args: string[], io: Io, open: Connect = connect): Promise<number> {
  return list(args, io, open, {
    all: (desk) => desk.agents.list(),
    headings: ['ID', 'NAME', 'ADDRESSES'],
    cells: ({ id, name, addresses }) => [id, name, addresses.join(' ')],
  });
}
