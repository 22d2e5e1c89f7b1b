import { expect, it, vi } from 'vitest';
import { functionEnvironment } from '../../../infra/local/function-env.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

it('a cold start logs once which time-zone data its deadlines rest on', async () => {
  // Powertools then writes to the console of the test, and not to one of its own.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('AWS_REGION', 'eu-south-1');
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  const { createDesk } = await import('../../../shared/aws/desk.ts');
  createDesk({ env: functionEnvironment(memoryDesk().settings) });
  const lines = info.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(lines).toEqual([expect.objectContaining({ message: 'the desk starts', zoneData: process.versions.tz })]);
});
