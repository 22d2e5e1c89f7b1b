import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * A text of a message that another took the place of, in the bucket: of what is hidden, no object stays that is not due. It may be replaced by
 * a proved copy, or by two agents who hide at once.
 */

const SECRET = 'hunter2-Xyz!';
const ANNA = 'anna@rossi.example';
const LONG = 'All is down, and so on. '.repeat(500);

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

type Copy = { isProved: boolean; footer?: string; text?: string; html?: boolean; head?: string };

/** A mail, as a list passes it on (`footer`) or as it came straight. */
function comes({ isProved, footer = '', text = `The password is ${SECRET}.`, html = true, head }: Copy) {
  desk.pass(60);
  const id = `ses-${++mails}`;
  const body = `${text}\n${footer && `\n_______________\n${footer}\n`}`;
  const parts = [
    `--b\nContent-Type: text/plain; charset=utf-8\n\n${body}`,
    ...(html
      ? [`--b\nContent-Type: text/html; charset=utf-8\n\n<p>${text}</p>${footer && `<hr><p>${footer}</p>`}`]
      : []),
  ];
  const raw = [
    `From: ${ANNA}`,
    'To: help@support.example',
    'Subject: Door',
    'Message-ID: <one@rossi.example>',
    'Date: Mon, 30 Nov 2026 09:00:00 +0100',
    ...(head ? [head] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    ...parts,
    '--b--',
    '',
  ].join('\n');
  return receiveMail(desk, arrives(desk, raw, { id, authenticated: isProved, envelopeFrom: ANNA }));
}

async function message() {
  const tickets = await ticketsOf(desk);
  const all = await Promise.all(tickets.map(({ id }) => messagesOf(desk, id)));
  const found = all.flat().find(({ messageId }) => messageId === '<one@rossi.example>');
  if (!found) throw new Error('there is no such message');
  return found;
}

async function hiding(words: string | undefined, agent = ada) {
  const { ticketId, key: messageKey } = await message();
  return redact(desk, { ticketId, messageKey, words, agent, at: desk.now().toISOString() });
}

/** Objects of the bucket that show one of these, and that nobody would delete. */
async function forgotten(...words: string[]): Promise<string[]> {
  const { redaction } = await message();
  return [...desk.stored]
    .filter(([key, { content }]) => !redaction?.due.includes(key) && words.some((word) => content.includes(word)))
    .map(([key]) => key);
}

const joining = async () => {
  await waitingTicket(desk, { messageId: '<first@rossi.example>' });
  return 'In-Reply-To: <first@rossi.example>';
};

describe.each([
  ['that opened a ticket', async () => undefined],
  ['that joined one', joining],
])('a mail %s, and comes again proved', (_, given) => {
  const FORMS: [string, Partial<Copy>][] = [
    ['with HTML', {}],
    ['with a long text', { text: `${LONG}${SECRET} ${LONG}`, html: false }],
    ['with both', { text: `${LONG}${SECRET} ${LONG}` }],
  ];
  it.each(FORMS.flatMap(([name, form]) => [SECRET, undefined].map((words) => ({ name, form, words }))))(
    'leaves due what it had before, $name, when $words is hidden',
    async ({ form, words }) => {
      const head = await given();
      await comes({ ...form, isProved: false, footer: 'users mailing list', ...(head && { head }) });
      const before = await message();
      await comes({ ...form, isProved: true, ...(head && { head }) });
      expect(await message()).toMatchObject({ verified: true });
      await hiding(words);
      expect(await forgotten(SECRET)).toEqual([]);
      const due = (await message()).redaction?.due ?? [];
      for (const text of [before.html, before.wholeText]) if (text) expect(due).toContain(text.key);
      expect(new Set(due).size).toBe(due.length);
    },
  );

  it.each(['before', 'after'])('leaves nothing when something is hidden just %s it is written', async (when) => {
    const head = await given();
    await comes({ isProved: false, footer: 'users mailing list', ...(head && { head }) });
    const { rewriteMessage } = desk.tickets;
    desk.tickets.rewriteMessage = async (...writes) => {
      desk.tickets.rewriteMessage = rewriteMessage;
      if (when === 'before') await hiding(SECRET);
      const isWritten = await rewriteMessage(...writes);
      if (when === 'after') await hiding(SECRET);
      return isWritten;
    };
    await comes({ isProved: true, ...(head && { head }) });
    expect(await forgotten(SECRET)).toEqual([]);
    expect((await message()).text).not.toContain(SECRET);
  });

  it('stays as its proved copy has it when something was about to be hidden in the one before', async () => {
    const head = await given();
    await comes({ isProved: false, footer: 'users mailing list', ...(head && { head }) });
    const { rewriteMessage } = desk.tickets;
    desk.tickets.rewriteMessage = async (...writes) => {
      desk.tickets.rewriteMessage = rewriteMessage;
      await comes({ isProved: true, ...(head && { head }) });
      return rewriteMessage(...writes);
    };
    await hiding(SECRET);
    expect(await message()).toMatchObject({ verified: true, text: expect.not.stringContaining('mailing list') });
    expect(await forgotten(SECRET)).toEqual([]);
  });
});

describe('two agents who hide at once in one long text', () => {
  const OTHER = 'Please hurry up';
  it.each([
    ['words each', SECRET, OTHER],
    ['the same words', SECRET, SECRET],
    ['words, and all of it', SECRET, undefined],
    ['all of it, and words', undefined, OTHER],
  ])('leave none of it shown, nor in an object that is not due: %s', async (_, one, two) => {
    await comes({ isProved: true, text: `${LONG}${SECRET} ${LONG} ${OTHER} ${LONG}`, html: false });
    await Promise.all([hiding(one, ada), hiding(two, bruno)]);
    const hidden = [one, two].filter((words) => words !== undefined);
    expect(await forgotten(...hidden)).toEqual([]);
    const { wholeText, redaction } = await message();
    if (wholeText) expect(redaction?.due).not.toContain(wholeText.key);
  });
});
