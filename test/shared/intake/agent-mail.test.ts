import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { misplacedProblem } from '../../../shared/mail/commands.ts';
import { NOTICE_END, REPLY_MARKER } from '../../../shared/mail/reply-marker.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { claimed } from '../../../shared/use-cases/steps/relay.ts';
import { resumeRelay } from '../../../shared/use-cases/steps/resume-relay.ts';
import { newNote, storeMessage } from '../../../shared/use-cases/steps/store-message.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What of an agent's mail reaches the customer: what the agent wrote around the notice, without commands. */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const CUSTOMER = 'anna@rossi.example';
const NOTICE = `${REPLY_MARKER}\n\nNew ticket: T-4F7K2M9Q\n\nPlan: Basic\n\n${NOTICE_END}`;
const MARKED = `On Mon, 30 Nov 2026 at 10:30, Acme <${SUPPORT}> wrote:\n\n${NOTICE.replace(/^/gm, '> ')}`;
const OUTLOOK = `From: Acme <${SUPPORT}>\nSent: Monday, November 30, 2026 10:30 AM\nTo: Ada\nSubject: [T-4F7K2M9Q] P1 x\n\n${NOTICE}`;

let mails = 0;
let desk: MemoryDesk;
let ticket: Ticket;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk);
});

async function fromAda(body: string) {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const header = `Message-ID: <${++mails}@x.example>\nFrom: ada@support.example\nTo: ${address}\nSubject: Re: x`;
  await receiveMail(desk, arrives(desk, `${header}\n\n${body}\n`, { id: `ses-${mails}`, recipients: [address] }));
}

const toCustomer = () => desk.sent.filter(({ to }) => to[0]?.address === CUSTOMER).map(({ text }) => text);
const state = async () => (await desk.tickets.get(ticket.id))?.state;
const notes = async () => (await messagesOf(desk, ticket.id)).filter(({ kind }) => kind === 'note');

describe('an agent’s mail', () => {
  it.each([
    ['below the quote', `${MARKED}\n\nIt works again.`],
    ['between its lines', MARKED.replace('> Plan', '\nIt works again.\n\n> Plan')],
    ['below what Outlook quotes without marks', `${OUTLOOK}\n\nIt works again.`],
  ])('that answers %s is sent, and nothing of the notice', async (_, body) => {
    await fromAda(body);
    expect(toCustomer()).toHaveLength(1);
    expect(toCustomer()[0]).toMatch(/^It works again\.\n/);
    expect(toCustomer()[0]).not.toMatch(/##|Plan|Basic/);
    expect(await state()).toBe('answered');
  });

  it.each(['-- \nAda', '--\nAda', '-- \nAda\nSupport\nTel. +39 0471 1', 'Viele Grüße\nAda\n\n-- \nDesk GmbH'])(
    'is a note for the command below the signature %j, with a quote below or without, and in its midst',
    async (signature) => {
      for (const below of ['', `\n\n${MARKED}`, `\n\n${OUTLOOK}`]) {
        for (const gap of ['\n', '\n\n']) await fromAda(`Secret 4711\n\n${signature}${gap}#note${below}`);
        await fromAda(`Secret 4711\n\n${signature}\n#note\nExample Ltd${below}`);
      }
      expect(toCustomer()).toEqual([]);
      expect((await notes()).filter(({ text }) => text.startsWith('Secret'))).toHaveLength(9);
    },
  );

  it('is sent with a hash tag in the signature', async () => {
    await fromAda('It works again.\n\n-- \nAda\n#TeamAcme');
    expect(toCustomer()).toHaveLength(1);
  });

  it.each(['> #note', '- #note', '* #note', '`#note`', '[#note](https://x.example)', '“#note”'])(
    'is held, and its writer told, for a command among signs: %s',
    async (line) => {
      const places = [`${line}\nSecret`, `Secret\n${line}`, `Secret\n\n${line}`, `Secret\n${line}\nSecret 2`];
      for (const below of ['', `\n\n${MARKED}`, `\n\n${OUTLOOK}`, `\n\n${NOTICE.replace(/^/gm, '> ')}`]) {
        for (const own of places) await fromAda(own + below);
      }
      expect(toCustomer()).toEqual([]);
      expect(await state()).toBe('waiting');
      expect(mailed(desk).length).toBeGreaterThan(0);
    },
  );

  it('whose words cannot be told from the notice is kept as a note, and the agent is told what to do', async () => {
    await fromAda(OUTLOOK.replace('Plan', 'It works again.\nPlan'));
    expect(toCustomer()).toEqual([]);
    expect(await state()).toBe('waiting');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('write above its first line or below its last one');
    expect((await notes()).map(({ text }) => text).join()).toContain('It works again.');
  });

  it('with a command on its last line is sent without it, and the command is carried out', async () => {
    await fromAda(`It works again.\n\n#close\n\n${MARKED}`);
    expect(toCustomer()[0]).toMatch(/^It works again\.\n/);
    expect(toCustomer()[0]).not.toContain('#close');
    expect(await state()).toBe('closed');
  });

  it('with a command in the middle is sent to nobody, and the agent is told', async () => {
    await fromAda('#assign me\nIt works again.\n#close\nBye, Ada');
    expect(toCustomer()).toEqual([]);
    expect(await desk.tickets.get(ticket.id)).toMatchObject({ state: 'waiting' });
    expect((await desk.tickets.get(ticket.id))?.assignee).toBeUndefined();
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('a command in the middle of the text: #close');
    expect((await notes()).map(({ text }) => text)).toContain('It works again.\n#close\nBye, Ada');
  });

  it.each([
    'It works again. #close',
    'Va di nuovo.\n\nSistemato. #close',
    'Hi,\n#  note\nThey never pay.',
    '#  note\nThey never pay.',
  ])('with a command that cannot be carried out is sent to nobody: %j', async (text) => {
    await fromAda(text);
    expect(toCustomer()).toEqual([]);
    expect(await state()).toBe('waiting');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('Nothing went to the customer');
    expect(desk.sent[0]?.text).toMatch(/#close – Put it on a line of its own|# {2}note/);
  });

  it('held back for a command in the middle stays so when a desk that died is gone on with', async () => {
    const problems = { warnings: [misplacedProblem('#close')] };
    const at = '2026-11-30T08:10:00.000Z';
    const note = newNote(ada, {
      ticketId: ticket.id,
      source: 'mail:two:commands',
      at,
      text: '#assign me',
      ...problems,
    });
    const { key } = await storeMessage(desk, claimed(desk, note), { files: [] });
    desk.pass(91);
    await resumeRelay(desk, { ticketId: ticket.id, messageKey: key });
    expect((await desk.tickets.get(ticket.id))?.assignee).toBeUndefined();
    expect(mailed(desk)).toEqual(['ada@support.example']);
  });
});

describe('a customer’s mail on a ticket', () => {
  it('is stored whole, and the notice says how many lines it does not show', async () => {
    const body = `It prints.\n\nOn Mon, 30 Nov 2026 at 10:30, Acme <${SUPPORT}> wrote:\n> Does it?\n> Nora`;
    const header = `Message-ID: <re@rossi.example>\nFrom: ${CUSTOMER}\nTo: ${SUPPORT}\nSubject: Printer`;
    const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id });
    await receiveMail(desk, arrives(desk, `${header}\n\n${body}\n`, { id: `ses-${mails}`, recipients: [address] }));
    const message = (await messagesOf(desk, ticket.id)).at(-1);
    expect(message).toMatchObject({ replyText: 'It prints.', hiddenLines: 3 });
    expect(message?.text.trim()).toBe(body);
    expect(desk.sent.at(-1)?.text).toContain('3 lines are not shown here (quote, signature): see the ticket');
  });
});
