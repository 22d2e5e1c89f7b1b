import type { Absence } from '../../shared/customer/absence.ts';
import { roleOf } from '../../shared/customer/agent.ts';
import type { Io } from './command.ts';
import { type Connect, connect } from './connect.ts';
import { list } from './list.ts';

/** `agents list [--json] [--stage S]`. */
export function agentsList(args: string[], io: Io, open: Connect = connect): Promise<number> {
  return list(args, io, open, {
    all: (desk) => desk.agents.list(),
    headings: ['ID', 'NAME', 'ROLE', 'ADDRESSES', 'DESKS', 'ABSENT'],
    cells: ({ id, name, role, addresses, desks = ['all'], absent }) => [
      id,
      name,
      roleOf({ role }),
      addresses.join(' '),
      desks.join(' '),
      [absent, absent?.next].flatMap((each) => (each ? textOf(each) : [])).join(', '),
    ],
  });
}

const textOf = ({ from, until }: Pick<Absence, 'from' | 'until'>) => `${from ? `${from} ` : ''}until ${until}`;
