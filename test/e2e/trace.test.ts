import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('one mail is followed by one id: in each line of the log, in its timers, in the mails it led to and what became of them', async () => {
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
