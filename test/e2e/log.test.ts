import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueToken } from '../../infra/local/token.ts';
import { ENV } from '../../shared/names.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Two and a half minutes of desk time pass in a second. */
const SPEED = 150;

type Line = { message: string; trace?: string; opened?: string; ticket?: string; purpose?: string; reached?: string };
type Sent = { destinations: string[]; tags: { name: string; value: string }[] };

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ speed: SPEED, log: 'info' });
});
afterAll(() => desk.stop());

/** The log, line by line; what the developer's terminal shows beside it is no JSON. */
const lines = (): Line[] =>
  desk
    .output()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));

/** The tags of each mail that SES took. */
async function tagsOfSent(): Promise<Record<string, string>[]> {
  const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as Sent[];
  return sent.map(({ tags }) => Object.fromEntries(tags.map(({ name, value }) => [name, value])));
}

/** As the query of docs/runbook.md, "Follow one mail". */
const followed = (id: string) => lines().filter(({ trace, opened }) => trace === id || opened === id);

it('one mail is followed by one id: in each line of the log, in its timers, in the mails it led to and what became of them (A16)', async () => {
  const susan = { from: 'susan@hudson.example', login: 'susan@hudson.example' };
  await desk.mail({ ...susan, subject: '[P1] Followed', text: 'Nobody gets in.' });
  const { id } = await desk.ticket('Followed');
  const opened = (message: string, purpose: string) =>
    waitFor(`the line of ${purpose}`, () =>
      lines().find((line) => line.message === message && line.ticket === id && line.purpose === purpose),
    );
  const { trace: mail = '' } = await opened('a mail has left', 'acknowledgement');
  expect(mail).toMatch(/^\w{20,}$/);
  await waitFor('the breach', () => lines().find(({ ticket, reached }) => ticket === id && reached === 'breach'));
  await opened('a mail has left', 'escalation');

  const answer = { method: 'POST', body: JSON.stringify({ text: 'Turn the key twice.' }) };
  expect((await desk.api(`/api/tickets/${id}/responses`, answer)).status).toBe(201);
  const reported = await opened('a mail has a report', 'answer');

  const story = followed(mail).map(({ message, trace, purpose, reached }) => ({
    ...{ message, by: trace === mail ? 'the mail' : 'the request' },
    ...(purpose && { purpose }),
    ...(reached && { reached }),
  }));
  for (const line of [
    { message: 'a mail is decided on', by: 'the mail' },
    { message: 'a mail has left', by: 'the mail', purpose: 'acknowledgement' },
    { message: 'a mail has left', by: 'the mail', purpose: 'notice' },
    { message: 'a level of escalation is reached', by: 'the mail', reached: 'warning' },
    { message: 'a level of escalation is reached', by: 'the mail', reached: 'breach' },
    { message: 'a mail has left', by: 'the mail', purpose: 'escalation' },
    { message: 'a mail has left', by: 'the request', purpose: 'answer' },
  ])
    expect(story).toContainEqual(line);

  // What the request to the API did is found by its own id, which its line names.
  const request = followed(mail).find(({ trace }) => trace !== mail)?.trace ?? '';
  expect(reported.trace).toBe(request);
  const tags = (await tagsOfSent()).filter(({ ticket }) => ticket === id);
  const tracesFor = (purpose: string) =>
    new Set(tags.filter((each) => each.purpose === purpose).map((each) => each.trace));
  expect(tracesFor('acknowledgement')).toEqual(new Set([mail]));
  expect(tracesFor('escalation')).toEqual(new Set([mail]));
  expect(tracesFor('answer')).toEqual(new Set([request]));
});

/** One of the words, or what lets somebody in, for each place where a person's may stand. No other text of the desk has them. */
const WORDS = {
  name: 'Zibaldone',
  address: 'quokka',
  domain: 'wombatshire',
  subject: 'tamarind',
  text: 'persimmon',
  html: 'salsify',
  'file name': 'rhubarb',
  'bytes of a file': 'gooseberry',
  'field of a form': 'mangosteen',
  'a form that is not signed': 'cloudberry',
  answer: 'kohlrabi',
  note: 'huckleberry',
  'what a command was given': 'loganberry',
  'what is hidden': 'boysenberry',
  'unreadable mail': 'whortleberry',
  'held mail': 'serviceberry',
  'made-up link': 'elderberry',
  'item that cannot be read': 'bilberry',
  'one of the team': 'luca@team',
};
const QUOKKA = `${WORDS.address}@${WORDS.domain}.example`;
const LUCA = 'luca@team.example';

type Linked = { url: string | null };
type Story = { messages: { id: string; text: string; html: Linked | null; attachments: Linked[] }[] };

/**
 * What the desk says of itself when it is ready is for the developer's terminal: an example of each channel, with a token of its own. It is the only
 * place where it shows any.
 */
const afterReady = () => desk.output().split('Ctrl-C stops the desk.')[1] ?? '';

it('no line of the log has a word of anybody, an address, a secret, or what lets somebody in: also where the desk refuses and fails (A14)', async () => {
  const { http, mailbox, webhook, supportAddress } = desk.running;
  const rules = (change: object) => fetch(`${mailbox}/rules`, { method: 'PATCH', body: JSON.stringify(change) });
  const post = (path: string, body: object) => desk.api(path, { method: 'POST', body: JSON.stringify(body) });
  const story = async (id: string) => (await (await desk.api(`/api/tickets/${id}`)).json()) as Story;
  const said = (message: string) => waitFor(`"${message}"`, () => (afterReady().includes(message) ? true : undefined));
  const quokka: SendMailOptions & { login: string } = { from: `${WORDS.name} <${QUOKKA}>`, login: QUOKKA };

  // What goes well.
  await desk.mail({
    ...quokka,
    subject: `A ${WORDS.subject}`,
    text: `My ${WORDS.text} and ${WORDS['what is hidden']}.`,
    html: `<p>My ${WORDS.text}, <b>${WORDS.html}</b> and ${WORDS['what is hidden']}.</p>`,
    attachments: [{ filename: `${WORDS['file name']}.txt`, content: WORDS['bytes of a file'] }],
  });
  const { id } = await desk.ticket(WORDS.subject);
  const acknowledged = await desk.received(QUOKKA, ({ subject }) => subject.includes(id));
  const [signed = ''] = acknowledged.replyTo;
  const [link = ''] = /https?:\/\/\S+\/desk\/t\/\S+/.exec(acknowledged.body.text ?? '') ?? [];
  expect([signed, link]).toEqual([expect.stringContaining('@'), expect.stringContaining('/desk/t/')]);
  expect((await fetch(link)).status).toBe(200);
  await desk.mail({ ...quokka, to: signed, subject: `Re: A ${WORDS.subject}`, text: `More ${WORDS.text}.` });
  await waitFor('the second message', async () => ((await story(id)).messages.length === 2 ? true : undefined));
  const { messages } = await story(id);
  const [opening] = messages;
  const files = messages.flatMap(({ html, attachments }) => [html, ...attachments]).flatMap((each) => each?.url ?? []);
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) expect((await fetch(file)).status).toBe(200);
  expect((await post(`/api/tickets/${id}/notes`, { text: WORDS.note })).status).toBe(201);
  const hide = await post(`/api/tickets/${id}/messages/${opening?.id}/redact`, { text: WORDS['what is hidden'] });
  expect(hide.status).toBe(200);
  const form = { email: QUOKKA, name: WORDS.name, subject: WORDS.subject, body: WORDS['field of a form'] };
  expect((await desk.webhook(JSON.stringify({ ...form, [WORDS['field of a form']]: 'yes' }))).status).toBe(200);

  // What is refused at a door.
  const forged = await fetch(`${http}/webhooks/${webhook.source}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'webhook-id': WORDS['a form that is not signed'] },
    body: JSON.stringify({ ...form, body: WORDS['a form that is not signed'] }),
  });
  expect(forged.status).toBe(401);
  expect((await desk.webhook(`{"email":"${WORDS['field of a form']}`)).status).toBe(400);
  const madeUp = WORDS['made-up link'];
  for (const path of [`/files/${id}/${madeUp}?to=${madeUp}`, `/desk/t/${madeUp}`, `/desk/c/${madeUp}`, `/${madeUp}`]) {
    expect((await fetch(`${http}${path}`)).status).toBeGreaterThanOrEqual(400);
  }
  for (const file of files) expect((await fetch(`${file}x`)).status).toBe(404);
  const stranger = { headers: { authorization: `Bearer ${madeUp}` } };
  expect((await fetch(`${http}/api/tickets?q=${madeUp}`, stranger)).status).toBe(401);
  const page = new FormData();
  for (const [field, value] of Object.entries({ ...form, text: WORDS.text, token: madeUp })) page.set(field, value);
  expect((await fetch(`${http}/desk/new`, { method: 'POST', body: page })).status).toBeGreaterThanOrEqual(400);

  // Mails that are no requests, or none that can be read.
  const nested = Array.from(
    { length: 400 },
    (_, depth) => `Content-Type: multipart/mixed; boundary=${'b'.repeat(2)}${depth}\r\n\r\n--bb${depth}\r\n`,
  );
  const unreadable = `From: ${WORDS.name} <${QUOKKA}>\r\nTo: ${supportAddress}\r\nSubject: ${WORDS['unreadable mail']}\r\n${nested.join('')}\r\n${WORDS['unreadable mail']}`;
  await desk.mail({ raw: unreadable, envelope: { from: QUOKKA, to: supportAddress }, login: QUOKKA });
  const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
  await desk.mail({ from: `${WORDS.name} <spam@${WORDS.domain}.example>`, subject: WORDS['held mail'], text: gtube });
  await said('a mail is quarantined');

  // A command that is refused, and answers that the mail service does not take, in its own words.
  const notice = await desk.received(LUCA, ({ subject }) => subject.includes(id));
  const agent = { from: LUCA, login: LUCA, to: notice.replyTo[0] as string, subject: `Re: ${notice.subject}` };
  await desk.mail({ ...agent, text: `#assign ${WORDS['what a command was given']}` });
  await desk.received(LUCA, ({ body }) => body.text?.includes('Your mail was not carried out') === true);
  const message = `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${WORDS.name} <${QUOKKA}>, ${signed}`;
  const refusal = {
    code: 'InvalidParameterValue',
    message: `Local address contains control or whitespace: <${QUOKKA}>`,
    to: QUOKKA,
  };
  await rules({ refuse: [{ ...refusal, times: 1 }] });
  await post(`/api/tickets/${id}/responses`, { text: `A ${WORDS.answer}.` });
  await said('a mail was refused');
  await rules({ refuse: [{ code: 'MessageRejected', message, to: QUOKKA, times: 1 }] });
  await post(`/api/tickets/${id}/responses`, { text: `Another ${WORDS.answer}.` });
  await said('a mail has to wait');
  await rules({ refuse: [], unreachable: [QUOKKA, LUCA] });
  await post(`/api/tickets/${id}/responses`, { text: `A third ${WORDS.answer}.` });
  await desk.mail({ ...quokka, subject: `[P1] Other ${WORDS.subject}`, text: WORDS.text });
  await said('a mail to the team came back');

  // What breaks inside.
  const other = await desk.ticket(`Other ${WORDS.subject}`);
  // Again and again: whoever is still at work on it may write it whole again.
  await waitFor('an item that cannot be read', async () => {
    await spoil(other.id);
    await desk.api(`/api/tickets/${other.id}`);
    await desk.api('/api/tickets?limit=100');
    return afterReady().includes('an item cannot be read') || undefined;
  });

  const secrets = {
    'secret of a form': webhook.secret,
    'token of an agent': await issueToken(desk.running.login, LUCA),
  };
  const links = { 'link to a ticket': link, 'signed address': signed };
  const [, header = ''] = secrets['token of an agent'].split('.');
  const all = { ...WORDS, ...secrets, ...links, 'part of a token': header, ...Object.fromEntries(files.entries()) };
  // By its tail each: where a link begins, many lines may.
  const tails = Object.entries(all).map(([place, word]) => [place, word.replace(/^https?:\/\/[^/]+/, '')] as const);
  const log = afterReady().toLowerCase();
  const found = tails.filter(([, word]) => log.includes(word.toLowerCase()));
  expect(found.map(([place]) => [place, lineWith(all[place as keyof typeof all] ?? '')])).toEqual([]);
  // No line leads into a ticket or to a file, whoever made the link up.
  expect(afterReady()).not.toMatch(/\/(?:files|desk\/[tc])\/(?!…|:|\{)\S/);
});

const lineWith = (word: string) =>
  afterReady()
    .split('\n')
    .find((line) => line.toLowerCase().includes(word.toLowerCase()));

/** Makes the item of a ticket one that no version of the desk can read. */
async function spoil(id: string): Promise<void> {
  const { env } = desk.running;
  const dynamo = new DynamoDBClient({
    endpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? '',
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await dynamo.send(
    new UpdateItemCommand({
      TableName: env[ENV.ticketTable],
      Key: { pk: { S: `TICKET#${id}` }, sk: { S: 'TICKET' } },
      UpdateExpression: 'SET clock = :word, priority = :word',
      ExpressionAttributeValues: { ':word': { S: WORDS['item that cannot be read'] } },
    }),
  );
  dynamo.destroy();
}
