import { importAgents } from '../../shared/customer/import/import-agents.ts';
import { removeAgent, showAgent } from './agents-remove.ts';
import type { Io } from './command.ts';
import { type Connect, type Connection, connect } from './connect.ts';
import { importFile } from './import-file.ts';

/** `agents import FILE|- [--format csv|yaml] [--dry-run] [--replace [--yes]] [--stage S]`. */
export function agentsImport(args: string[], io: Io, open: Connect<Connection> = connect): Promise<number> {
  return importFile(args, io, open, {
    noun: 'agents',
    existing: (desk) => desk.agents.list(),
    check: (text, existing, { supportAddress, addresses = [], forwardedFrom = [] }, format) =>
      importAgents(text, { existing, supportAddress, addresses: [...addresses, ...forwardedFrom], format }),
    writes: (_, agents) => agents,
    put: (desk, agent) => desk.agents.put(agent),
    show: showAgent,
    remove: (desk, { id }, io) => removeAgent(desk, id, io),
  });
}
