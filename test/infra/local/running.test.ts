import { chmodSync, existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  otherDesk,
  type RunningDesk,
  readRunning,
  removeRunning,
  runFile,
  writeRunning,
} from '../../../infra/local/running.ts';
import { newIssuerKey } from '../../../infra/local/token.ts';

const login = { issuer: 'http://127.0.0.1:9', clientId: 'support-desk', key: await newIssuerKey() };

const card = (part: Partial<RunningDesk> = {}): RunningDesk => ({
  pid: process.pid,
  emulatorsPid: process.pid,
  http: 'http://127.0.0.1:8080',
  smtp: { host: '127.0.0.1', port: 2525 },
  mailbox: 'http://127.0.0.1:8005',
  supportAddress: 'help@desk.example',
  env: { TABLE_NAME: 'desk' },
  login,
  webhook: { source: 'form', secret: 'whsec_x' },
  speed: 1,
  ...part,
});

beforeEach(() => {
  vi.stubEnv('DESK_RUN_FILE', join(mkdtempSync(join(tmpdir(), 'desk-run-')), 'below', 'running.json'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the card of a running desk', () => {
  it('is found by others of the same user, and by nobody else', () => {
    writeRunning(card());
    expect(readRunning()).toEqual(card());
    expect(statSync(runFile()).mode & 0o777).toBe(0o600);
  });

  it('is for the user alone even over an older file that was not', () => {
    writeRunning(card());
    chmodSync(runFile(), 0o644);
    writeRunning(card());
    expect(statSync(runFile()).mode & 0o777).toBe(0o600);
  });

  it('is none when no desk runs', () => {
    expect(readRunning()).toBeUndefined();
  });

  it('is none when the desk that left it is gone', () => {
    // Linux and macOS give no process an id beyond 2^22.
    writeRunning(card({ pid: 2 ** 22 + 1 }));
    expect(readRunning()).toBeUndefined();
  });

  it('is not taken away by another desk that stops', () => {
    writeRunning(card({ pid: process.ppid }));
    removeRunning();
    expect(readRunning()?.pid).toBe(process.ppid);
  });

  it('says that another desk runs from this folder, before it is written over', () => {
    expect(otherDesk()).toBeUndefined();
    writeRunning(card());
    expect(otherDesk()).toBeUndefined();
    writeRunning(card({ pid: process.ppid }));
    expect(otherDesk()).toBe('http://127.0.0.1:8080');
    writeRunning(card({ pid: 2 ** 22 + 1 }));
    expect(otherDesk()).toBeUndefined();
  });

  it('goes with the desk', () => {
    writeRunning(card());
    removeRunning();
    removeRunning();
    expect(existsSync(runFile())).toBe(false);
  });
});
