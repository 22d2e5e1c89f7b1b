import { beforeEach, describe, expect, it } from 'vitest';
import { newlyDeclared } from '../../../shared/intake/newly-declared.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/** A priority that is newly declared on a ticket that waits (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const ANNA = 'anna@rossi.example';

let desk: MemoryDesk;
let ticket: Ticket;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk);
  desk.pass(600);
});

type Written = { from?: string; subject?: string; text?: string; more?: string; id?: string };

function written({ from = ANNA, subject = 'Re: The door', text = 'Still shut.', more = '', id = 'two' }: Written) {
  return `Message-ID: <${id}@x.example>\nFrom: ${from}\nTo: ${SUPPORT}\nSubject: ${subject}\n${more}\n${text}\n`;
}

/** A mail to the ticket's signed address. */
async function writes(mail: Written, change: Partial<ReceivedMail> = {}): Promise<Ticket> {
  const recipients = [replyAddress(KEY, SUPPORT, { ticketId: ticket.id })];
  await receiveMail(desk, arrives(desk, written(mail), { recipients, id: `ses-${mail.id ?? 'two'}`, ...change }));
  return getTicket(desk, ticket.id);
}

const noticeTo = (address: string) => desk.sent.filter(({ recipient }) => recipient === address).at(-1)?.text ?? '';
const UNPROVED = { authenticated: false };

describe('the requester, as a known writer, newly declares a higher priority', () => {
  it.each([
    ['in a line of the text', { text: 'Hello,\nP1\n\nNobody can work.' }],
    ['in a line of its word', { text: 'Priorità: 1\nNessuno entra.' }],
    ['by a tag in the subject', { subject: '[P1] Re: The door' }],
    ['by a word in the subject', { subject: 'URGENTE P1 Re: The door' }],
    ['in brackets before what is said', { text: '[P1] The whole shop is down.' }],
    ['before what is said', { text: 'Hello,\n\nP1! Everything is down now.' }],
    ['in a sentence that asks for it', { text: 'It got worse. Please raise it to P1.' }],
    ['in a sentence that says it', { text: 'Buongiorno,\nora è peggio.\nQuesto è un P1: cassa ferma.' }],
    ['above a quote', { text: 'Sev 1\n\nOn Monday Ada wrote:\n> Priority: 3' }],
  ])('%s: the ticket is raised, its clock is counted from then, and all are told', async (_, mail) => {
    const raised = await writes(mail);
    expect(raised).toMatchObject({
      priority: 1,
      declared: [{ priority: 1, at: '2026-11-30T08:10:00.000Z', raise: 'proved' }],
      clock: { version: 2, priority: 1, start: '2026-11-30T08:10:00.000Z', deadline: '2026-11-30T10:10:00.000Z' },
    });
    expect([...desk.scheduled]).toEqual([[`${ticket.id}.2`, '2026-11-30T09:40:00.000Z']]);
    expect(mailed(desk).toSorted()).toEqual(['ada@support.example', ANNA, 'bruno@support.example']);
    expect(noticeTo('ada@support.example')).toContain('The customer now declares priority 1: the ticket is raised.');
    expect(noticeTo('ada@support.example')).not.toMatch(/not verified/i);
    expect(noticeTo(ANNA)).toContain('ora ha priorità 1; aveva priorità 3');
    expect(noticeTo(ANNA)).toContain('lunedì 30 novembre 2026, 11:10');
  });

  it('unproved: once a ticket, and the agents read that it is not verified', async () => {
    const raised = await writes({ text: 'P2\nIt is worse.' }, UNPROVED);
    expect(raised).toMatchObject({ priority: 2, declared: [{ priority: 2, raise: 'unproved' }] });
    expect(noticeTo('ada@support.example')).toContain('Not verified');
    desk.pass(60);
    const again = await writes({ text: 'P1\nNothing works.', id: 'three' }, UNPROVED);
    expect(again).toMatchObject({ priority: 2, declared: [{ priority: 2 }], clock: { version: raised.clock.version } });
    expect(noticeTo('ada@support.example')).toContain('declares priority 1: nothing has changed');
    desk.pass(60);
    expect(await writes({ text: 'P1\nNothing works.', id: 'four' })).toMatchObject({ priority: 1 });
  });

  it('late in a long target: the earliest of the targets counts, each from its own declaration', async () => {
    // The P3 of Monday 9:00 is due on Wednesday at 17:00; a P2 takes 12 h from Wednesday at 9:00.
    desk.setNow('2026-12-02T08:00:00.000Z');
    const raised = await writes({ text: 'P2' });
    expect(raised).toMatchObject({
      priority: 2,
      clock: { version: 1, priority: 3, deadline: ticket.clock.deadline },
    });
    expect(raised.clock.counted).toEqual([
      { priority: 3, at: '2026-11-30T08:00:00.000Z' },
      { priority: 2, at: '2026-12-02T08:00:00.000Z' },
    ]);
  });

  it('with a level that is past already: it fires at once, and the customer is told of the time as late', async () => {
    const recipients = [replyAddress(KEY, SUPPORT, { ticketId: ticket.id })];
    const mail = arrives(desk, written({ text: 'P1' }), { recipients });
    desk.pass(4 * 3600);
    await receiveMail(desk, mail);
    expect(mailed(desk)).toContain('manager@support.example');
    expect(noticeTo(ANNA)).toContain('Siamo in ritardo');
    expect(noticeTo(ANNA)).not.toContain('Risposta entro');
  });

  it('once, however often the mail comes', async () => {
    await writes({ text: 'P1' });
    await changePriority(desk, {
      ticketId: ticket.id,
      agent: ada,
      at: desk.now().toISOString(),
      priority: 3,
      reason: 'no',
    });
    await changePriority(desk, {
      ticketId: ticket.id,
      agent: ada,
      at: desk.now().toISOString(),
      priority: 2,
      reason: 'so',
    });
    const before = await getTicket(desk, ticket.id);
    desk.sent.length = 0;
    const mail = { receivedAt: '2026-11-30T08:10:00.000Z' };
    expect((await writes({ text: 'P1' }, mail)).priority).toBe(before.priority);
    expect(mailed(desk)).toEqual([]);
  });
});

describe('a declaration that changes nothing', () => {
  const isUnchanged = async (after: Ticket) => {
    expect(after).toMatchObject({ priority: ticket.priority, clock: ticket.clock, declared: ticket.declared });
    expect(mailed(desk)).not.toContain(ANNA);
  };

  it('after an agent lowered the ticket: it is a proposal', async () => {
    ticket = await changePriority(desk, {
      ticketId: ticket.id,
      agent: ada,
      at: '2026-11-30T08:05:00.000Z',
      priority: 4,
      reason: 'a wish',
    });
    desk.sent.length = 0;
    await isUnchanged(await writes({ text: 'P1\nStill.' }));
    expect(noticeTo('ada@support.example')).toContain('so nothing has changed: raise it with #priority 1');
  });

  it.each<[string, Written, Partial<ReceivedMail>]>([
    ['from outside, and no urgent one', { from: 'mallory@evil.example', text: 'P3' }, {}],
    ['of a lower one', { text: 'P4' }, {}],
    ['of the same', { text: 'P3' }, {}],
  ])('%s: it is shown to the agents', async (_, mail, change) => {
    await isUnchanged(await writes(mail, change));
    expect(noticeTo('ada@support.example')).toMatch(/declares priority \d: nothing has changed/);
  });

  it.each<[string, Written]>([
    ['in the quote', { text: 'Any news?\n\nOn Monday Ada wrote:\n> P1\n> Hello' }],
    ['deep in the text', { text: 'a\nb\nc\nd\ne\nP1' }],
    ['in a sentence', { text: 'The cable in P1 is loose.' }],
    ['solved', { subject: 'P1 Re: The door - risolto' }],
    ['of another ticket', { text: 'The P1 of last week is resolved, thanks.' }],
    ['denied', { text: 'Non è un P1, con calma.' }],
    ['an urgent word alone', { text: 'URGENTE!' }],
  ])('since it is none: %s', async (_, mail) => {
    await isUnchanged(await writes(mail));
    expect(noticeTo('ada@support.example')).not.toContain('declares priority');
  });

  it('since the ticket’s subject has the tag, or the mail that it answers', async () => {
    ticket = await waitingTicket(desk, { source: 'mail:tagged', subject: '[P1] The door', priority: 3 });
    await isUnchanged(await writes({ subject: 'Re: [P1] The door' }));
    ticket = await waitingTicket(desk, { source: 'mail:plain', messageId: '<plain@x.example>' });
    await writes({ id: 'tagged', subject: '[P1] The door' });
    const says = (inReplyTo: string) => ({ subject: 'Re: [P1] The door', replyText: 'Still shut.', inReplyTo });
    expect(await newlyDeclared(desk, ticket, says('<tagged@x.example>'))).toBeUndefined();
    expect(await newlyDeclared(desk, ticket, says('<plain@x.example>'))).toBe(1);
  });

  it.each([
    ['on the ticket', () => [replyAddress(KEY, SUPPORT, { ticketId: ticket.id })]],
    ['in a ticket of their own', () => [SUPPORT]],
  ])('but not since an outsider wrote so under the id that it answers: %s', async (_, recipientsOf) => {
    const recipients = recipientsOf();
    const head = {
      from: 'mallory@evil.example',
      id: 'ours',
      subject: '[P1] [P2] x',
      more: `In-Reply-To: ${ticket.messageId}\n`,
    };
    await receiveMail(desk, arrives(desk, written(head), { recipients, id: 'ses-mallory', authenticated: false }));
    expect(
      await writes({ id: 'own', subject: 'Re: [P1] The door', more: 'In-Reply-To: <ours@x.example>\n' }),
    ).toMatchObject({
      priority: 1,
    });
  });

  it('an urgent word is shown to the agents', async () => {
    await writes({ text: 'È urgente, grazie.' });
    expect(noticeTo('ada@support.example')).toContain('The customer writes that it is urgent.');
  });
});

describe('a closed ticket', () => {
  it('withdrawn, is waiting again with a clock that starts with the message', async () => {
    await changeState(desk, {
      ticketId: ticket.id,
      agent: ada,
      at: desk.now().toISOString(),
      state: 'closed',
      reason: 'withdrawn',
    });
    desk.pass(600);
    const open = await writes({ text: 'It is shut again.' });
    expect(open).toMatchObject({
      state: 'waiting',
      clock: { start: '2026-11-30T08:20:00.000Z' },
      timer: { registered: true },
    });
    expect(open.cancelled).toBeUndefined();
    expect((await messagesOf(desk, ticket.id)).at(-1)?.text.trim()).toBe('It is shut again.');
    expect(noticeTo('ada@support.example')).toContain('this message has re-opened it');
  });

  it('withdrawn, stays closed for whoever is outside', async () => {
    await changeState(desk, {
      ticketId: ticket.id,
      agent: ada,
      at: desk.now().toISOString(),
      state: 'closed',
      reason: 'withdrawn',
    });
    desk.pass(600);
    expect((await writes({ from: 'mallory@evil.example' })).state).toBe('closed');
  });
});
