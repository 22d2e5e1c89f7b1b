import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { testIo } from './io.ts';

beforeAll(() => {
  process.env.DESK_RUN_FILE = '/nonexistent/running.json';
});

/** Runs a command line in this process. */
async function desk(...args: string[]) {
  const { io, out, err } = testIo();
  const status = await run(args, io);
  return { status, out: out(), err: err() };
}

describe('npm run desk', () => {
  it.each([[], ['help'], ['--help'], ['-h']])('%s prints its help', async (...args) => {
    expect(await desk(...args)).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringMatching(/^Usage: npm run desk --/),
    });
  });

  it.each([['frob'], ['customers'], ['customers', 'frob'], ['constructor']])('knows no %s %s', async (...args) => {
    expect(await desk(...args)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('there is no command'),
    });
  });

  it.each(['alarm', 'dead-letters', 'sla', 'tickets', 'timers'])('%s alone is a wrong call', async (name) => {
    expect(await desk(name)).toEqual({ status: 2, out: '', err: `desk ${name}: say what to do: see ${name} --help\n` });
  });

  it('refuses an option it does not know', async () => {
    expect(await desk('customers', 'list', '--frob')).toMatchObject({
      status: 2,
      err: expect.stringContaining("'--frob'"),
    });
  });

  it('says how to start a desk when none runs', async () => {
    const start = 'no desk runs here; start one with npm start';
    const list = await desk('customers', 'list');
    expect(list).toEqual({
      status: 1,
      out: '',
      err: `desk customers list: ${start}, or name a deployed one with --stage\n`,
    });
    const token = await desk('token');
    expect(token).toMatchObject({ status: 1, out: '', err: expect.stringMatching(`^desk token: ${start}, `) });
  });

  it('answers questions about the promise without a desk', async () => {
    expect(await desk('sla', '--help')).toMatchObject({ status: 0, err: '' });
  });

  it('runs as a program, and a reader who has seen enough is no failure', async () => {
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      '"$0" infra/cli/desk.ts help | true; "$0" infra/cli/desk.ts help | head -1',
      process.execPath,
    ]);
    expect(stdout).toBe('Usage: npm run desk -- COMMAND\n');
  });
});
