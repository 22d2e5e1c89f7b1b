import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { createHandler as createOnlineDesk } from '../../../functions/online-desk/handler.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { ask, httpEvent } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** The page after a form of somebody else's page tells nobody whether another one has sent the same (docs/promise.md section 9). */

const ORIGIN = 'https://www.acme.example';
const HOUR = 3600;
const VICTIM = 'victim@private.example';

/** On a Monday at nine in Rome, within opening hours. */
const pageDesk = () => deskOf({ sources: { contact: { type: 'html', secrets: [], page: { origins: [ORIGIN] } } } });

/** Sends a form as a script does, and gives the page that it leads to. */
async function send(desk: MemoryDesk, answers: Record<string, string>): Promise<string> {
  const { json } = await ask(createHandler(desk, PROVIDERS), {
    method: 'POST',
    path: '/webhooks/contact',
    body: new URLSearchParams({ email: VICTIM, ...answers }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, accept: 'application/json' },
  });
  await desk.team.drain();
  return new URL(json.sent as string).pathname;
}

async function page(desk: MemoryDesk, path: string): Promise<{ status: number | undefined; text: string }> {
  const { statusCode: status, body: text = '' } = await createOnlineDesk(desk)(httpEvent({ path }), {} as never);
  return { status, text };
}

/** A page without what is each request's own: its number, its subject, and the address of the page. */
async function shown(desk: MemoryDesk, topic: string, more: Record<string, string> = {}): Promise<string> {
  const path = await send(desk, { topic, subject: topic, ...more });
  const { status, text } = await page(desk, path);
  return `${status} ${text}`
    .replaceAll(path, '')
    .replaceAll(topic, '')
    .replaceAll(/T-[0-9A-Z]{8}/g, '');
}

describe.each([
  ['a ticket', {}],
  ['held', { _website: 'https://spam.example' }],
])('the very answers of another one, which became %s', (_, more) => {
  it.each([0.5 * HOUR, 2 * HOUR, 23 * HOUR])('lead to the same page as any others, %d seconds later', async (later) => {
    const desk = pageDesk();
    await send(desk, { topic: 'Divorce', subject: 'Divorce', ...more });
    desk.pass(later);
    const pages = [];
    for (const topic of ['Debts', 'Divorce', 'Will']) pages.push(await shown(desk, topic, more));
    expect(pages[0]).toMatch(/^200 /);
    expect(new Set(pages).size).toBe(1);
  });
});

it.each([
  ['words', 'Divorce'],
  ['all of it', undefined],
])('nor do they tell it once an agent has hidden of them (%s)', async (_, words) => {
  const desk = pageDesk();
  await send(desk, { topic: 'Divorce', subject: 'Divorce' });
  const { id: ticketId = '' } = (await ticketsOf(desk))[0] ?? {};
  const { key: messageKey = '' } = (await messagesOf(desk, ticketId))[0] ?? {};
  await redact(desk, { ticketId, messageKey, words, agent: ada, at: desk.now().toISOString() });
  desk.pass(HOUR);
  const pages = [];
  for (const topic of ['Debts', 'Divorce', 'Will']) pages.push(await shown(desk, topic));
  expect(pages[0]).toMatch(/^200 /);
  expect(new Set(pages).size).toBe(1);
});

it('sent once more, the page is there for its own hour, and its ticket is the one', async () => {
  const desk = pageDesk();
  const first = await send(desk, { topic: 'Divorce' });
  desk.pass(2 * HOUR);
  const again = await send(desk, { topic: 'Divorce' });
  expect(await ticketsOf(desk)).toHaveLength(1);
  expect((await page(desk, first)).status).toBe(404);
  expect(await page(desk, again)).toMatchObject({
    status: 200,
    text: expect.stringContaining((await ticketsOf(desk))[0]?.id ?? ''),
  });
  desk.pass(HOUR + 1);
  expect((await page(desk, again)).status).toBe(404);
});
