import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

it('version managers take the Node that npm scripts and tests run on', () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  expect(read('.node-version').trim()).toBe(devDependencies.node);
  expect(process.versions.node).toBe(devDependencies.node);
});
