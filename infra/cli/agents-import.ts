import type { Agent } from '../../shared/customer/agent.ts';
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
    writes: withRoles,
    put: (desk, agent) => desk.agents.put(agent),
    show: showAgent,
    remove: (desk, { id }, io) => removeAgent(desk, id, io),
  });
}

/** A file that does not say what an agent may see takes nothing from them: who is to be an agent again has `agent` in their row. */
function withRoles(existing: readonly Agent[], agents: readonly Agent[]): Agent[] {
  const roles = new Map(existing.map(({ id, role }) => [id, role]));
  return agents.map((agent) => {
    const role = agent.role ?? roles.get(agent.id);
    return { ...agent, ...(role && { role }) };
  });
}
