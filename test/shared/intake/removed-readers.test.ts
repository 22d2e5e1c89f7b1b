import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { presentStory } from '../../../shared/present/present-story.ts';
import { wasRemoved } from '../../../shared/ticket/removed-readers.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf, ticketsOf } from '../../support/stories.ts';

/**
 * Whom an agent removed is copied further on by everybody's mail program: they are proposed, and read nothing until an agent says so
 * (docs/promise.md section 9).
 */

const SUPPORT = 'help@support.example';
const ADA = 'ada@support.example';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const CARLA = 'carla@rossi.example';

let desk: MemoryDesk;
let id: string;
let mails = 0;

/** A ticket of Anna's that Bea and Carla read. */
beforeEach(async () => {
  desk = deskOf();
  const participants = [{ address: BEA }, { address: CARLA }];
  id = (await openTicket(desk, requestOf(desk, { participants }))).ticket.id;
  await desk.team.drain();
});

const by = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const ticketNow = () => getTicket(desk, id);
const remove = (address: string) => removeReader(desk, { ...by(), address });

type Mail = { from?: string; to?: string; cc?: string; fields?: string; text?: string };

async function write(mail: Mail = {}, change: Partial<ReceivedMail> = {}): Promise<Ticket> {
  const { from = ANNA, to = SUPPORT, cc = '', fields = '', text = 'Any news?' } = mail;
  desk.pass(60);
  desk.sent.length = 0;
  const number = ++mails;
  const head = [`Message-ID: <w${number}@x.example>`, `From: ${from}`, `To: ${to}`, ...(cc && [`Cc: ${cc}`])];
  const raw = `${head.join('\n')}\n${fields}Subject: Re: [${id}] The door\n\n${text} ${number}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `w${number}`, envelopeFrom: from, ...change }));
  await desk.team.drain();
  return ticketNow();
}

/** Whom an answer that is given now really goes to. */
async function readers(ticketId = id): Promise<string[]> {
  desk.sent.length = 0;
  const one = { source: `test:${++mails}`, text: 'The key is 4711.', attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ...by(), ticketId, ...one, attachments: [], receivedAt: desk.now().toISOString() });
  return desk.sent.filter(({ text }) => text.includes('4711')).map(({ recipient }) => recipient);
}

const notice = () => desk.sent.findLast(({ recipient }) => recipient === ADA)?.text.replaceAll('\n', ' ') ?? '';

const REMOVED: [string, () => Promise<unknown>][] = [
  ['by the API', () => remove(BEA)],
  [
    'by #remove',
    () =>
      write({
        from: ADA,
        to: replyAddress('a signing key for tests only', SUPPORT, { ticketId: id, agentId: 'ada' }),
        text: `#remove ${BEA}\n\nNote`,
      }),
  ],
  [
    'out of those proposed',
    async () => {
      await remove(BEA);
      await write({ cc: BEA });
      await remove(BEA);
    },
  ],
  [
    'in place of the requester',
    async () => {
      await correctRequester(desk, { ...by(), requester: { address: BEA } });
      await correctRequester(desk, { ...by(), requester: { address: ANNA } });
    },
  ],
];

const COPIED: [string, () => Mail][] = [
  ['in Cc of the requester’s', () => ({ cc: BEA })],
  ['in To of the requester’s', () => ({ to: `${SUPPORT}, Bea <${BEA}>` })],
  ['in other letters', () => ({ cc: 'Bea@Rossi.Example' })],
  ['in Cc of a participant’s', () => ({ from: CARLA, cc: BEA })],
  ['as where the requester reads', () => ({ fields: `Reply-To: ${BEA}\n` })],
];

describe.each(REMOVED)('whoever was removed %s', (_, removed) => {
  it.each(COPIED)('is proposed, and reads nothing: %s', async (_how, mailOf) => {
    await removed();
    const ticket = await write(mailOf());
    expect(ticket.participants.map(({ address }) => address)).not.toContain(BEA);
    expect(ticket.requester.address).toBe(ANNA);
    expect(ticket.proposed).toMatchObject([{ address: BEA }]);
    expect(notice()).toMatch(/Proposed: +bea@rossi\.example \(was removed before\): they read nothing/);
    expect(await readers()).not.toContain(BEA);
  });

  it('reads again once an agent adds them, whoever copies them then', async () => {
    await removed();
    await write({ cc: BEA });
    await addReader(desk, { ...by(), address: BEA });
    const ticket = await write({ cc: BEA });
    expect([ticket.proposed, ticket.removedReaders]).toEqual([undefined, undefined]);
    expect(await readers()).toContain(BEA);
  });
});

it('others whom the same mail copies join', async () => {
  await remove(BEA);
  const ticket = await write({ cc: `${BEA}, dora@rossi.example` });
  expect(ticket.participants).toMatchObject([{ address: CARLA }, { address: 'dora@rossi.example' }]);
  const { warnings } = (await messagesOf(desk, id)).at(-1) ?? {};
  expect(warnings).toContain(`not copied, an agent removed them before: ${BEA}`);
});

it('the words say it in Italian, and the API too', async () => {
  desk.settings = { ...desk.settings, defaults: { ...desk.settings.defaults, language: 'it' } };
  await remove(BEA);
  const ticket = await write({ cc: BEA });
  expect(notice()).toContain(`${BEA} (prima rimosso)`);
  const story = presentStory(ticket, await desk.tickets.messages(id), () => '');
  expect(story.proposed).toEqual([{ address: BEA, name: null, wasRemoved: true }]);
});

it('who is proposed for the first time is shown as ever', async () => {
  await write({ cc: 'dora@rossi.example' }, { authenticated: false });
  expect(notice()).not.toContain('was removed before');
});

it('a mail of before, delivered after, does not bring them back', async () => {
  const { receivedAt } = arrives(desk, '');
  desk.pass(600);
  await remove(BEA);
  const ticket = await write({ cc: BEA }, { receivedAt });
  expect(ticket.participants).toEqual([{ address: CARLA }]);
});

it('a Reply-To to them says to the agents why it is not followed', async () => {
  await remove(BEA);
  await write({ fields: `Reply-To: ${BEA}\n` });
  expect(await readers()).toEqual([ANNA, CARLA]);
  const { warnings } = (await messagesOf(desk, id)).find(({ warnings: all }) => all.length > 0) ?? {};
  expect(warnings?.join()).toContain(`answers do not go to ${BEA}, as the requester's Reply-To asks`);
});

it('becomes the requester by an agent’s word, and is gone no more', async () => {
  await remove(BEA);
  const ticket = await correctRequester(desk, { ...by(), requester: { address: BEA } });
  expect(wasRemoved(ticket, BEA)).toBe(false);
  expect(wasRemoved(ticket, ANNA)).toBe(true);
});

describe('the mail that opened a ticket, which comes again proved', () => {
  const comes = async (name: string, authenticated: boolean, fields = '') => {
    desk.pass(60);
    const head = `Message-ID: <open@x.example>\nDate: Mon, 30 Nov 2026 09:00:00 +0100\nFrom: ${ANNA}\n${fields}`;
    const raw = `${head}To: ${SUPPORT}\nCc: ${BEA}\nSubject: Gate\n\nIt is shut.\n`;
    await receiveMail(desk, arrives(desk, raw, { id: name, authenticated }));
    return (await ticketsOf(desk)).find(({ subject }) => subject === 'Gate') as Ticket;
  };

  it.each(['', `Reply-To: ${BEA}\n`])(
    'does not bring in whom an agent took from those proposed: %j',
    async (fields) => {
      const { id: opened } = await comes('list', false);
      await removeReader(desk, { ...by(), ticketId: opened, address: BEA });
      const lifted = await comes('direct', true, fields);
      expect(lifted).toMatchObject({ participants: [], proposed: [{ address: BEA }], silent: false });
      expect(lifted.requester).toMatchObject({ address: ANNA, verified: true });
      expect(await readers(opened)).toEqual([ANNA]);
    },
  );
});

describe('a ticket that goes on for another', () => {
  const twin = async (change: Parameters<typeof requestOf>[1] = {}) => {
    desk.pass(60);
    const { ticket } = await openTicket(desk, requestOf(desk, { source: 'mail:twin', ...change }));
    return ticket.id;
  };
  const closeAs = (ticketId: string, of: string) =>
    changeState(desk, { ...by(), ticketId, state: 'closed', reason: 'duplicate', twin: of });

  it('keeps out whoever was removed from that one', async () => {
    const other = await twin();
    await remove(BEA);
    await closeAs(id, other);
    await write({ cc: BEA });
    const { participants, proposed } = await getTicket(desk, other);
    expect(participants).toEqual([]);
    expect(proposed).toMatchObject([{ address: CARLA }, { address: BEA }]);
  });

  it('keeps its own readers', async () => {
    const other = await twin({ participants: [{ address: BEA }] });
    await remove(BEA);
    await closeAs(id, other);
    expect(await readers(other)).toContain(BEA);
    expect(wasRemoved(await getTicket(desk, other), BEA)).toBe(false);
  });

  it('gives back none whom an agent removed from it, when the duplicate opens again', async () => {
    const other = await twin({ participants: [{ address: BEA }, { address: 'dora@rossi.example' }] });
    await closeAs(id, other);
    await removeReader(desk, { ...by(), ticketId: other, address: BEA });
    await removeReader(desk, { ...by(), ticketId: other, address: 'dora@rossi.example' });
    await changeState(desk, { ...by(), state: 'waiting' });
    expect(await readers()).toEqual([ANNA, CARLA]);
    await write({ cc: `${BEA}, dora@rossi.example` });
    expect(await readers()).toEqual([ANNA, CARLA]);
  });

  it('does not take in the other’s requester, whom an agent removed here', async () => {
    const other = await twin({ requester: { address: BEA, verified: true } });
    await remove(BEA);
    await expect(closeAs(other, id)).rejects.toMatchObject({ status: 422 });
    expect((await ticketNow()).participants).toEqual([{ address: CARLA }]);
    expect(wasRemoved(await ticketNow(), BEA)).toBe(true);
  });

  it.each(['', `Reply-To: ${BEA}\n`])(
    'since its requester wrote again late, does not take them in: %j',
    async (fields) => {
      await remove(BEA);
      await readers();
      await changeState(desk, { ...by(), state: 'closed' });
      desk.pass(30 * 24 * 60 * 60);
      await write({ cc: `${BEA}, dora@rossi.example`, fields });
      const next = (await ticketsOf(desk)).find((each) => each.id !== id) as Ticket;
      expect(next.links).toMatchObject([{ ticket: id, kind: 'follows' }]);
      expect(next).toMatchObject({ participants: [{ address: 'dora@rossi.example' }], proposed: [{ address: BEA }] });
      expect(next.requester.address).toBe(ANNA);
      expect(await readers(next.id)).toEqual([ANNA, 'dora@rossi.example']);
    },
  );
});
