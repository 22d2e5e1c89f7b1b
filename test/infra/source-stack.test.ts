import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bundle } from '../bench/bundle.ts';

/** What a bundle logs of a failure, run as Lambda runs it. */

const directory = mkdtempSync(join(tmpdir(), 'desk-stack-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const logged = (file: string) => JSON.parse(spawnSync(process.execPath, [file], { encoding: 'utf8' }).stderr);
const bundled = (name: string) => bundle(directory, name, fileURLToPath(new URL('failing.ts', import.meta.url)));

describe('a failure in the log', () => {
  it('names the file and the line of this repository', async () => {
    const { file } = await bundled('mapped');
    const { error } = logged(file);
    expect(error).toMatchObject({ name: 'TypeError', message: 'it is broken' });
    expect(error.stack).toMatch(/\btest\/infra\/failing\.ts:5:\d+/);
    expect(error.stack).not.toContain(file);
  });

  it('is there all the same where the map is not', async () => {
    const { file } = await bundled('bare');
    rmSync(`${file}.map`);
    const { error } = logged(file);
    expect(error.message).toBe('it is broken');
    expect(error.stack).toContain(file);
  });
});
