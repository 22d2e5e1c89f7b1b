import { parseArgs } from 'node:util';
import { ROLES, roleOf } from '../../shared/customer/agent.ts';
import { CommandError, type Io } from './command.ts';
import { type Connect, connect } from './connect.ts';

/**
 * `agents role ID agent|lead|admin [--stage S]`: what somebody of the team may see; it holds from their next click on. Refuses an agent that is not
 * there and a role that is none.
 */
export async function agentsRole(args: string[], io: Io, open: Connect = connect): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { stage: { type: 'string' } }, allowPositionals: true });
  const [id, asked, ...more] = positionals;
  const role = ROLES.find((each) => each === asked);
  if (id === undefined || role === undefined || more.length > 0)
    throw new CommandError(`give one ID, as agents list shows it, and one of ${ROLES.join(', ')}`, 2);
  const desk = await open(values.stage);
  const agents = await desk.agents.list();
  const agent = agents.find((each) => each.id === id);
  if (!agent) {
    const there = agents.map((each) => each.id).join(', ');
    throw new CommandError(`there is no agent ${JSON.stringify(id)}; there are ${there}`);
  }
  await desk.agents.put({ ...agent, role });
  io.stdout.write(roleOf(agent) === role ? `${id} is ${role} already\n` : `${id} is ${role} from now on\n`);
  return 0;
}
