import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../infra/cli/preflight/facts.ts';
import { judge, judgeReceiving } from '../../../../infra/cli/preflight/judge.ts';
import { STEPS } from '../../../../infra/cli/preflight/line.ts';
import { factsWith, NOTHING_YET, RULE, ruleFor, STREAM } from './facts.ts';

const AFTER_DEPLOY = {
  ...NOTHING_YET,
  stacks: {
    is: {
      state: 'CREATE_COMPLETE',
      desk: 'CREATE_COMPLETE',
      outputs: { RuleSet: 'desk-set', Tables: 'tickets,people' },
    },
  },
  receipt: { is: { active: { name: 'desk-set', rules: [RULE] }, existing: undefined } },
  identity: {
    is: { isVerified: false, dkim: 'PENDING', mailFrom: { domain: 'bounce.help.rossi.it', status: 'PENDING' } },
  },
  tables: { is: [{ name: 'tickets', isProtected: false }] },
  stream: { is: { table: 'tickets', arn: STREAM } },
  canary: { is: undefined },
  subscriptions: { is: [{ protocol: 'email', endpoint: 'operations@rossi.it', isConfirmed: false }] },
  agents: { is: [] },
} satisfies Partial<Facts>;

/** The checks that are no more than this, in order. */
const named = (facts: Facts, verdict: string) =>
  judge(facts)
    .filter((line) => line.verdict === verdict)
    .map(({ check }) => check);

/** What is said of one check. */
function said(check: string, changes: Partial<Facts>, settings: Record<string, unknown> = {}) {
  const line = judge(factsWith(changes, settings)).find((each) => each.check === check);
  if (!line) throw new Error(`no check ${check}`);
  return line;
}

describe('preflight', () => {
  it('is green when customers write', () => {
    expect(judge(factsWith()).filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  });

  it('names the stage in the command that imports agents, and none where the desk runs here', () => {
    expect(said('agents', { agents: { is: [] } }).mend).toMatch(/^npm run desk -- agents import FILE --stage \w+$/);
    const local = { agents: { is: [] }, stacks: { absent: 'local' } } as const;
    expect(said('agents', local).mend).toBe('npm run desk -- agents import FILE');
  });

  it('before the first deploy is red of nothing that a later step does', () => {
    const facts = factsWith({ ...NOTHING_YET, isBeforeDeploy: true }, { live: false });
    expect(named(facts, 'error')).toEqual([]);
    expect(named(facts, 'ok')).toEqual(['placeholders', 'Region', 'login', 'rule set', 'sending', 'team addresses']);
    expect(named(facts, 'not here')).toEqual(
      expect.arrayContaining(['stacks', 'identity', 'tables', 'DKIM', 'alarms', 'production access', 'agents', 'MX']),
    );
  });

  it('after it is red of each step that is left, MX last', () => {
    expect(named(factsWith(AFTER_DEPLOY, { live: false }), 'error')).toEqual([
      'tables',
      'DKIM',
      'alarms',
      'production access',
      'quota',
      'agents',
      'MX',
    ]);
  });

  it('is red of nothing but MX when all else is done', () => {
    expect(named(factsWith({ mx: { is: ['mx.rossi.it'] } }), 'error')).toEqual(['MX']);
  });

  it('without --before-deploy says that the stage is not deployed', () => {
    expect(said('tables', NOTHING_YET)).toMatchObject({
      verdict: 'error',
      says: 'stage prod is not deployed',
      mend: 'npx cdk deploy SupportDesk-prod',
    });
  });

  it('of a desk that is deployed is as red before the next deploy', () => {
    expect(named(factsWith({ ...AFTER_DEPLOY, isBeforeDeploy: true }), 'error')).toContain('production access');
  });

  it('says of what could not be asked why, and is red', () => {
    expect(
      said('production access', { account: { failed: 'CredentialsProviderError: no credentials' } }),
    ).toMatchObject({
      verdict: 'error',
      says: 'not known: CredentialsProviderError: no credentials',
      mend: expect.stringContaining('AWS_PROFILE'),
    });
    const denied = { failed: 'AccessDeniedException: u is not authorized to perform: ses:GetAccount' };
    expect(said('production access', { account: denied }).mend).toMatch(/^have that right given/);
  });

  it('has a mend wherever it is not content', () => {
    const all = [
      factsWith(AFTER_DEPLOY),
      factsWith(NOTHING_YET),
      factsWith({ stacks: { failed: 'x' }, mx: { failed: 'x' } }),
    ];
    const wrong = all.flatMap(judge).filter(({ verdict }) => verdict === 'warning' || verdict === 'error');
    expect(wrong.length).toBeGreaterThan(20);
    expect(wrong.filter(({ mend }) => !mend)).toEqual([]);
  });
});

describe('a check', () => {
  const identity = factsWith().identity;
  const stacks = (state: string | undefined, desk: string | undefined) => ({
    stacks: { is: { state, desk, outputs: {} } },
  });
  const account = (changes: object) => ({
    account: { is: { isProduction: true, isSendingEnabled: true, perDay: 50_000, perSecond: 14, ...changes } },
  });
  const issuer = (is: string | undefined): Partial<Facts> => ({ issuer: { is } });
  const login = { by: 'issuer', issuer: 'https://login.rossi.it/', audience: ['desk'] };

  it.each<[string, Partial<Facts>, Record<string, unknown>, string, string]>([
    ['placeholders', {}, { alarmMail: 'operations@example.com' }, 'error', 'still in alarmMail'],
    ['stacks', stacks('CREATE_COMPLETE', 'ROLLBACK_COMPLETE'), {}, 'error', 'SupportDesk-prod is ROLLBACK_COMPLETE'],
    ['stacks', stacks('CREATE_COMPLETE', undefined), {}, 'error', 'SupportDesk-prod is not there'],
    ['stacks', stacks('ROLLBACK_FAILED', undefined), {}, 'error', 'SupportDesk-prod-State is ROLLBACK_FAILED'],
    ['stacks', stacks('CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'), {}, 'warning', 'UPDATE_IN_PROGRESS'],
    ['stacks', stacks('CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'), {}, 'warning', 'UPDATE_ROLLBACK_COMPLETE'],
    ['identity', { ...NOTHING_YET, identity }, {}, 'error', 'SES has help.rossi.it already: the deploy would fail'],
    ['identity', { ...stacks('ROLLBACK_COMPLETE', undefined), identity }, {}, 'error', 'the deploy would fail'],
    ['identity', { identity: { is: undefined } }, {}, 'error', 'SES has no identity help.rossi.it'],
    [
      'identity',
      { ...NOTHING_YET, isBeforeDeploy: true, identity: { is: undefined } },
      { sendingIdentity: 'existing' },
      'error',
      'no identity',
    ],
    ['identity', { ...NOTHING_YET, identity }, { sendingIdentity: 'existing' }, 'ok', 'SES knows help.rossi.it'],
    ['login', {}, {}, 'ok', 'own pool'],
    ['login', issuer('https://login.rossi.it/'), { login }, 'ok', 'calls itself so'],
    ['login', issuer('https://login.rossi.it'), { login }, 'error', 'calls itself https://login.rossi.it'],
    ['login', issuer(undefined), { login }, 'error', 'calls itself nothing'],
    [
      'tables',
      { tables: { is: [{ name: 't', isProtected: false }] } },
      {},
      'error',
      'not protected from being deleted: t',
    ],
    [
      'tables',
      { tables: { is: [{ name: 't', isProtected: false }] } },
      { keep: false },
      'ok',
      'may go with their stage',
    ],
    ['stream', {}, {}, 'ok', 'that of tickets is on'],
    ['stream', { stream: { is: { table: 'tickets', arn: undefined } } }, {}, 'error', 'tickets has no stream'],
    ['stream', {}, { restored: { tickets: 'tickets' } }, 'error', 'and no stream: search, reports, chats'],
    [
      'stream',
      {},
      { restored: { tickets: 'tickets', ticketStream: `${STREAM}-of-before` } },
      'error',
      'a stream that is not its own',
    ],
    ['stream', {}, { restored: { tickets: 'tickets', ticketStream: STREAM } }, 'ok', 'the restored tickets'],
    ['stream', {}, { restored: { tickets: 'tickets-restored' } }, 'warning', 'not on tickets-restored yet'],
    [
      'DKIM',
      { identity: { is: { isVerified: false, dkim: 'PENDING', mailFrom: undefined } } },
      {},
      'error',
      'not verified, its signature PENDING',
    ],
    [
      'MAIL FROM',
      { identity: { is: { isVerified: true, dkim: 'SUCCESS', mailFrom: { domain: 'b.x.it', status: 'FAILED' } } } },
      {},
      'warning',
      'b.x.it is FAILED',
    ],
    [
      'MAIL FROM',
      { identity: { is: { isVerified: true, dkim: 'SUCCESS', mailFrom: undefined } } },
      { sendingIdentity: 'existing' },
      'warning',
      'a domain of Amazon’s',
    ],
    ['DMARC', { dmarc: { is: undefined } }, {}, 'warning', 'has no policy'],
    ['alarms', {}, { alarmMail: undefined }, 'warning', 'in CloudWatch alone'],
    [
      'alarms',
      { subscriptions: { is: [{ protocol: 'email', endpoint: 'Operations@rossi.it', isConfirmed: false }] } },
      {},
      'error',
      'has not confirmed',
    ],
    ['alarms', { subscriptions: { is: [] } }, {}, 'error', 'is not subscribed'],
    ['production access', account({ isProduction: false }), {}, 'error', 'in the sandbox'],
    ['sending', account({ isSendingEnabled: false }), {}, 'error', 'SES has paused the account'],
    ['canary', {}, {}, 'ok', 'the last arrived 4 minutes ago'],
    ['canary', { canary: { is: 15 } }, {}, 'ok', '15 minutes ago'],
    ['canary', { canary: { is: 16 } }, {}, 'error', '16 minutes ago'],
    ['canary', { canary: { is: undefined } }, {}, 'error', 'none has arrived'],
    ['canary', { canary: { is: undefined }, mx: { is: [] } }, {}, 'not here', 'before the MX record'],
    ['canary', { canary: { is: undefined } }, { live: false }, 'not here', 'none is sent'],
    ['quota', account({}), {}, 'ok', 'no "expected" to compare with'],
    ['quota', account({}), { expected: { ticketsPerMonth: 150_000, agents: 5 } }, 'ok', 'a busy day takes 49000'],
    ['quota', account({}), { expected: { ticketsPerMonth: 50_000, agents: 20 } }, 'error', 'a busy day takes 51334'],
    ['quota', account({ perDay: -1 }), { expected: { ticketsPerMonth: 50_000, agents: 20 } }, 'ok', 'a day'],
    ['quota', account({ perSecond: 10 }), {}, 'warning', 'mailsPerSecond is 14'],
    ['agents', { agents: { is: [] } }, {}, 'error', 'nobody is told'],
    [
      'team addresses',
      { suppressed: { is: [{ address: 'lead@rossi.it', reason: 'BOUNCE' }] } },
      {},
      'error',
      'lead@rossi.it (BOUNCE)',
    ],
    ['live', { mx: { is: [] } }, { live: false }, 'warning', 'alarms tell nobody yet'],
    ['live', {}, { live: false }, 'error', 'mail comes, and alarms tell nobody'],
    ['MX', { mx: { is: [] } }, {}, 'error', 'help.rossi.it has none'],
    ['MX', { mx: { is: ['mx.rossi.it'] } }, {}, 'error', 'goes to mx.rossi.it'],
    [
      'MX',
      { mx: { is: ['inbound-smtp.eu-west-1.amazonaws.com', 'mx.rossi.it'] } },
      {},
      'error',
      'also goes to mx.rossi.it',
    ],
    ['MX', { ...NOTHING_YET, isBeforeDeploy: true, mx: factsWith().mx }, {}, 'error', 'where no desk is'],
  ])('of %s, case %#', (check, facts, settings, verdict, says) => {
    const line = said(check, facts, settings);
    expect({ verdict: line.verdict, says: line.says }).toEqual({ verdict, says: expect.stringContaining(says) });
  });
});

describe('the rule set', () => {
  const active = (name: string | undefined, rules = [RULE], existing?: (typeof RULE)[]): Partial<Facts> => ({
    receipt: { is: { active: name === undefined ? undefined : { name, rules }, existing } },
  });
  const before = { ...NOTHING_YET, isBeforeDeploy: true };
  const spam = { ...ruleFor('.rossi.it'), name: 'spam', stops: true };

  it.each<[string, string, Partial<Facts>, Record<string, unknown>, string, string]>([
    [
      'will be the desk’s',
      'rule set',
      { ...before, ...active(undefined) },
      {},
      'ok',
      'the deploy activates the desk’s',
    ],
    [
      'of others ends a first deploy',
      'rule set',
      { ...before, ...active('theirs') },
      {},
      'error',
      'Rule set theirs is active',
    ],
    [
      'of others makes place',
      'rule set',
      { ...before, ...active('theirs') },
      { displace: 'theirs' },
      'ok',
      'takes the place of theirs',
    ],
    [
      'is left to the admin',
      'rule set',
      { ...before, ...active('theirs') },
      { activate: false },
      'ok',
      'you activate the desk’s yourself; now theirs is active',
    ],
    ['is the desk’s', 'rule set', active('desk-set'), {}, 'ok', 'the desk’s, desk-set, is active'],
    ['of others is active since', 'rule set', active('theirs'), {}, 'error', 'Rule set theirs is active'],
    ['is none', 'rule set', active(undefined), {}, 'error', 'none is active: the desk’s, desk-set, is not'],
    [
      'is none, of one that the admin activates',
      'rule set',
      active(undefined),
      { activate: false },
      'error',
      'none is active',
    ],
    [
      'that ours joins is active',
      'rule set',
      active('theirs', [RULE], [RULE]),
      { existing: 'theirs' },
      'ok',
      'theirs is active',
    ],
    [
      'that ours joins is not',
      'rule set',
      active('third', [], [RULE]),
      { existing: 'theirs' },
      'error',
      'third is active: theirs is not',
    ],
    [
      'that ours joins is not there',
      'rule set',
      { ...before, ...active('third') },
      { existing: 'theirs' },
      'error',
      'there is no rule set theirs',
    ],
    [
      'has no rule to stand after',
      'rule set',
      { ...before, ...active('theirs', [], []) },
      { existing: 'theirs', after: 'spam' },
      'error',
      'has no rule spam',
    ],
    ['has the rule', 'rule', active('desk-set'), {}, 'ok', 'desk-rule takes mail for support@help.rossi.it'],
    ['has not the rule', 'rule', active('desk-set', []), {}, 'error', 'no rule is for support@help.rossi.it'],
    [
      'has it switched off',
      'rule',
      active('desk-set', [{ ...RULE, isEnabled: false }]),
      {},
      'error',
      'is switched off',
    ],
    [
      'has another before it that stops mail',
      'rule',
      active('theirs', [], [spam, RULE]),
      { existing: 'theirs', after: 'spam' },
      'error',
      'rule spam stops mail',
    ],
    [
      'will have',
      'rule',
      { ...before, ...active('theirs', [], [spam]) },
      { existing: 'theirs', after: 'spam' },
      'error',
      'rule spam stops mail',
    ],
    [
      'will have it behind',
      'rule',
      { ...before, ...active('theirs', [], [spam]) },
      { existing: 'theirs' },
      'ok',
      'nothing stops mail',
    ],
    [
      'stops the mail of others',
      'rule',
      active('theirs', [], [{ ...spam, recipients: ['else@rossi.it'] }, RULE]),
      { existing: 'theirs' },
      'ok',
      'takes mail',
    ],
    [
      'has another before it that stops all, switched off',
      'rule',
      active('theirs', [], [{ ...spam, recipients: [], isEnabled: false }, RULE]),
      { existing: 'theirs' },
      'ok',
      'takes mail',
    ],
  ])('%s', (_, check, facts, ruleSet, verdict, says) => {
    const line = said(check, facts, { ruleSet });
    expect({ verdict: line.verdict, says: line.says }).toEqual({ verdict, says: expect.stringContaining(says) });
  });

  it('that is not the desk’s is mended by a command that names it', () => {
    expect(said('rule set', active(undefined)).mend).toBe(
      'aws ses set-active-receipt-rule-set --rule-set-name desk-set',
    );
  });

  it('is what desk receiving looks at, with the ways to it', () => {
    expect(judgeReceiving(factsWith()).map(({ check }) => check)).toEqual([
      'Region',
      'stacks',
      'rule set',
      'rule',
      'MX',
    ]);
  });
});

describe('README.md, Deploy', () => {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
  const [, guide = ''] = readme.split('\n## Deploy\n');
  const steps = [...guide.matchAll(/^(\d+)\. \*\*(.+?)[.,]?\*\*/gm)].map(([, number, name = '']) => ({
    number: Number(number),
    name,
  }));

  it('counts its steps', () => {
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
  });

  it('has the steps that preflight names, in the order of its lines (A8)', () => {
    const known: readonly string[] = STEPS;
    expect(steps.map(({ name }) => name).filter((name) => known.includes(name))).toEqual(known);
    const looked = [...new Set(judge(factsWith()).map(({ step }) => step))];
    expect(looked).toEqual(known);
  });

  it('asks preflight before the first deploy and before customers write, and leads mail here last', () => {
    const names = steps.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['Settings', 'Preflight', 'Deploy']);
    expect(names.slice(-5)).toEqual(['Preflight again', 'Live', 'MX', 'A test mail', 'Smoke']);
  });
});
