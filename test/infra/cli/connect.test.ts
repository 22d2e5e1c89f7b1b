import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../infra/cli/connect.ts';
import { startDynamo } from '../../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import { enterEnvironment } from '../../../infra/local/environment.ts';
import { functionEnvironment, sdkEnvironment } from '../../../infra/local/function-env.ts';
import { PEOPLE_TABLE, TICKET_TABLE } from '../../../infra/local/resources.ts';
import { writeRunning } from '../../../infra/local/running.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { newIssuerKey } from '../../../infra/local/token.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

const directory = mkdtempSync(join(tmpdir(), 'desk-cli-'));
let dynamo: Service;

/** Runs the command line as an admin does; gives its stdout. */
async function desk(input: string, ...args: string[]): Promise<string> {
  const running = promisify(execFile)(process.execPath, ['infra/cli/desk.ts', ...args]);
  running.child.stdin?.end(input);
  return (await running).stdout;
}

beforeAll(async () => {
  dynamo = await startDynamo();
  const nowhere = 'http://127.0.0.1:9';
  const endpoints = { messaging: nowhere, mailbox: nowhere, scheduler: nowhere, secrets: nowhere, bus: nowhere };
  const sdk = sdkEnvironment({ ...endpoints, dynamo: dynamo.url });
  enterEnvironment(sdk);
  await createTables({ tickets: TICKET_TABLE, people: PEOPLE_TABLE });
  process.env.DESK_RUN_FILE = join(directory, 'running.json');
  const { settings } = memoryDesk();
  writeRunning({
    pid: process.pid,
    emulatorsPid: process.pid,
    http: nowhere,
    smtp: { host: '127.0.0.1', port: 9 },
    mailbox: nowhere,
    supportAddress: settings.supportAddress,
    env: { ...sdk, ...functionEnvironment(settings) },
    login: { issuer: nowhere, clientId: 'support-desk', key: await newIssuerKey() },
    webhook: { source: 'form', secret: 'whsec_none' },
    speed: 1,
  });
});

afterAll(async () => {
  await dynamo.close();
  rmSync(directory, { recursive: true });
});

describe('the command line and the desk that runs here', () => {
  it('share their tables: what is imported is listed, and a contact can change hands', async () => {
    const header = 'id,name,contacts,plan';
    await desk(`${header}\na,A,one.example two.example,basic\nb,B,three.example,basic`, 'customers', 'import', '-');
    const swapped = `${header}\na,A,one.example three.example,basic\nb,B,two.example,premium`;
    expect(await desk(swapped, 'customers', 'import', '-')).toBe('2 customers imported: 0 new, 2 replaced\n');

    const lines = (await desk('', 'customers', 'list', '--json')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 'a', contacts: ['one.example', 'three.example'] },
      { id: 'b', contacts: ['two.example'], plan: 'premium' },
    ]);
    const { customers } = await connect();
    expect(await customers.find('anna@three.example')).toMatchObject({ id: 'a' });
    expect(await customers.find('anna@two.example')).toMatchObject({ id: 'b' });
  });

  it('agree on tokens, which are for its agents only', async () => {
    await desk('id,name,addresses\nada,Ada,ada@desk.example\nbob,Bob,bob@desk.example', 'agents', 'import', '-');
    const first = await desk('', 'token');
    expect(first).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeJwt(first)).toMatchObject({ email: 'ada@desk.example' });
    const named = await desk('', 'token', '--agent', 'Bob@desk.example');
    expect(decodeJwt(named)).toMatchObject({ email: 'bob@desk.example' });
    await expect(desk('', 'token', '--agent', 'eve@desk.example')).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'desk token: eve@desk.example is no agent; use one of ada (ada@desk.example), bob (bob@desk.example)\n',
    });
  });

  it('agree on what a desk needs here: agents, and nothing of AWS', async () => {
    const lines = (await desk('', 'preflight', '--json'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ verdict }) => verdict !== 'not here')).toEqual([
      { step: 'People', check: 'agents', verdict: 'ok', says: 'ada, bob' },
    ]);
  });
});
