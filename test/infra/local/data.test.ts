import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimDataDir } from '../../../infra/local/data-dir.ts';
import { loadKeys } from '../../../infra/local/keys.ts';
import { UsageError } from '../../../infra/local/options.ts';

const directory = () => mkdtempSync(join(tmpdir(), 'desk-data-'));

describe('the data directory', () => {
  it('is made when it is not there, and free again when the desk lets go', () => {
    const dir = join(directory(), 'a', 'b');
    claimDataDir(dir)();
    claimDataDir(dir)();
  });

  it('belongs to one desk at a time', () => {
    const dir = directory();
    writeFileSync(join(dir, 'pid'), String(process.ppid));
    expect(() => claimDataDir(dir)).toThrow(/in use by another desk, process \d+/);
  });

  it('is free when its desk was killed', () => {
    const dir = directory();
    writeFileSync(join(dir, 'pid'), String(2 ** 22 + 1));
    claimDataDir(dir)();
  });

  it('that cannot be one is a clear error', () => {
    const file = join(directory(), 'file');
    writeFileSync(file, '');
    expect(() => claimDataDir(file)).toThrow(UsageError);
  });
});

describe('the keys of a desk', () => {
  it('are new for every desk in memory', () => {
    expect(loadKeys().signingKey).not.toBe(loadKeys().signingKey);
  });

  it('stay with the data, for the user alone', () => {
    const file = join(directory(), 'keys.json');
    const keys = loadKeys(file);
    expect(loadKeys(file)).toEqual(keys);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
