import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimDataDir, deadDeskGone } from '../../../infra/local/data-dir.ts';
import { loadKeys } from '../../../infra/local/keys.ts';
import { UsageError } from '../../../infra/local/options.ts';

const directory = () => mkdtempSync(join(tmpdir(), 'desk-data-'));

describe('the data directory', () => {
  it('is made when it is not there, and free again when the desk lets go', () => {
    const dir = join(directory(), 'a', 'b');
    claimDataDir(dir).letGo();
    claimDataDir(dir).letGo();
  });

  it('belongs to one desk at a time', () => {
    const dir = directory();
    writeFileSync(join(dir, 'pid'), String(process.ppid));
    expect(() => claimDataDir(dir)).toThrow(/in use by another desk, process \d+/);
  });

  it('is free when its desk was killed', () => {
    const dir = directory();
    writeFileSync(join(dir, 'pid'), String(2 ** 22 + 1));
    claimDataDir(dir).letGo();
  });

  const NOBODY = 2 ** 22 + 1;

  it('is not free while the emulators of a killed desk are still there, and the next desk waits for their end', async () => {
    const dir = directory();
    claimDataDir(dir).shareWith(1);
    const emulators = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300)']);
    writeFileSync(join(dir, 'pid'), `${NOBODY}\n${emulators.pid}`);
    expect(() => claimDataDir(dir)).toThrow(`in use by another desk, process ${emulators.pid}`);
    await deadDeskGone(dir);
    claimDataDir(dir).letGo();
  });

  it('is not waited for when its desk runs, or it is none', async () => {
    const dir = directory();
    writeFileSync(join(dir, 'pid'), `${process.ppid}\n${process.ppid}`);
    await deadDeskGone(dir);
    await deadDeskGone(join(dir, 'pid'));
    expect(() => claimDataDir(dir)).toThrow(/in use by another desk/);
  });

  it('that cannot be one is a clear error', () => {
    const file = join(directory(), 'file');
    writeFileSync(file, '');
    expect(() => claimDataDir(file)).toThrow(UsageError);
  });
});

describe('the data directory is for its owner alone', () => {
  const modeOf = (...path: string[]) => (statSync(join(...path)).mode & 0o777).toString(8);

  it('when it is new, with all that was made on the way', () => {
    const dir = join(directory(), 'a', 'b');
    claimDataDir(dir);
    expect([modeOf(dir), modeOf(dir, '..'), modeOf(dir, 'pid')]).toEqual(['700', '700', '600']);
  });

  it.each([0o755, 0o770, 0o777, 0o705])('when others had rights to it (%o)', (mode) => {
    const dir = deskFolder();
    for (const path of ['', 'table', 'table/CURRENT', 'clock.json']) chmodSync(join(dir, path), mode);
    claimDataDir(dir);
    const modes = ['', 'table', 'table/CURRENT', 'clock.json', 'pid'].map((path) =>
      Number.parseInt(modeOf(dir, path), 8),
    );
    expect(modes.map((each) => each & 0o077)).toEqual([0, 0, 0, 0, 0]);
    expect(modeOf(dir)).toBe('700');
  });

  it('when a link leads to it', () => {
    const dir = deskFolder();
    chmodSync(dir, 0o755);
    const link = join(directory(), 'link');
    symlinkSync(dir, link);
    claimDataDir(link);
    expect(modeOf(dir)).toBe('700');
  });
});

describe('a folder that holds something foreign', () => {
  it.each<[string, (dir: string) => void]>([
    ['a file of somebody', (dir) => writeFileSync(join(dir, 'thesis.txt'), '')],
    ['a hidden one', (dir) => writeFileSync(join(dir, '.bashrc'), '')],
    ['a repository', (dir) => mkdirSync(join(dir, '.git'))],
    ['a folder by the name of a file of ours', (dir) => mkdirSync(join(dir, 'pid'))],
    ['a file by the name of a folder of ours', (dir) => writeFileSync(join(dir, 'table'), '')],
    ['a link by a name of ours', (dir) => symlinkSync('/etc', join(dir, 'table'))],
    ['a table without keys', (dir) => mkdirSync(join(dir, 'table'))],
    ['keys of another program', (dir) => writeFileSync(join(dir, 'keys.json'), '{"api":"x"}')],
    ['keys that are no JSON', (dir) => writeFileSync(join(dir, 'keys.json'), 'ssh-rsa AAAA')],
  ])('(%s) is refused with the mend, and nothing is written', (_, put) => {
    const dir = directory();
    put(dir);
    chmodSync(dir, 0o755);
    const before = readdirSync(dir);
    expect(() => claimDataDir(dir)).toThrow(UsageError);
    expect(() => claimDataDir(dir)).toThrow(/DESK_DATA .*Name an empty directory/);
    expect(readdirSync(dir)).toEqual(before);
    expect(statSync(dir).mode & 0o777).toBe(0o755);
  });

  it('is refused beside all that is a desk’s, too', () => {
    const dir = deskFolder();
    writeFileSync(join(dir, 'notes.md'), 'mine');
    expect(() => claimDataDir(dir)).toThrow(/holds notes\.md/);
    expect(readFileSync(join(dir, 'notes.md'), 'utf8')).toBe('mine');
  });

  it('is none when a file manager only looked into it', () => {
    const dir = deskFolder();
    writeFileSync(join(dir, '.DS_Store'), '');
    claimDataDir(dir);
  });
});

/** As an earlier desk has left it. */
function deskFolder(): string {
  const dir = directory();
  loadKeys(join(dir, 'keys.json'));
  mkdirSync(join(dir, 'table'));
  mkdirSync(join(dir, 'messaging'));
  for (const file of ['table/CURRENT', 'clock.json', 'forms.json', 'schedules.sqlite'])
    writeFileSync(join(dir, file), '');
  return dir;
}

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
