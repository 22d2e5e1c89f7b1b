import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { run } from '../../infra/cli/desk.ts';
import { dns } from '../../infra/cli/dns/dns.ts';
import { preflight, receiving } from '../../infra/cli/preflight/preflight.ts';
import { startDynamo } from '../../infra/local/emulators/dynamo.ts';
import { startSecrets } from '../../infra/local/emulators/secrets.ts';
import { createTables } from '../../infra/local/emulators/tables.ts';
import { enterEnvironment } from '../../infra/local/environment.ts';
import { functionEnvironment } from '../../infra/local/function-env.ts';
import { localSecret } from '../../infra/local/local-secret.ts';
import type { Service } from '../../infra/local/serve.ts';
import { ENV } from '../../shared/names.ts';
import { testIo } from '../infra/cli/io.ts';
import { type Account, startAws } from '../infra/cli/preflight/aws.ts';
import { memoryDesk } from '../support/memory-desk.ts';
import { README, readGuide, simpleCommands } from './support/deploy-guide.ts';

/**
 * Each command of ours in README.md, *Deploy*, is run, in its order, against services that answer as AWS's pages have it: the tables and the secrets by
 * the emulators, CloudFormation, Lambda, SNS and SES as `test/infra/cli/preflight/aws.ts` cites them.
 */

const OUTPUTS: Readonly<Record<string, string>> = {
  Tables: 'tickets,people',
  RuleSet: 'desk-set',
  AlarmTopic: 'arn:aws:sns:eu-west-1:111122223333:alarms',
  ApiFunction: 'SupportDesk-prod-Api',
  ApiUrl: 'https://desk.example/',
};

/** What the functions of the deployed desk run with. */
const ENVIRONMENT = {
  ...functionEnvironment(memoryDesk().settings),
  [ENV.ticketTable]: 'tickets',
  [ENV.peopleTable]: 'people',
  [ENV.formSecretId]: 'forms',
  [ENV.secretId]: 'desk',
};

const commands = readGuide(README).steps.flatMap(({ title, commands: lines }) =>
  lines
    .flatMap(simpleCommands)
    .filter((command) => command.startsWith('npm run desk -- '))
    .map((command) => [title, wordsOf(lines.find((line) => line.includes(command.slice(0, 30))) ?? command)] as const),
);

/** The words that the shell hands over, with the outputs in the place of what asks for them and our examples in the place of the admin's files. */
function wordsOf(line: string): string[] {
  const said = line
    .split(' | ', 1)[0]
    ?.replace(/"?\$\(output (\w+)\)"?/g, (_, name) => OUTPUTS[name] ?? '')
    .replace(/\b(agents\.csv|customers\.yaml)\b/, 'docs/examples/$1');
  return (said ?? '').split(/\s+/).slice('npm run desk --'.split(' ').length);
}

const services: Service[] = [];
let account: Account;

beforeAll(async () => {
  const up = async (service: Promise<Service>) => services[services.push(await service) - 1]?.url ?? '';
  const secrets = {
    forms: localSecret('{}'),
    desk: localSecret(JSON.stringify({ signingKey: 'x'.repeat(43), webhooks: {} })),
  };
  enterEnvironment({
    ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_MAX_ATTEMPTS: '1' },
    AWS_ENDPOINT_URL: await up(startAws(() => account)),
    AWS_ENDPOINT_URL_DYNAMODB: await up(startDynamo()),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: await up(startSecrets(secrets)),
    DESK_RUN_FILE: '/nonexistent/running.json',
  });
  await createTables({ tickets: 'tickets', people: 'people' });
});
afterAll(() => Promise.all(services.map((service) => service.close())));

/** Before the deploy there is nothing of the desk's; then there is what the deploy makes. */
beforeEach(() => {
  account = {
    stacks: new Map(),
    receipt: { sets: new Map(), active: undefined },
    identities: new Map(),
    sending: {
      ProductionAccessEnabled: false,
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1 },
    },
    suppressed: new Map(),
    subscriptions: new Map([[OUTPUTS.AlarmTopic ?? '', []]]),
    tables: new Map(),
    functions: new Map(),
  };
});

function deploy(): void {
  account.stacks.set('SupportDesk-prod-State', {
    status: 'CREATE_COMPLETE',
    outputs: { Tables: OUTPUTS.Tables ?? '' },
  });
  const { RuleSet = '', Tables: _, ...rest } = OUTPUTS;
  account.stacks.set('SupportDesk-prod', { status: 'CREATE_COMPLETE', outputs: { RuleSet, ...rest } });
  account.functions.set(OUTPUTS.ApiFunction ?? '', ENVIRONMENT);
  account.identities.set('support.example.com', { DkimAttributes: { Tokens: ['a', 'b', 'c'] } });
  account.receipt = { sets: new Map([[RuleSet, []]]), active: RuleSet };
  const { AlarmTopic = '' } = OUTPUTS;
  account.subscriptions.set(AlarmTopic, [{ endpoint: 'operations@example.com', arn: `${AlarmTopic}:1` }]);
  const alarm = { AlarmName: 'SweepSilent', StateValue: 'OK', ActionsEnabled: true } as const;
  account.alarms = { alarms: [{ ...alarm, AlarmActions: [AlarmTopic] }], mayPublish: true, reasons: [], history: [] };
}

const nobody = async () => {
  throw Object.assign(new Error('query ENOTFOUND'), { code: 'ENOTFOUND' });
};
const around = { dns: { resolveCname: nobody, resolveMx: nobody, resolveTxt: nobody }, fetch, answered: () => {} };

async function call(words: readonly string[]) {
  const { io, out, err } = testIo();
  const [name, ...args] = words;
  const asks = name === 'preflight' ? preflight : name === 'receiving' ? receiving : undefined;
  const status = asks
    ? await asks(args, io, around)
    : await (name === 'dns' ? dns(args, io, around.dns) : run([...words], io));
  return { status, out: out(), err: err() };
}

it('the guide has the commands that an admin needs', () => {
  const names = commands.map(([, [first, second]]) =>
    ['preflight', 'receiving', 'dns', 'smoke'].includes(first ?? '') ? first : `${first} ${second}`,
  );
  expect([...new Set(names)]).toEqual(
    [
      'preflight',
      'receiving',
      'dns',
      'agents import',
      'customers import',
      'agents list',
      'login',
      'sources add',
      'alarm test',
      'smoke',
    ].filter((name) => names.includes(name)),
  );
  expect(names).toEqual(
    expect.arrayContaining([
      'preflight',
      'receiving',
      'dns',
      'agents import',
      'customers import',
      'sources add',
      'alarm test',
      'smoke',
    ]),
  );
});

it.each(commands)('%s: desk %j', async (_, words) => {
  if (!words.includes('--before-deploy')) deploy();
  const [name = ''] = words;
  // It opens a browser: test/e2e/login.test.ts follows it.
  if (name === 'login') return;
  // It works on a whole desk: test/e2e/smoke.test.ts runs it, with --stage, on one.
  if (name === 'smoke') return;
  const { status, out, err } = await call(words);
  if (['preflight', 'receiving'].includes(name)) {
    // The committed settings are nobody's: their placeholders, and no name server, are what is red.
    expect([status, err]).toEqual([1, '']);
    expect(out).toMatch(/^error\s+MX\s+MX|^not here\s+MX\s+MX/m);
    expect(out).not.toContain('not known:');
  } else expect([status, err.replace(/^setting off .*\n/, '')]).toEqual([0, '']);
});
