import { parseArgs } from 'node:util';
import { issueToken } from '../local/token.ts';
import { CommandError, type Io } from './command.ts';
import { connect, requireRunning } from './connect.ts';

/** `token [--agent EMAIL]`: a token for the agent API of the local desk, alone on stdout. Default: the first agent. */
export async function token(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { agent: { type: 'string' } } });
  const issued = await localToken('those of a deployed one come from its identity provider', values.agent);
  io.stdout.write(`${issued.token}\n`);
  return 0;
}

/** The agent API of the desk that runs here and a token for it. `otherwise` is what there is when none runs. */
export async function localToken(otherwise: string, agent?: string): Promise<{ url: string; token: string }> {
  const { http, tokenKey } = requireRunning(otherwise);
  const agents = await (await connect()).agents.list();
  const known = agents.sort((a, b) => a.id.localeCompare(b.id)).flatMap(({ addresses }) => addresses);
  const email = agent?.toLowerCase() ?? known[0];
  if (email === undefined) throw new CommandError('the desk has no agent; use agents import');
  if (!known.includes(email)) throw new CommandError(`${email} is no agent's address; use one of ${known.join(', ')}`);
  return { url: http, token: await issueToken(tokenKey, email) };
}
