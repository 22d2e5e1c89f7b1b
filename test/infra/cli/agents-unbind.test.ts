import { describe, expect, it } from 'vitest';
import { agentsUnbind } from '../../../infra/cli/agents-unbind.ts';
import { ada, deskOf } from '../../support/stories.ts';
import { testIo } from './io.ts';

/** What the command says, or what it refuses and with which exit status. */
async function run(desk: ReturnType<typeof deskOf>, ...args: string[]): Promise<string> {
  const { io, out } = testIo();
  return agentsUnbind(args, io, async () => desk, desk.machineNow).then(
    out,
    ({ message, status }) => `${status}: ${message}`,
  );
}

describe('agents unbind', () => {
  it('lets another login be the agent, and ends the sessions of before', async () => {
    const desk = deskOf();
    await desk.accounts.bind(ada, { issuer: 'https://login.example', subject: 'one' });
    await desk.accounts.prefer(ada, { language: 'it' });
    expect(await run(desk, 'ada')).toBe(
      "ada is nobody's login any more (it was of https://login.example): who logs in next with ada@support.example is ada\n",
    );
    expect(await desk.accounts.of(ada)).toEqual({ language: 'it', sessionsFrom: desk.machineNow().toISOString() });
    const next = { issuer: 'https://login.example', subject: 'two' };
    expect(await desk.accounts.bind(ada, next)).toEqual(next);
    expect(await run(desk, 'bruno')).toBe("bruno was nobody's login yet\n");
  });

  it.each([
    [[], '2: give one ID, as agents list shows it'],
    [['carla'], '1: there is no agent "carla"; there are ada, bruno'],
  ])('refuses %j', async (args, message) => {
    expect(await run(deskOf(), ...args)).toBe(message);
  });
});
