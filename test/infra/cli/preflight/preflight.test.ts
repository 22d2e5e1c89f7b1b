import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Around } from '../../../../infra/cli/preflight/facts-of-stage.ts';
import { factsOf, QUESTIONS } from '../../../../infra/cli/preflight/facts-of-stage.ts';
import { judge } from '../../../../infra/cli/preflight/judge.ts';
import { preflight, receiving } from '../../../../infra/cli/preflight/preflight.ts';
import { enterEnvironment } from '../../../../infra/local/environment.ts';
import type { Service } from '../../../../infra/local/serve.ts';
import { testIo } from '../io.ts';
import { type Account, startAws } from './aws.ts';
import { RULE, STREAM, stageWith } from './facts.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alarms';
const OURS = 'inbound-smtp.eu-west-1.amazonaws.com';

/** The item of a canary that arrived so many minutes ago. */
const canaryOf = (minutes: number) => {
  const at = { S: new Date(Date.now() - minutes * 60_000).toISOString() };
  return { pk: { S: 'CANARY' }, sk: { S: 'LAST' }, sent: at, arrived: at };
};

let aws: Service;
let account: Account;
/** Records of the name servers, by kind and name. */
let records: Record<string, unknown[]>;
/** What the provider of logins answers, by address. */
let documents: Record<string, Response>;
let answers: number;

beforeAll(async () => {
  aws = await startAws(() => account);
  enterEnvironment({
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL: aws.url,
    AWS_MAX_ATTEMPTS: '1',
    DESK_RUN_FILE: '/nonexistent/running.json',
  });
});
afterAll(() => aws.close());

beforeEach(() => {
  const [state, desk] = ['SupportDesk-prod-State', 'SupportDesk-prod'];
  account = {
    stacks: new Map<string, { status: string; outputs: Record<string, string> }>([
      [state, { status: 'CREATE_COMPLETE', outputs: { Tables: 'tickets,people' } }],
      [desk, { status: 'CREATE_COMPLETE', outputs: { RuleSet: 'desk-set', AlarmTopic: TOPIC } }],
    ]),
    functions: new Map(),
    receipt: {
      sets: new Map([['desk-set', [{ name: RULE.name, recipients: [...RULE.recipients] }]]]),
      active: 'desk-set',
    },
    identities: new Map([
      [
        'help.rossi.it',
        {
          VerifiedForSendingStatus: true,
          DkimAttributes: { Status: 'SUCCESS' },
          MailFromAttributes: {
            MailFromDomain: 'bounce.help.rossi.it',
            MailFromDomainStatus: 'SUCCESS',
            BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
          },
        },
      ],
    ]),
    sending: {
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 3 },
    },
    suppressed: new Map(),
    subscriptions: new Map([[TOPIC, [{ endpoint: 'operations@rossi.it', arn: `${TOPIC}:1` }]]]),
    tables: new Map([
      ['tickets', { isProtected: true, items: [], item: canaryOf(4), stream: STREAM }],
      [
        'people',
        {
          isProtected: true,
          items: [{ id: { S: 'ada' }, name: { S: 'Ada' }, addresses: { L: [{ S: 'ada@rossi.it' }] } }],
        },
      ],
    ]),
  };
  records = {
    'MX help.rossi.it': [{ priority: 10, exchange: OURS.toUpperCase() }],
    'TXT _dmarc.rossi.it': [['v=DMARC1; ', 'p=none']],
  };
  documents = {};
  answers = 0;
});

/** As a resolver of Node: a name without records is an error. */
async function recordsOf(name: string) {
  const found = records[name];
  if (found instanceof Error) throw found;
  if (!found) throw Object.assign(new Error(`query ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
  return found;
}

const around = (): Around => ({
  dns: {
    resolveMx: (name: string) => recordsOf(`MX ${name}`),
    resolveTxt: (name: string) => recordsOf(`TXT ${name}`),
  } as unknown as Around['dns'],
  fetch: async (url) => documents[String(url)] ?? new Response('', { status: 404 }),
  answered: () => {
    answers += 1;
  },
});

/** The lines that are not ok, as check, verdict and what is said. */
async function wrong(settings: Record<string, unknown> = {}, isBeforeDeploy = false): Promise<string[]> {
  const lines = judge(await factsOf(stageWith(settings), { isBeforeDeploy, around: around() }));
  return lines.flatMap(({ check, verdict, says }) => (verdict === 'ok' ? [] : [`${check}: ${verdict}: ${says}`]));
}

describe('what is asked of AWS, the name servers and the provider of logins', () => {
  it('makes nothing red when customers write, and each question is counted', async () => {
    expect(await wrong()).toEqual([]);
    expect(answers).toBe(QUESTIONS);
  });

  it('of a stage that is not deployed is what is there already', async () => {
    account.stacks.clear();
    account.identities.clear();
    account.receipt = { sets: new Map([['theirs', []]]), active: 'theirs' };
    const said = await wrong({ live: false }, true);
    expect(said.filter((line) => line.includes(': error: '))).toEqual([
      expect.stringContaining('rule set: error: Rule set theirs is active'),
      expect.stringContaining('live: error: mail comes'),
      expect.stringContaining('MX: error: mail to help.rossi.it comes here, where no desk is'),
    ]);
    expect(said).toContain('agents: not here: stage prod is not deployed');
  });

  it('finds another rule before ours that stops mail, in a set that ours joined', async () => {
    const [own] = account.receipt.sets.get('desk-set') ?? [];
    const rules = [{ name: 'virus', recipients: [], stops: true }, ...(own ? [own] : [])];
    account.receipt = { sets: new Map([['theirs', rules]]), active: 'theirs' };
    expect(await wrong({ ruleSet: { existing: 'theirs', after: 'virus' } })).toEqual([
      'rule: error: rule virus stops mail for support@help.rossi.it before the desk’s',
    ]);
    expect(await wrong({ ruleSet: { existing: 'gone' } })).toContain('rule set: error: there is no rule set gone');
  });

  it('finds whom of the team SES sends nothing to: agents and contacts', async () => {
    account.suppressed
      .set('ada@rossi.it', 'BOUNCE')
      .set('manager@rossi.it', 'COMPLAINT')
      .set('else@rossi.it', 'BOUNCE');
    expect(await wrong()).toEqual([
      'team addresses: error: SES sends nothing to ada@rossi.it (BOUNCE), manager@rossi.it (COMPLAINT)',
    ]);
  });

  it('finds who has not confirmed, what is not protected, and the sandbox', async () => {
    account.subscriptions.set(TOPIC, [{ endpoint: 'operations@rossi.it', arn: 'PendingConfirmation' }]);
    account.tables.set('tickets', { isProtected: false, items: [], item: canaryOf(4), stream: STREAM });
    account.sending = {
      ProductionAccessEnabled: false,
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1 },
    };
    const checks = (await wrong()).map((line) => line.split(': ').slice(0, 2).join(': '));
    expect(checks).toEqual(['tables: error', 'alarms: error', 'production access: error', 'quota: error']);
  });

  it('finds when the last canary arrived, and that none has', async () => {
    account.tables.set('tickets', { isProtected: true, items: [], item: canaryOf(47), stream: STREAM });
    expect(await wrong()).toEqual(['canary: error: the last arrived 47 minutes ago']);
    account.tables.set('tickets', { isProtected: true, items: [], stream: STREAM });
    expect(await wrong()).toEqual(['canary: error: none has arrived']);
    expect(await wrong({ canaryMinutes: 0 })).toEqual([
      'canary: not here: none is sent: not live, or "canaryMinutes" is 0',
    ]);
  });

  it('finds that a restored table has no stream, and that the settings do not name the one it has', async () => {
    const restored = { tickets: 'tickets' };
    expect(await wrong({ restored: { ...restored, ticketStream: STREAM } })).toEqual([]);
    expect(await wrong({ restored })).toEqual([
      'stream: error: the setting restored names tickets and no stream: search, reports, chats and other systems hear of no change',
    ]);
    account.tables.set('tickets', { isProtected: true, items: [], item: canaryOf(4) });
    expect(await wrong({ restored })).toEqual([
      'stream: error: tickets has no stream: search, reports, chats and other systems hear of no change',
    ]);
  });

  it('takes the nearest DMARC record above, and says when there is none', async () => {
    records['TXT _dmarc.help.rossi.it'] = [['v=spf1 -all']];
    expect(await wrong()).toEqual([]);
    delete records['TXT _dmarc.rossi.it'];
    expect(await wrong()).toEqual(['DMARC: warning: help.rossi.it has no policy']);
  });

  it('compares what a provider of logins calls itself byte for byte', async () => {
    const login = { by: 'issuer', issuer: 'https://login.rossi.it/', audience: ['desk'] };
    const at = 'https://login.rossi.it/.well-known/openid-configuration';
    documents[at] = Response.json({ issuer: 'https://login.rossi.it/' });
    expect(await wrong({ login })).toEqual([]);
    documents[at] = Response.json({ issuer: 'https://login.rossi.it' });
    expect(await wrong({ login })).toEqual([
      'login: error: https://login.rossi.it/ calls itself https://login.rossi.it',
    ]);
    documents = {};
    expect(await wrong({ login })).toEqual([`login: error: not known: Error: ${at} answers 404`]);
  });

  it('that fails is a line, and hides no other', async () => {
    records['MX help.rossi.it'] = Object.assign(new Error('queryMx ETIMEOUT'), { code: 'ETIMEOUT' }) as never;
    account.tables.delete('tickets');
    const said = await wrong();
    expect(said).toContain('MX: error: not known: Error: queryMx ETIMEOUT');
    expect(said).toContain('tables: error: not known: ResourceNotFoundException: Table: tickets not found');
  });
});

describe('the commands', () => {
  const run = async (command: typeof preflight, ...args: string[]) => {
    const { io, out, err } = testIo();
    const status = await command(args, io, around());
    return { status, out: out(), err: err() };
  };

  it('print a line a check in the order of README.md, each mend below its line, and end with 1 on any error', async () => {
    const { status, out, err } = await run(preflight, '--stage', 'prod', '--before-deploy');
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out).toMatch(
      /^ +STEP +CHECK\nerror +Settings +placeholders +still in supportAddress, .*\n +→ put in your own/,
    );
    expect(out).toMatch(/\n\d+ errors?, \d+ warnings?\n$/);
  });

  it('print an object a line with --json', async () => {
    const { out } = await run(receiving, '--stage', 'prod', '--json');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ check }) => check)).toEqual(['Region', 'stacks', 'rule set', 'rule', 'MX']);
    expect(lines[0]).toEqual({
      step: 'Settings',
      check: 'Region',
      verdict: 'ok',
      says: 'SES receives mail in eu-west-1',
    });
  });

  it.each([preflight, receiving])('%o asks nothing without credentials: one sentence says so', async (command) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    try {
      await expect(run(command, '--stage', 'prod')).rejects.toMatchObject({ name: 'CredentialsProviderError' });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it.each([preflight, receiving])('%o has its own help, with the rights it needs', async (command) => {
    const { status, out } = await run(command, '--help');
    expect(status).toBe(0);
    expect(out).toContain('cloudformation:DescribeStacks');
  });

  it.each([
    [preflight, ['--stage', 'test'], '--stage: test is no stage; use one of dev, prod'],
    [preflight, ['--before-deploy'], '--before-deploy takes the stage that is to be deployed'],
    [receiving, [], 'give the stage, as --stage prod'],
    [preflight, [], 'no desk runs here; start one with npm start'],
  ])('say what is wrong with a call: %o %j', async (command, args, message) => {
    await expect(run(command, ...args)).rejects.toThrow(message);
  });
});
