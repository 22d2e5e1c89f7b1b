import type { Agent } from '../../shared/customer/agent.ts';
import { type ImportedAgent, importAgents } from '../../shared/customer/import/import-agents.ts';
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
    writes: withKept,
    put: (desk, agent) => desk.agents.put(agent),
    show: showAgent,
    remove: (desk, { id }, io) => removeAgent(desk, id, io),
  });
}

/**
 * A file that does not say what an agent may see takes nothing from them: who is to be an agent again has `agent` in their row. Nor does one
 * without the columns of an absence say that anybody is back.
 */
function withKept(existing: readonly ImportedAgent[], agents: readonly ImportedAgent[]): Agent[] {
  const before = new Map(existing.map((agent) => [agent.id, agent]));
  return agents.map(({ keepsAbsence = false, ...agent }) => {
    const known = before.get(agent.id);
    const role = agent.role ?? known?.role;
    const absent = keepsAbsence ? known?.absent : agent.absent;
    return { ...agent, ...(role && { role }), ...(absent && { absent }) };
  });
}
