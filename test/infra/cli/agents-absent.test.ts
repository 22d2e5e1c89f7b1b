import { describe, expect, it } from 'vitest';
import { agentsAbsent } from '../../../infra/cli/agents-absent.ts';
import { agentsList } from '../../../infra/cli/agents-list.ts';
import { deskOf } from '../../support/stories.ts';
import { testIo } from './io.ts';

const desk = deskOf();
const open = async () => ({ ...desk, time: async () => desk.now() });

/** What the command says, or what it refuses and with which exit status. */
async function run(...args: string[]): Promise<string> {
  const { io, out } = testIo();
  return agentsAbsent(args, io, open).then(out, ({ message, status }) => `${status}: ${message}`);
}

describe('agents absent', () => {
  it('says from when and until when somebody is away, and that they are back; the list shows it', async () => {
    expect(await run('ada', '--from', '2026-12-24', '--until', '2027-01-06')).toBe(
      'ada is away from 2026-12-24 until 2027-01-06\n',
    );
    const { io, out } = testIo();
    await agentsList([], io, open);
    expect(out()).toMatch(/^ada +Ada +agent +ada@support\.example +all +2026-12-24 until 2027-01-06$/m);
    expect(await run('ada', '--until', '2026-12-24T12:00:00+01:00')).toBe(
      'ada is away until 2026-12-24T11:00:00.000Z\n',
    );
    expect(await run('ada', '--back')).toBe('ada is back\n');
    expect((await desk.agents.list())[0]).toEqual({ id: 'ada', name: 'Ada', addresses: ['ada@support.example'] });
  });

  it.each([
    [
      ['ada', '--until', '2020-01-01'],
      '2: --until: 2020-01-01 is over already (Europe/Rome); give the last day away, or --back',
    ],
    [['--until', '2026-12-24'], '2: give one ID, as agents list shows it'],
    [['ada'], '2: give --until DATE, the last day away; or --back'],
    [['ada', '--back', '--until', '2026-12-24'], '2: --back stands alone: it ends the absence'],
    [['carla', '--back'], '1: there is no agent "carla"; there are ada, bruno'],
    [
      ['ada', '--until', 'Friday'],
      '2: --until: "Friday" is neither a date nor an instant; write a date as 2026-12-24 (a whole day away) or an instant as 2026-12-24T12:00:00Z',
    ],
    [
      ['ada', '--from', '2026-12-24', '--until', '2026-12-01'],
      '2: --until: "2026-12-01" is before 2026-12-24; give the end of the absence',
    ],
  ])('refuses %j', async (args, message) => {
    expect(await run(...args)).toBe(message);
  });
});
