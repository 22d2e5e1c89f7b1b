import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { localSecret } from '../../../infra/local/local-secret.ts';

const directory = mkdtempSync(join(tmpdir(), 'desk-secret-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('a secret of the local desk outlives it where it has a file, which is for its owner alone', () => {
  const file = join(directory, 'forms.json');
  expect(localSecret('first', file).get()).toBe('first');
  localSecret('first', file).put('second');
  expect(localSecret('first', file).get()).toBe('second');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('without a file it is forgotten', () => {
  const secret = localSecret('first');
  secret.put('second');
  expect(secret.get()).toBe('second');
  expect(localSecret('first').get()).toBe('first');
});
