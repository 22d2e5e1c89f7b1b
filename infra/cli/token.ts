import { parseArgs } from 'node:util';
import type { Agent } from '../../shared/customer/agent.ts';
import { issueToken } from '../local/token.ts';
import { CommandError, type Io } from './command.ts';
import { connect } from './connect.ts';
import { requireRunning } from './reach.ts';

/** `token [--agent EMAIL]`: a token for the agent API of the local desk, alone on stdout. Default: the first agent. */
export async function token(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { agent: { type: 'string' } } });
  const issued = await localToken('those of a deployed one come by desk login', { as: values.agent });
  io.stdout.write(`${issued.token}\n`);
  return 0;
}

/**
 * The agent API of the desk that runs here and a token for it, for the agent of this id or address. Nobody named is the first agent;
 * `mustName`: is an error, since what is done then bears the name. `otherwise` is what there is when no desk runs.
 */
export async function localToken(
  otherwise: string,
  { as, mustName = false }: { as?: string | undefined; mustName?: boolean } = {},
): Promise<{ url: string; token: string }> {
  const { http, login } = requireRunning(otherwise);
  const agents = await (await connect()).agents.list();
  return { url: http, token: await issueToken(login, addressOf(agents, { as, mustName })) };
}

/** The first address of the agent of this id or address. Throws a `CommandError` that names the agents there are. */
export function addressOf(
  agents: readonly Agent[],
  { as, mustName }: { as?: string | undefined; mustName: boolean },
): string {
  const sorted = agents.toSorted((a, b) => a.id.localeCompare(b.id));
  const names = sorted.map(({ id, addresses }) => `${id} (${addresses.join(', ')})`).join(', ');
  if (sorted.length === 0) throw new CommandError('the desk has no agent; use agents import');
  if (as === undefined && mustName) throw new CommandError(`say who you are, with --as AGENT: ${names}`, 2);
  const wanted = as?.toLowerCase();
  const agent =
    wanted === undefined ? sorted[0] : sorted.find(({ id, addresses }) => [id, ...addresses].includes(wanted));
  if (!agent) throw new CommandError(`${as} is no agent; use one of ${names}`);
  return wanted !== undefined && agent.addresses.includes(wanted) ? wanted : (agent.addresses[0] as string);
}
