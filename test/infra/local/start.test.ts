import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listen } from '../../../infra/local/loopback.ts';

const START = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url));
const FREE_PORTS = { DESK_PORT: '0', DESK_SMTP_PORT: '0', DESK_MAILBOX_PORT: '0' };
const runFile = join(mkdtempSync(join(tmpdir(), 'desk-start-')), 'running.json');
const environment = { ...process.env, ...FREE_PORTS, DESK_RUN_FILE: runFile, NO_COLOR: '1' };

const hasTools = ['curl', 'openssl'].every((tool) => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
});

describe('a start that cannot be', () => {
  const start = async (variables: Record<string, string>) => {
    const run = promisify(execFile)(process.execPath, [START], { env: { ...environment, ...variables } });
    return run.then(
      () => expect.fail('the desk started'),
      (error: { code: number; stderr: string }) => error,
    );
  };

  it.each(['DESK_SMTP_PORT', 'DESK_MAILBOX_PORT'])('names the taken port of %s in one line', async (name) => {
    const holder = createServer();
    const port = await listen(holder);
    const { code, stderr } = await start({ [name]: String(port) });
    holder.close();
    expect(stderr).toBe(`Port ${port} is taken. Set ${name} to another port, or to 0 for any free one.\n`);
    expect(code).toBe(1);
  });

  it('names the wrong value in one line', async () => {
    const { code, stderr } = await start({ DESK_SPEED: 'fast' });
    expect(stderr).toBe('DESK_SPEED must be a number from 1 to 600, not "fast".\n');
    expect(code).toBe(1);
  });

  it('names the setting that does not hold, and where it was given', async () => {
    const { code, stderr } = await start({ DESK_OVERRIDES: '{"reopenDays":-1}' });
    expect(stderr).toMatch(
      /^cdk\.json with DESK_OVERRIDES: context\.desk\.reopenDays: expected a whole number of days from 0 to 365.*\n$/,
    );
    expect(code).toBe(1);
  });
});

describe('the ready block', () => {
  let child: ChildProcess;
  let block = '';
  beforeAll(async () => {
    child = spawn(process.execPath, [START], { env: environment });
    child.stdout?.on('data', (chunk) => {
      block += chunk;
    });
    await vi.waitFor(() => expect(block).toContain('Ctrl-C'), { timeout: 60_000 });
  });
  afterAll(() => {
    child.kill('SIGKILL');
  });

  /** The example below the paragraph that begins with these words. */
  const example = (words: string) => {
    const [, after = ''] = block.split(`\n${words}`);
    const [, lines = ''] = after.split('\n\n');
    return lines;
  };
  const run = async (script: string) => (await promisify(execFile)('sh', ['-c', script])).stdout;

  it('shows every address', () => {
    expect(block).toMatch(/Mail in +smtp:\/\/127\.0\.0\.1:\d+/);
    expect(block).toMatch(/HTTP in +http:\/\/127\.0\.0\.1:\d+/);
    expect(block).toMatch(/Mail out +http:\/\/127\.0\.0\.1:\d+/);
    expect(block).toContain('help@support.example.com');
  });

  it.skipIf(!hasTools)('has examples that work as they stand', async () => {
    await run(example('A customer writes'));
    const posted = JSON.parse(await run(example('An online form posts')));
    const again = JSON.parse(await run(example('An online form posts')));
    expect(posted).toMatchObject({ ticket: expect.stringMatching(/^T-/), priority: 2, duplicate: false });
    expect(again.ticket).not.toBe(posted.ticket);
    const subjects = async () => {
      const { tickets } = JSON.parse(await run(example('An agent looks')));
      return tickets.map(({ subject }: { subject: string }) => subject).sort();
    };
    await expect.poll(subjects).toEqual(['The shop is slow', 'The shop is slow', '[P1] Il server non risponde']);
    const reply = example('An agent answers')
      .replace('TICKET', posted.ticket)
      .replace('…', /Bearer (\S+)'/.exec(example('An agent looks'))?.[1] ?? '');
    expect(JSON.parse(await run(reply))).toMatchObject({ message: { text: 'We are on it.' } });
  });

  it('ends with the desk, which leaves no trace', async () => {
    expect(existsSync(runFile)).toBe(true);
    const stopped = once(child, 'exit');
    child.kill('SIGINT');
    expect((await stopped)[0]).toBe(0);
    expect(existsSync(runFile)).toBe(false);
  });
});
