import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { deskContext } from './committed-settings.ts';

const APP = fileURLToPath(new URL('../../infra/app.ts', import.meta.url));

it('an admin with a wrong setting reads the mend and no stack trace', () => {
  const context = { desk: deskContext({ supportAddress: 'help' }) };
  const { status, stdout, stderr } = spawnSync(process.execPath, [APP], {
    encoding: 'utf8',
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  expect(stderr).toBe('cdk.json: context.desk.supportAddress: expected a mail address such as help@example.com\n');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
