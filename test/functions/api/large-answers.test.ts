import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/api/handler.ts';
import { BUCKET } from '../../../infra/local/resources.ts';
import { bucketFiles } from '../../../shared/aws/files.ts';
import type { InboundAttachment } from '../../../shared/mail/inbound.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { newMessage, storeMessage } from '../../../shared/use-cases/steps/store-message.ts';
import { startQueues } from '../../infra/local/queues.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, requestOf, waitingTicket } from '../../support/stories.ts';
import { tableDesk } from '../../support/table-desk.ts';

/** What the API promises (docs/api.md); Lambda gives back 6 MB at most. */
const MOST_BYTES = 4_000_000;

const newTables = dynamoTables();
let messaging: Awaited<ReturnType<typeof startQueues>>;
let desk: MemoryDesk;
beforeAll(async () => {
  messaging = await startQueues();
  const onTables = await tableDesk(await newTables());
  desk = { ...onTables.desk, files: bucketFiles(new S3Client(messaging.client), BUCKET) };
});
afterAll(() => messaging.stop());

const get = async (path: string, before?: string | null) => {
  const asked = { path, query: before ? `before=${before}` : '', claims: { email: 'ada@support.example' } };
  const { status, json, bytes } = await ask(createHandler(desk), asked);
  expect(status).toBe(200);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  return json;
};

type Content = { text: string; html?: string; files?: InboundAttachment[] };

/** A message of Anna's, as all messages are stored. */
function write(ticketId: string, number: number, { text, html, files = [] }: Content) {
  const at = new Date(Date.parse('2026-11-30T09:00:00.000Z') + number * 1_000).toISOString();
  const whose = { author: 'customer', by: 'anna@rossi.example', verified: true, kind: 'public' } as const;
  const message = newMessage({
    ticketId,
    source: `mail:${number}`,
    at,
    subject: `Mail ${number}`,
    text,
    warnings: [],
    ...whose,
  });
  return storeMessage(desk, message, { html, files });
}

/** All messages of a ticket, from its own answer back to the oldest, and how many answers that took. */
async function allMessages(ticketId: string) {
  let { messages, olderMessages } = await get(`/api/tickets/${ticketId}`);
  let answers = 1;
  for (; olderMessages !== null; answers += 1) {
    const page = await get(`/api/tickets/${ticketId}/messages`, olderMessages);
    messages = [...page.messages, ...messages];
    olderMessages = page.olderMessages;
  }
  return { messages, answers };
}

const numbersOf = (messages: { subject: string }[]) => messages.map(({ subject }) => Number(subject.split(' ')[1]));

describe('a ticket of two hundred messages of 250 kB, text and HTML', () => {
  const SIZE = 250_000;
  const text = 'The door does not open. '.padEnd(SIZE, 'Nobody gets in. ');
  const html = `<p>${text}</p>`;
  let id: string;
  beforeAll(async () => {
    ({ id } = await waitingTicket(desk, { source: 'mail:long', subject: 'Mail -1', text: 'First.' }));
    for (let number = 0; number < 200; number += 1) await write(id, number, { text, html });
  });

  it('is given in answers of 4 MB at most, each message once', async () => {
    const { messages, answers } = await allMessages(id);
    expect(numbersOf(messages)).toEqual(Array.from({ length: 201 }, (_, number) => number - 1));
    expect(answers).toBeGreaterThan(3);
  });

  it('has each of them whole behind its links', async () => {
    const { messages } = await get(`/api/tickets/${id}`);
    const { wholeText, html: part } = messages.at(-1);
    expect([wholeText.size, part.size]).toEqual([SIZE, html.length]);
    const contents = [wholeText, part].map(async ({ url }: { url: string }) => {
      const { headers } = await ask(createHandler(desk), { path: new URL(url).pathname });
      return (await fetch(String(headers.location))).text();
    });
    expect(await Promise.all(contents)).toEqual([text, html]);
  });
});

it('messages with two hundred files each, and texts that JSON makes six times as long, are pages of 4 MB too', async () => {
  const { id } = await waitingTicket(desk, { source: 'mail:files', subject: 'Mail -1' });
  const content = Buffer.from('x');
  const files = Array.from({ length: 200 }, (_, number) => {
    const filename = `${number}${'漢'.repeat(40)}.pdf`;
    return { filename, contentType: 'application/pdf', size: 1, content, inline: false };
  });
  for (let number = 0; number < 3; number += 1) await write(id, number, { text: '\u0001'.repeat(8_000), files });
  for (let number = 3; number < 60; number += 1) await write(id, number, { text: '\u0001'.repeat(8_000) });
  const { messages } = await allMessages(id);
  expect(numbersOf(messages)).toEqual(Array.from({ length: 61 }, (_, number) => number - 1));
  const { attachments, warnings } = messages[1];
  expect(attachments.length).toBeGreaterThan(100);
  // What is not listed is told.
  const told = `only ${attachments.length} of 200 attachments are listed; all are in the raw mail`;
  expect(warnings).toEqual(attachments.length < 200 ? [told] : []);
});

it('a trail of two thousand lines is given in answers of 4 MB at most, each line once', async () => {
  const { id } = await waitingTicket(desk, { source: 'mail:trail', subject: 'Mail -1' });
  for (let number = 0; number < 2_000; number += 10) {
    const current = (await desk.tickets.get(id)) as Ticket;
    const lines = Array.from({ length: 10 }, (_, line) => ({
      ...{ at: desk.now().toISOString(), by: `agent:${ada.id}`, action: 'noted', detail: `line ${number + line}` },
    }));
    await desk.tickets.save({ ...current, audit: [...current.audit, ...lines] });
  }
  let { trail, olderTrail } = await get(`/api/tickets/${id}`);
  let details = trail.filter(({ action }: { action: string }) => action === 'noted');
  for (; olderTrail !== null; ) {
    const page = await get(`/api/tickets/${id}/trail`, olderTrail);
    details = [...page.trail, ...details];
    olderTrail = page.olderTrail;
  }
  const [opened, ...noted] = details.map(({ detail }: { detail: string }) => detail);
  expect(opened).toContain('24 h');
  expect(noted).toEqual(Array.from({ length: 2_000 }, (_, number) => `line ${number}`));
});

it('a page of a hundred tickets with the longest of everything is far below', async () => {
  for (let number = 0; number < 100; number += 1) {
    const requester = { address: `a@${'d'.repeat(200)}.example`, name: '漢'.repeat(200), verified: true };
    await waitingTicket(desk, {
      ...requestOf(desk),
      source: `mail:list ${number}`,
      subject: '漢'.repeat(900),
      requester,
    });
  }
  const { bytes } = await ask(createHandler(desk), {
    ...{ path: '/api/tickets', query: 'limit=100', claims: { email: 'ada@support.example' } },
  });
  expect(bytes).toBeLessThan(200_000);
});
