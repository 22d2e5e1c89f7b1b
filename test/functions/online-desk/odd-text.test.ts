import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import { followLinkFor } from '../../../shared/ticket/link-access.ts';
import { uploadKey } from '../../../shared/ticket/upload.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** What nobody types: whoever reads it must see what is there, and a page must be a page. Whatever field it is in. */

const KEY = 'a signing key for tests only';
const ANNA = 'anna@rossi.example';
const FORM = { name: 'Anna', email: ANNA, subject: 'The door', text: 'It is shut.', priority: '2' };

/** Controls, what turns the order of letters, what is not seen, and half a character. */
const ODD = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u{e0000}-\u{e007f}]|\p{Cs}/u;
const ALL_ODD = 'a\u0000b \u0007c \u202egpj.exe \u2067d \u{e0041}\u{e0042} \u0085 \ud800e \u001b[31m f\rg';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const browser = () => visit(createHandler(desk));
const made = () => new Date(desk.machineNow().getTime() - 60_000).toISOString();
const token = () => renderToken(KEY, made());

async function linkTo(id: string): Promise<string> {
  const ticket = await desk.tickets.get(id);
  if (!ticket) throw new Error(`there is no ${id}`);
  return new URL(followLinkFor(KEY, desk.settings, ticket, { address: ANNA, now: desk.now().toISOString() })).pathname;
}

/** Puts a file where the page's script does, and gives the field that says so. */
function uploaded(given: string, filename: string): string {
  const content = Buffer.from('abc');
  desk.stored.set(uploadKey(given.split('.')[0] ?? '', 0), { content, contentType: 'text/plain' });
  return JSON.stringify({ index: 0, filename, contentType: 'text/plain', size: 3 });
}

/** All that the desk has of it and shows of it: what is stored, what is mailed, and the customer's page. */
async function everywhere(): Promise<string[]> {
  await desk.team.drain();
  const [ticket] = await ticketsOf(desk);
  if (!ticket) throw new Error('no ticket was made');
  const messages = await messagesOf(desk, ticket.id);
  const page = await browser().get(`${await linkTo(ticket.id)}?lang=en`);
  return [
    page.text,
    ...textsIn([ticket, messages, desk.sent.map(({ subject, text, html }) => ({ subject, text, html }))]),
  ];
}

/** Every text of a value, whatever holds it. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const odd = (texts: readonly string[]) => texts.filter((text) => ODD.test(text));

describe('odd characters', () => {
  it.each(['name', 'subject', 'text'])('of a form are nowhere on the desk: %s', async (field) => {
    const sent = await browser().post('/desk/new?lang=en', { ...FORM, [field]: ALL_ODD, token: token() });
    expect(sent.status).toBe(303);
    const all = await everywhere();
    expect(odd(all)).toEqual([]);
    expect(all.some((text) => text.includes('gpj.exe'))).toBe(true);
  });

  it('of a message by link are nowhere on the desk', async () => {
    const { id } = await waitingTicket(desk);
    await browser().post(`${await linkTo(id)}/messages`, { token: token(), text: ALL_ODD });
    const all = await everywhere();
    expect(odd(all)).toEqual([]);
    // In the order in which it was written, as a mail's text.
    expect(all.join()).toContain('[U+202E]gpj.exe');
    expect(all.join()).toContain('f\ng');
  });

  it.each(['/desk/new', 'messages'])('of the name of a file are nowhere on the desk, by either way: %s', async (to) => {
    const name = 'door\u202egpj\u0007\u{e0041}.exe';
    const { id } = await waitingTicket(desk);
    const path = to === 'messages' ? `${await linkTo(id)}/messages` : to;
    const given = token();
    const file = new File(['a'], name, { type: 'text/plain' });
    const sent = await browser().post(path, { ...FORM, token: given, files: file, upload: uploaded(given, name) });
    expect(sent.status).toBe(303);
    const all = [...(await everywhere()), ...textsIn(await ticketsOf(desk))];
    expect(odd(all)).toEqual([]);
  });

  it.each(['name', 'email', 'subject', 'text', 'priority', 'number', 'upload'])(
    'are not on a page that is shown again: %s',
    async (field) => {
      const { id } = await waitingTicket(desk);
      const given = token();
      const wrong = { ...FORM, name: '', text: '', email: 'x', priority: '', token: given };
      const fields = { ...wrong, [field]: field === 'upload' ? uploaded(given, ALL_ODD) : ALL_ODD };
      for (const path of ['/desk/new', '/desk/link', `${await linkTo(id)}/messages`]) {
        for (const one of [fields, { ...fields, token: 'old' }]) {
          const { status, text } = await browser().post(`${path}?lang=en`, one);
          expect(odd([text])).toEqual([]);
          expect([303, 422]).toContain(status);
        }
      }
    },
  );
});

describe('a text', () => {
  it.each([
    ['line breaks', `begin${'\r\n'.repeat(30_000)}the end`],
    ['controls', `${'x'.repeat(19_999)}\u0000${'y'.repeat(3)}the end`],
    ['letters', `${'x'.repeat(20_000)}the end`],
  ])('that is too long by its %s is refused, and never loses its end', async (_, text) => {
    expect((await browser().post('/desk/new', { ...FORM, text, token: token() })).status).toBe(422);
    const { id } = await waitingTicket(desk);
    expect((await browser().post(`${await linkTo(id)}/messages`, { text, token: token() })).status).toBe(422);
  });

  it('is whole that is as long as a field holds, however its line breaks came', async () => {
    const text = `${'line\r\n'.repeat(3_998)}the end`;
    expect((await browser().post('/desk/new', { ...FORM, text, token: token() })).status).toBe(303);
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(desk.stored.get(message?.wholeText?.key ?? '')?.content.toString()).toMatch(/the end$/);
  });
});
