import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import type { RunningDesk as Card } from '../../../infra/local/running.ts';
import { type Service, serve } from '../../../infra/local/serve.ts';
import { issueToken } from '../../../infra/local/token.ts';
import { type Account, startAws } from '../../infra/cli/preflight/aws.ts';
import { startDesk } from './desk.ts';

const COMMANDS = fileURLToPath(new URL('../../../infra/cli/desk.ts', import.meta.url));
const FUNCTION = 'SupportDesk-prod-Api';

/**
 * A desk as after a deploy: the stacks and a function's environment are what AWS would answer, the rest is one that runs here, of which a command
 * knows nothing else. In real time: a deployed desk's clock is everybody's.
 */
export async function startStagedDesk() {
  const desk = await startDesk();
  const { env, http, login } = desk.running;
  const account = accountOf(env, http);
  const [ses, aws] = await Promise.all([
    sesThatReceives(desk.running, env.AWS_ENDPOINT_URL_SES ?? ''),
    startAws(() => account),
  ]);
  return {
    api: desk.api,
    /** What the API's function runs with, as AWS says it. */
    runsWith: (variables: Record<string, string>) => void account.functions.set(FUNCTION, variables),
    env,
    /** Runs a command with `--stage prod`, as an admin with the right credentials. */
    async command(...args: string[]): Promise<{ code: number; text: string }> {
      const around = {
        ...process.env,
        ...Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('AWS_'))),
        AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
        AWS_ENDPOINT_URL_LAMBDA: aws.url,
        AWS_ENDPOINT_URL_SES: ses.url,
        DESK_RUN_FILE: '/nonexistent/running.json',
        DESK_TOKEN: await issueToken(login, 'luca@team.example'),
      };
      const words = [COMMANDS, ...args, '--stage', 'prod'];
      return new Promise((resolve) => {
        execFile(process.execPath, words, { env: around }, (error, out, err) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: out + err }),
        );
      });
    },
    stop: () => Promise.all([desk.stop(), aws.close(), ses.close()]),
  };
}

function accountOf(env: Record<string, string>, http: string): Account {
  const outputs = { ApiFunction: FUNCTION, ApiUrl: `${http}/` };
  return {
    stacks: new Map([
      ['SupportDesk-prod-State', { status: 'CREATE_COMPLETE', outputs: {} }],
      ['SupportDesk-prod', { status: 'CREATE_COMPLETE', outputs }],
    ]),
    receipt: { sets: new Map(), active: undefined },
    identities: new Map(),
    sending: {},
    suppressed: new Map(),
    subscriptions: new Map(),
    tables: new Map(),
    functions: new Map([[FUNCTION, { ...env, POWERTOOLS_SERVICE_NAME: 'desk' }]]),
  };
}

/**
 * SES as it is where the desk's domain receives: what is sent to an address there comes in again by the receipt rule, signed by the domain, so
 * that it is proved. All is handed to the emulator, which answers.
 */
async function sesThatReceives({ smtp, supportAddress }: Card, emulator: string): Promise<Service> {
  return serve(async (request) => {
    const body = await request.text();
    const form = new URLSearchParams(body);
    const to = form.get('Destinations.member.1') ?? '';
    const [, domain = ''] = supportAddress.split('@');
    if (form.get('Action') === 'SendRawEmail' && to.endsWith(`@${domain}`)) {
      const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
      const [, from = ''] = /^From:.*?([\w.+-]+@[\w.-]+)/im.exec(raw.toString()) ?? [];
      const transport = createTransport({ host: smtp.host, port: smtp.port, auth: { user: from, pass: 'any' } });
      await transport.sendMail({ envelope: { from, to }, raw });
    }
    const { pathname } = new URL(request.url);
    return fetch(`${emulator}${pathname}`, { method: request.method, headers: headersOf(request), body });
  });
}

/** Those that the next hop sets itself are left out. */
const headersOf = ({ headers }: Request) =>
  [...headers].filter(([name]) => !['host', 'content-length', 'connection'].includes(name));
