import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROVIDERS } from '../../shared/forms/providers.ts';
import { PRESET_SAMPLES, SAMPLES, type SetUp, setUpOf } from '../shared/forms/samples.ts';
import { appsScript, type Sent } from '../support/apps-script.ts';
import { type Added, sections } from '../support/forms-docs.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';

/** Of a page of one's own a browser says what it does (`test/pages/journeys/embedded.test.ts`). */
const COMMANDS = sections()
  .flatMap(({ commands }) => commands)
  .filter(({ type }) => type !== 'html');
const samples = { ...SAMPLES, ...PRESET_SAMPLES };

/** What a provider makes itself, and an admin copies from there. */
const THEIRS = 'the-secret-that-the-provider-made';

let desk: RunningDesk;
const added = new Map<string, SetUp>();

/** First all commands: a function that has read the sources reads them anew only after half a minute. */
beforeAll(async () => {
  // Anna fills in more of these forms within an hour than one person does.
  desk = await startDesk({ settings: { flood: { perSender: 100, perDomain: 100 } } });
  for (const command of COMMANDS) added.set(command.name, await add(command));
});
afterAll(() => desk.stop());

/** Runs a command as docs/forms.md has it, and takes what it prints. */
async function add({ args, name, type }: Added): Promise<SetUp> {
  const isTheirs = args.includes('--secret-file') || (PROVIDERS[type] && !PROVIDERS[type].newSecret);
  const { code, text } = await desk.commandWith(isTheirs ? `${THEIRS}\n` : '', ...args);
  if (code !== 0) throw new Error(text);
  const [, url = '', next = ''] = /^(https?:\S+)\n(\S*)/m.exec(text) ?? [];
  const { origin, pathname, searchParams } = new URL(url);
  expect(pathname).toBe(`/webhooks/${name}`);
  if (isTheirs) expect(text).not.toContain(THEIRS);
  return { url, address: `${origin}${pathname}`, secret: isTheirs ? THEIRS : (searchParams.get('token') ?? next) };
}

describe.each(COMMANDS.map(({ name, type }) => [name, type] as const))('the form %s of docs/forms.md', (name, type) => {
  const send = async () => {
    const source = added.get(name);
    const sample = samples[type];
    if (!source || !sample) throw new Error(`${type} has no sample`);
    const { url, headers, body } = sample.post(source, new Date());
    const response = await fetch(url, { method: 'POST', headers: headers as Record<string, string>, body });
    return { status: response.status, answer: (await response.json()) as { ticket: string; duplicate: boolean } };
  };

  it('becomes the ticket that its reader expects, once', async () => {
    const expected = samples[type]?.ticket;
    const { status, answer } = await send();
    expect(status).toBe(200);
    const ticket = (await (await desk.api(`/api/tickets/${answer.ticket}`)).json()) as { messages: { text: string }[] };
    expect(ticket).toMatchObject({
      subject: expected?.subject,
      requester: { address: expected?.requester, verified: false },
      door: `webhook:${name}`,
    });
    const text = ticket.messages[0]?.text ?? '';
    expect(expected?.shows.filter((answer) => !text.includes(answer))).toEqual([]);
    expect(await send()).toEqual({ status: 200, answer: { ...answer, duplicate: true } });
  });

  it('proves nothing by the secret of another', async () => {
    const source = added.get(name);
    const { secret = '', address = '' } = source ?? {};
    const other = `${secret.slice(0, 8)}${secret[8] === 'A' ? 'B' : 'A'}${secret.slice(9)}`;
    const delivery = samples[type]?.post(setUpOf(address, other), new Date());
    if (!delivery) throw new Error(`${type} has no sample`);
    const { url, body } = delivery;
    const headers = delivery.headers as Record<string, string>;
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(response.status).toBe(401);
  });
});

/** The script waits for each answer, as all of Google's do; so what it sends is posted by a process of its own. */
function postAndWait({ url, headers, body }: Sent): number {
  const script = `
    const { url, headers } = JSON.parse(process.argv[1]);
    const body = await require('node:stream/consumers').buffer(process.stdin);
    process.stdout.write(String((await fetch(url, { method: 'POST', headers, body })).status));`;
  const call = `(async () => {${script}})()`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', call, JSON.stringify({ url, headers })], {
    input: body,
  });
  if (String(stdout) === '') throw new Error(String(stderr));
  return Number(stdout);
}

describe('docs/google-forms.gs, with the address and the secret of its source,', () => {
  const filledIn = (id: string, what: string) => ({
    id,
    email: 'zoe@rossi.example',
    at: new Date('2026-11-29T07:00:00.000Z'),
    answers: [{ id: 1, title: 'Cosa succede?', type: 'PARAGRAPH_TEXT', value: what }],
  });
  const scriptThat = (fetch: (sent: Sent) => number) => {
    const source = [...added].find(([name]) => COMMANDS.find((each) => each.name === name)?.type === 'google')?.[1];
    const script = appsScript({ address: source?.address ?? '', secret: source?.secret ?? '', fetch });
    script.run('install');
    return script;
  };

  it('makes a ticket of a response', async () => {
    const script = scriptThat(postAndWait);
    script.submit(filledIn('2_ABaOnue-one', 'È spenta la caldaia.'));
    expect([...script.properties]).toEqual([]);
    expect(await desk.ticket('È spenta la caldaia.')).toMatchObject({ requester: { address: 'zoe@rossi.example' } });
  });

  it('makes one ticket where the desk was there and its answers were lost', async () => {
    const statuses: number[] = [];
    const script = scriptThat((sent) => {
      statuses.push(postAndWait(sent));
      return statuses.length < 3 ? 503 : (statuses.at(-1) ?? 0);
    });
    script.submit(filledIn('2_ABaOnue-two', 'Si è fermata la pompa.'));
    expect(statuses).toEqual([200, 200, 200]);
    expect([...script.properties]).toEqual([]);
    const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: { subject: string }[] };
    expect(tickets.filter(({ subject }) => subject === 'Si è fermata la pompa.')).toHaveLength(1);
  });
});
