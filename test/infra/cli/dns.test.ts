import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dns } from '../../../infra/cli/dns/dns.ts';
import { recordsOf } from '../../../infra/cli/dns/records.ts';
import { zoneFile } from '../../../infra/cli/dns/zone-file.ts';
import type { Dns } from '../../../infra/cli/preflight/ask/dns.ts';
import { enterEnvironment } from '../../../infra/local/environment.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { testIo } from './io.ts';
import { type Account, startAws } from './preflight/aws.ts';
import { stageWith } from './preflight/facts.ts';

/** As the committed settings have it. */
const DOMAIN = 'support.example.com';
const BOUNCE = `bounce.${DOMAIN}`;

let aws: Service;
let account: Pick<Account, 'stacks' | 'identities'>;
/** Records of the name servers, by kind and name. */
let records: Record<string, unknown[] | Error>;

beforeAll(async () => {
  aws = await startAws(() => account as Account);
  enterEnvironment({
    ...{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_ENDPOINT_URL: aws.url, AWS_MAX_ATTEMPTS: '1' },
    DESK_RUN_FILE: '/nonexistent/running.json',
  });
});
afterAll(() => aws.close());

beforeEach(() => {
  account = {
    stacks: new Map([['SupportDesk-prod', { status: 'CREATE_COMPLETE', outputs: {} }]]),
    identities: new Map([
      [
        DOMAIN,
        {
          DkimAttributes: { Status: 'PENDING', SigningAttributesOrigin: 'AWS_SES', Tokens: ['k1', 'k2', 'k3'] },
          MailFromAttributes: { MailFromDomain: BOUNCE, MailFromDomainStatus: 'PENDING' },
        },
      ],
    ]),
  };
  records = {};
});

/** As a resolver of Node: a name without such records is an error. */
const ask = (kind: string) => async (name: string) => {
  const found = records[`${kind} ${name}`];
  if (found instanceof Error) throw found;
  if (!found) throw Object.assign(new Error(`query ENODATA ${name}`), { code: 'ENODATA' });
  return found;
};
const resolver = { resolveCname: ask('CNAME'), resolveMx: ask('MX'), resolveTxt: ask('TXT') } as unknown as Dns;

async function run(...args: string[]) {
  const { io, out, err } = testIo();
  const status = await dns(args, io, resolver);
  return { status, out: out(), err: err() };
}

/** Each record as its state, type and name, in the order of the list. */
async function states(): Promise<string[]> {
  const { out } = await run('--stage', 'prod', '--json');
  const lines = out.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line)).map(({ state, type, name }) => `${state} ${type} ${name}`);
}

const server = (exchange: string, priority = 10) => ({ exchange, priority });
const inbound = (region: string) => `inbound-smtp.${region}.amazonaws.com`;
const { region } = stageWith().deployment;

describe('dns', () => {
  it('lists all records of a stage in the order in which to write them, the MX record last, and what each is for', async () => {
    expect(await states()).toEqual([
      `missing CNAME k1._domainkey.${DOMAIN}`,
      `missing CNAME k2._domainkey.${DOMAIN}`,
      `missing CNAME k3._domainkey.${DOMAIN}`,
      `missing MX ${BOUNCE}`,
      `missing TXT ${BOUNCE}`,
      `missing TXT _dmarc.${DOMAIN}`,
      `missing MX ${DOMAIN}`,
    ]);
    const { status, out, err } = await run('--stage', 'prod');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^ +TYPE +NAME +VALUE +WHY\nmissing +CNAME +k1\._domainkey\.\S+ +k1\.dkim\.amazonses\.com +DKIM: /,
    );
    expect(out).toMatch(new RegExp(`missing +MX +${DOMAIN} +10 ${inbound(region)} +last, when nothing but MX is red`));
  });

  it('knows what is there as the world writes it: any case, a policy of the domain above, more in an SPF record', async () => {
    records = {
      [`CNAME k1._domainkey.${DOMAIN}`]: ['K1.dkim.AmazonSES.com'],
      [`MX ${BOUNCE}`]: [server(`feedback-smtp.${region}.amazonses.com`, 20)],
      [`TXT ${BOUNCE}`]: [['google-site-verification=1'], ['v=spf1 include:amazonses.com ', '-all']],
      'TXT _dmarc.example.com': [['v=DMARC1; p=reject']],
      [`MX ${DOMAIN}`]: [server(inbound(region).toUpperCase())],
    };
    expect((await states()).filter((each) => each.startsWith('there'))).toEqual([
      `there CNAME k1._domainkey.${DOMAIN}`,
      `there MX ${BOUNCE}`,
      `there TXT ${BOUNCE}`,
      `there TXT _dmarc.${DOMAIN}`,
      `there MX ${DOMAIN}`,
    ]);
  });

  it('says what stands in the place of a record, another server beside ours too', async () => {
    records = {
      [`CNAME k1._domainkey.${DOMAIN}`]: ['old.dkim.amazonses.com'],
      [`TXT ${BOUNCE}`]: [['v=spf1 include:_spf.google.com ~all']],
      [`MX ${DOMAIN}`]: [server(inbound(region)), server('mx.elsewhere.example', 20)],
    };
    const { out } = await run('--stage', 'prod');
    expect(out).toContain('→ there now: old.dkim.amazonses.com\n');
    expect(out).toContain('→ there now: v=spf1 include:_spf.google.com ~all\n');
    expect(out).toContain(`→ there now: ${inbound(region)}, mx.elsewhere.example\n`);
  });

  it('lists the others when a question has no answer, and ends with 1', async () => {
    records[`MX ${BOUNCE}`] = Object.assign(new Error('queryMx ETIMEOUT'), { code: 'ETIMEOUT' });
    const { status, out, err } = await run('--stage', 'prod');
    expect(out).toMatch(new RegExp(`not known +MX +${BOUNCE}`));
    expect([status, err]).toEqual([1, `warning: ${BOUNCE} MX is not known: queryMx ETIMEOUT\n`]);
  });

  it('takes the keys of an identity that was there before, and says when it cannot know them', async () => {
    account.identities.set(DOMAIN, {
      DkimAttributes: {
        SigningAttributesOrigin: 'AWS_SES',
        Tokens: ['k1'],
        SigningHostedZone: 'dkim.eu.amazonses.com',
      },
    });
    expect((await run('--stage', 'prod')).out).toMatch(/k1\.dkim\.eu\.amazonses\.com/);
    account.identities.set(DOMAIN, { DkimAttributes: { SigningAttributesOrigin: 'EXTERNAL', Tokens: ['mine'] } });
    expect((await run('--stage', 'prod')).err).toContain('is signed with a key that you brought along');
    expect(await states()).toEqual([`missing TXT _dmarc.${DOMAIN}`, `missing MX ${DOMAIN}`]);
    account.identities.clear();
    await expect(run('--stage', 'prod')).rejects.toThrow(
      `SES has no identity ${DOMAIN} in ${region}; its records are known`,
    );
  });

  it.each([
    [[], 'not here: a local desk has no records'],
    [['--stage', 'prod', '--json', '--zonefile'], 'give either --zonefile or --json'],
    [['--stage', 'nowhere'], 'nowhere is no stage'],
  ])('says what is wrong with a call: %j', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});

describe('the zone file', () => {
  const signing = { dkim: { tokens: ['k1'], zone: 'dkim.amazonses.com' }, mailFrom: 'bounce.help.rossi.it' };
  const web = { name: 'desk.rossi.it', target: 'd-1.execute-api.eu-west-1.amazonaws.com' };
  const missing = (settings: Record<string, unknown> = {}) =>
    recordsOf(stageWith({ region: 'eu-west-1', ...settings }).deployment, signing, web).map((record) => ({
      ...record,
      state: 'missing' as const,
    }));
  /** Without its comments. */
  const lines = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith(';'));

  it('has a line for each record that is to be written, with names to the root and quoted texts', () => {
    expect(lines(zoneFile(missing(), { isLive: true }))).toEqual([
      'k1._domainkey.help.rossi.it. 3600 IN CNAME k1.dkim.amazonses.com.',
      'bounce.help.rossi.it. 3600 IN MX 10 feedback-smtp.eu-west-1.amazonses.com.',
      'bounce.help.rossi.it. 3600 IN TXT "v=spf1 include:amazonses.com ~all"',
      '_dmarc.help.rossi.it. 3600 IN TXT "v=DMARC1; p=none"',
      'desk.rossi.it. 3600 IN CNAME d-1.execute-api.eu-west-1.amazonaws.com.',
      'help.rossi.it. 3600 IN MX 10 inbound-smtp.eu-west-1.amazonaws.com.',
    ]);
  });

  it('leads no mail here before the stage is live, and imports nothing that is there or beside another', () => {
    const [first, second, third, ...rest] = missing();
    if (!first || !second || !third) throw new Error('there are more');
    const text = zoneFile(
      [
        { ...first, state: 'there' },
        { ...second, state: 'other', found: 'mx.elsewhere.example' },
        { ...third, state: 'not known' },
        ...rest,
      ],
      { isLive: false },
    );
    expect(lines(text).map((line) => line.split(' ')[0])).toEqual(['_dmarc.help.rossi.it.', 'desk.rossi.it.']);
    expect(text).toContain('; there already: k1._domainkey');
    expect(text).toContain('; in place of "mx.elsewhere.example" at bounce.help.rossi.it: bounce.help.rossi.it. 3600');
    expect(text).toContain('; not before the stage is live: help.rossi.it. 3600 IN MX');
  });

  it('leaves out what the deploy writes, into the zone of the settings', () => {
    const zone = { id: 'Z0123456789', name: 'help.rossi.it' };
    expect(lines(zoneFile(missing({ zone }), { isLive: true })).map((line) => line.split(' ')[0])).toEqual([
      '_dmarc.help.rossi.it.',
      'desk.rossi.it.',
    ]);
    // SES has such an identity already, and the stack leaves it alone.
    const existing = missing({ zone, sendingIdentity: 'existing' });
    expect(existing.filter(({ by }) => by === 'the deploy').map(({ type }) => type)).toEqual(['MX']);
  });

  it('splits a long text, and hides what would end it', () => {
    const long = { ...missing()[3], type: 'TXT', name: 'x.it', value: `"\\${'a'.repeat(300)}`, by: 'you' } as const;
    const [line = ''] = lines(zoneFile([{ ...long, why: '', state: 'missing' }], { isLive: true }));
    expect(line).toBe(`x.it. 3600 IN TXT "\\"\\\\${'a'.repeat(253)}" "${'a'.repeat(47)}"`);
  });
});
