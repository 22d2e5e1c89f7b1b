import { expect, it } from 'vitest';
import { agentsRole } from '../../../infra/cli/agents-role.ts';
import { agentSchema, isLead, roleOf } from '../../../shared/customer/agent.ts';
import { ada, deskOf } from '../../support/stories.ts';
import { testIo } from './io.ts';

const desk = deskOf();

/** What the command says, or what it refuses and with which exit status. */
async function run(...args: string[]): Promise<string> {
  const { io, out } = testIo();
  return agentsRole(args, io, async () => desk).then(out, ({ message, status }) => `${status}: ${message}`);
}

it('agents role says what an agent may see, and keeps all else of them', async () => {
  expect(await run('ada', 'agent')).toBe('ada is agent already\n');
  expect(await run('ada', 'lead')).toBe('ada is lead from now on\n');
  expect((await desk.agents.list())[0]).toEqual({ ...ada, role: 'lead' });
});

it.each([
  [[], '2: give one ID, as agents list shows it, and one of agent, lead, admin'],
  [['ada'], '2: give one ID, as agents list shows it, and one of agent, lead, admin'],
  [['ada', 'boss'], '2: give one ID, as agents list shows it, and one of agent, lead, admin'],
  [['carla', 'lead'], '1: there is no agent "carla"; there are ada, bruno'],
])('agents role refuses %j', async (args, message) => {
  expect(await run(...args)).toBe(message);
});

it('a role that cannot be read is none: it gives nobody a right', () => {
  const read = agentSchema.parse({ ...ada, role: 'boss' });
  expect([roleOf(read), isLead(read), isLead({ role: 'lead' }), isLead({ role: 'admin' })]).toEqual([
    'agent',
    false,
    true,
    true,
  ]);
});
