import { parseArgs } from 'node:util';
import type { Desk } from '../../shared/ticket/ports.ts';
import { CommandError, type Io } from './command.ts';
import { type Connect, connect, type People } from './connect.ts';

type WithAccounts = People & Pick<Desk, 'accounts'>;

/**
 * `agents unbind ID`: whoever logs in next with an address of the agent is the agent, in place of who did first; all their sessions in the console
 * end. For whom the provider of logins knows anew, or when somebody else was quicker.
 */
export async function agentsUnbind(
  args: string[],
  io: Io,
  open: Connect<WithAccounts> = connect,
  now: () => Date = () => new Date(),
): Promise<number> {
  const options = { stage: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new CommandError('give one ID, as agents list shows it', 2);
  const desk = await open(values.stage);
  const agents = await desk.agents.list();
  const agent = agents.find((each) => each.id === id);
  if (!agent) {
    const there = agents.map((each) => each.id).join(', ');
    throw new CommandError(`there is no agent ${JSON.stringify(id)}; there are ${there}`);
  }
  const { signIn } = await desk.accounts.of(agent);
  await desk.accounts.endSessions(agent, now().toISOString(), { unbind: true });
  io.stdout.write(
    signIn
      ? `${id} is nobody's login any more (it was of ${signIn.issuer}): who logs in next with ${agent.addresses.join(' or ')} is ${id}\n`
      : `${id} was nobody's login yet\n`,
  );
  return 0;
}
