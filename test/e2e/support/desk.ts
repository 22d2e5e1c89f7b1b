import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import { VIOLATION_WARNING } from '../../../infra/local/checks/violations.ts';
import { issueToken, type LocalLogin } from '../../../infra/local/token.ts';
import type { Deployment } from '../../../infra/settings-schema.ts';
import { readersNotAsTold, type ToldByApi } from './readers.ts';
import { waitFor } from './wait-for.ts';

/** A mail as the mailbox page lists it. */
export type SentMail = {
  messageId: string;
  subject: string;
  destination: { to: string[] };
  replyTo: string[];
  body: { text?: string; html?: string };
};

/** `at`: when the mailbox took it, in whole seconds of this machine's clock. */
type StoredMail = SentMail & { at: number };

/** So much before the newest mail is read again: mails that are stored in the same second, or side by side, are missed by no look. */
const SECONDS_READ_AGAIN = 2;

type Options = { speed?: number; data?: string; log?: 'info'; settings?: Partial<Deployment> };

const COMMANDS = fileURLToPath(new URL('../../../infra/cli/desk.ts', import.meta.url));
const START = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url));

/** The running desk seen from outside: by SMTP, by HTTP, and by the mail it sends. */
export async function startDesk(options: Options = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'desk-e2e-'));
  const card = join(directory, 'running.json');
  const child = spawn(process.execPath, [START], {
    cwd: directory,
    env: {
      ...process.env,
      DESK_PORT: '0',
      DESK_SMTP_PORT: '0',
      DESK_MAILBOX_PORT: '0',
      DESK_SPEED: String(options.speed ?? 1),
      DESK_RUN_FILE: card,
      ...(options.data && { DESK_DATA: options.data }),
      ...(options.log && { DESK_LOG: options.log }),
      ...(options.settings && { DESK_OVERRIDES: JSON.stringify(options.settings) }),
    },
  });
  const output = collect(child);
  const closed = once(child, 'close').then(() => child.exitCode);
  const read = () => JSON.parse(readFileSync(card, 'utf8'));
  const running = await waitFor('the desk to start', () => {
    if (child.exitCode !== null) throw new Error(`the desk ended: ${output()}`);
    return output().includes('Ctrl-C') ? read() : undefined;
  });

  const toldByApi: ToldByApi = new Map();
  const tokenOf = tokensOf(running.login);
  const call = async (path: string, init: RequestInit & { agent?: string } = {}) => {
    const { agent = 'luca@team.example', ...rest } = init;
    const token = await tokenOf(agent);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...rest.headers };
    return fetch(`${running.http}${path}`, { ...rest, headers });
  };
  /** Asks the agents' API; of who answers by it is noted which readers it showed. */
  const api: typeof call = async (path, init = {}) => {
    const [, ticket] = init.method === 'POST' ? (/^\/api\/tickets\/([^/]+)\/responses$/.exec(path) ?? []) : [];
    if (ticket === undefined) return call(path, init);
    const shown = (await (await call(`/api/tickets/${ticket}`)).json()) as ShownReaders;
    const response = await call(path, init);
    const { message } = response.ok ? ((await response.clone().json()) as { message: { id: string; at: string } }) : {};
    const readers = [shown.requester, ...shown.participants].map(({ address }) => address);
    if (message) toldByApi.set(message.id, { at: Date.parse(message.at), readers });
    return response;
  };

  const mailbox = mailboxOf(running.mailbox);

  const desk = {
    running,
    /** The file by which commands find this desk. */
    card,
    output,
    api,
    mailbox,
    /** An answer was given on a page of the console, which showed these readers. `at`: ms of the desk's time. */
    toldByPage: (message: string, told: { at: number; readers: readonly string[] }) =>
      void toldByApi.set(message, told),
    /** Mails the desk; `login` is the name the client logs in by, any password will do. */
    async mail(mail: SendMailOptions & { login?: string }) {
      const { login, ...message } = mail;
      const transport = createTransport({
        ...running.smtp,
        secure: false,
        ...(login && { auth: { user: login, pass: 'any' } }),
      });
      try {
        return await transport.sendMail({ to: running.supportAddress, ...message });
      } finally {
        transport.close();
      }
    },
    /** Runs an admin's command on this desk, in a process of its own. */
    command: (...args: string[]) => desk.commandWith('', ...args),
    commandWith: (input: string, ...args: string[]) =>
      new Promise<{ code: number; text: string }>((resolve) => {
        const env = { ...process.env, DESK_RUN_FILE: card };
        const child = execFile(process.execPath, [COMMANDS, ...args], { env }, (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr }),
        );
        child.stdin?.end(input);
      }),
    /** Waits for a mail of the desk's to `to` that `matches`. */
    async received(to: string, matches: (mail: SentMail) => boolean = () => true): Promise<SentMail> {
      return waitFor(`a mail to ${to}`, async () =>
        (await mailbox()).find((mail) => mail.destination.to.some((each) => each.includes(to)) && matches(mail)),
      );
    },
    /** Posts a signed webhook. */
    async webhook(
      body: string,
      { id = `msg_${crypto.randomUUID()}`, at = new Date(), source = running.webhook.source } = {},
    ) {
      const signature = new Webhook(running.webhook.secret).sign(id, at, body);
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
      };
      return fetch(`${running.http}/webhooks/${source}`, { method: 'POST', headers, body });
    },
    /** Waits for the one ticket whose subject holds `subject`. */
    async ticket(subject: string) {
      return waitFor(`a ticket about ${subject}`, async () => {
        const { tickets } = (await (await api('/api/tickets?limit=100')).json()) as { tickets: ListedTicket[] };
        return tickets.find((ticket) => ticket.subject.includes(subject));
      });
    },
    /** How it ended, once it has. */
    ended: () => closed,
    /** Ends it; throws when it asked for what AWS refuses, or sent an answer to others than its agents were told. */
    async stop(signal: NodeJS.Signals = 'SIGINT') {
      const wrong = child.exitCode === null && signal !== 'SIGKILL' ? await readersNotAsTold(desk, toldByApi) : [];
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      rmSync(directory, { recursive: true, force: true });
      if (child.exitCode) throw new Error(`the desk ended with ${child.exitCode}: ${output()}`);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      if (output().includes(VIOLATION_WARNING)) throw new Error(`AWS would have refused requests: ${output()}`);
      return child.exitCode;
    },
  };
  return desk;
}

export type RunningDesk = Awaited<ReturnType<typeof startDesk>>;
type ShownReaders = { requester: { address: string }; participants: { address: string }[] };
type ListedTicket = { id: string; subject: string; priority: number; state: string; respondBy: string };

/** A look at all mails that the desk sent, the first first. What it has read it keeps, and asks only for what came since: nothing empties the store. */
function mailboxOf(url: string): () => Promise<SentMail[]> {
  const read = new Map<string, StoredMail>();
  let newest = 0;
  return async () => {
    const since = newest === 0 ? '' : `?since=${newest - SECONDS_READ_AGAIN}`;
    const { emails } = (await (await fetch(`${url}/store${since}`)).json()) as { emails: StoredMail[] };
    for (const mail of emails) {
      if (!read.has(mail.messageId)) read.set(mail.messageId, mail);
      newest = Math.max(newest, mail.at);
    }
    return [...read.values()];
  };
}

/** One ID token for each agent: they count for 12 hours of real time, and signing one is work at each look. */
function tokensOf(login: LocalLogin): (agent: string) => Promise<string> {
  const tokens = new Map<string, Promise<string>>();
  return (agent) => {
    const token = tokens.get(agent) ?? issueToken(login, agent);
    tokens.set(agent, token);
    return token;
  };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  return () => text;
}
