import { importAgents } from '../../shared/customer/import-agents.ts';
import type { Io } from './command.ts';
import { connect } from './connect.ts';
import { importFile } from './import-file.ts';

/** `agents import FILE.csv|- [--table NAME]`. */
export function agentsImport(args: string[], io: Io, open = connect): Promise<number> {
  return importFile(args, io, open, {
    noun: 'agents',
    existing: (desk) => desk.agents.list(),
    check: (text, existing, { supportAddress }) => importAgents(text, { existing, supportAddress }),
    writes: (_, agents) => agents,
    put: (desk, agent) => desk.agents.put(agent),
  });
}
