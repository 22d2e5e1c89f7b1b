import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { VIOLATION_WARNING } from '../../../../infra/local/checks/violations.ts';

it('a local desk warns of a violation on standard error, where end-to-end tests look for it', async () => {
  const script = `import { checkObject } from './infra/local/checks/object.ts'; try { checkObject('x'.repeat(1025), {}) } catch {}`;
  const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stderr).toContain(`${VIOLATION_WARNING}: S3: Your key is too long`);
});
