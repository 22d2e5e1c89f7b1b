import { expect, it } from 'vitest';
import { suppressedList } from '../../../infra/cli/suppressed/list.ts';
import type { OpenSuppressed } from '../../../infra/cli/suppressed/open.ts';
import { suppressedRemove } from '../../../infra/cli/suppressed/remove.ts';
import { deskOf } from '../../support/stories.ts';
import { testIo } from './io.ts';

const since = { reason: 'bounce', at: '2026-11-30T08:00:00.000Z' };
const removed: string[] = [];
const open: OpenSuppressed = async () => ({
  ...deskOf(),
  suppressed: {
    list: async () => [
      { address: 'anna@rossi.example', ...since },
      { address: 'ada@support.example', ...since },
    ],
    remove: async (address) => removed.push(address) > 0 && address === 'anna@rossi.example',
  },
});

it('the list names who gets nothing, and warns of one of the team with the mend', async () => {
  const { io, out, err } = testIo();
  expect(await suppressedList([], io, open)).toBe(0);
  expect(out()).toContain('anna@rossi.example   bounce');
  expect(err()).toBe(
    'warning: ada@support.example is of the team and hears of no ticket: suppressed remove ada@support.example\n',
  );
  const deployed = testIo();
  await suppressedList(['--stage', 'prod'], deployed.io, open);
  expect(deployed.err()).toMatch(/: suppressed remove ada@support.example --stage prod\n$/);
});

it('an address is taken off; one that is not on the list, or is missing, is an error', async () => {
  expect(await suppressedRemove(['anna@rossi.example'], testIo().io, open)).toBe(0);
  await expect(suppressedRemove(['eve@x.example'], testIo().io, open)).rejects.toThrow('not on the suppression list');
  await expect(suppressedRemove([], testIo().io, open)).rejects.toThrow('give one ADDRESS');
});
