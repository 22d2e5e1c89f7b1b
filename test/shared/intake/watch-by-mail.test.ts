import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/** `#ask`, and whose answer ends the watch (docs/promise.md sections 5 and 7). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';

let desk: MemoryDesk;
let ticket: Ticket;
let signed: string;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { priority: 1 });
  signed = replyAddress(KEY, SUPPORT, { ticketId: ticket.id });
  desk.pass(600);
});

const mail = (from: string, body: string, more = '') =>
  `Message-ID: <${from.length}-${body.length}@x.example>\nFrom: ${from}\nTo: ${SUPPORT}\n${more}\n${body}\n`;

async function fromAda(body: string) {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const raw = mail('ada@support.example', body).replace(`To: ${SUPPORT}`, `To: ${address}`);
  await receiveMail(desk, arrives(desk, raw, { recipients: [address] }));
}

const watchOf = async () => (await getTicket(desk, ticket.id)).watch;

describe('#ask', () => {
  it('asks the customer of a P1, who is told by when to answer', async () => {
    await fromAda('#ask\n\nWhich till is it?');
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(desk.sent[0]?.text).toMatch(/^Which till is it\?\n\nPer proseguire ci serve la tua risposta\./);
    expect(await watchOf()).toMatchObject({ askedBy: 'ada' });
    expect(
      (await messagesOf(desk, ticket.id)).find(({ kind, author }) => author === 'agent' && kind === 'public')?.asks,
    ).toBe(true);
  });

  it('on another priority answers all the same, and the agent hears that nobody is waited for', async () => {
    desk = deskOf();
    ticket = await waitingTicket(desk, { priority: 3 });
    await fromAda('#ask\n\nWhich till is it?');
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'ada@support.example']);
    expect(desk.sent[0]?.text).not.toContain('Per proseguire');
    expect(desk.sent[1]?.text).toContain('#ask: only the customer of a P1 is waited for, and this is a P3');
    expect(await watchOf()).toBeUndefined();
  });

  it('without a word to the customer asks nothing, and the agent hears it', async () => {
    await fromAda('#ask');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('#ask: there is no answer that asks');
  });

  it('beside #close closes, and nobody is waited for', async () => {
    await fromAda('#ask\n#close\n\nDoes it work now?');
    expect(await getTicket(desk, ticket.id)).toMatchObject({ state: 'closed', watch: { ended: { why: 'closed' } } });
  });
});

describe('while the customer is waited for', () => {
  beforeEach(async () => {
    const answer = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'Which till?', attachments: [] };
    await respond(desk, { ...answer, receivedAt: desk.now().toISOString(), asks: true, tellBy: 'call' });
    desk.pass(60);
  });

  const ended = async () => (await watchOf())?.ended?.why;

  it('a proved mail of the requester ends the watch, and its timer goes', async () => {
    await receiveMail(desk, arrives(desk, mail('anna@rossi.example', 'The first.'), { recipients: [signed] }));
    expect(await ended()).toBe('the customer wrote');
    expect((await getTicket(desk, ticket.id)).timer.next).toBeUndefined();
    expect(desk.scheduled.size).toBe(0);
  });

  it('so does an unproved one to the signed address', async () => {
    const unproved = arrives(desk, mail('anna@rossi.example', 'The first.'), {
      recipients: [signed],
      authenticated: false,
    });
    await receiveMail(desk, unproved);
    expect(await ended()).toBe('the customer wrote');
  });

  it('and one that was delivered twice ends it once', async () => {
    const received = arrives(desk, mail('anna@rossi.example', 'The first.'), { recipients: [signed] });
    await receiveMail(desk, received);
    await receiveMail(desk, received);
    const { audit } = await getTicket(desk, ticket.id);
    expect(audit.filter(({ action }) => action === 'watch ended')).toHaveLength(1);
  });

  it.each([
    ['an unproved mail that only knows an id', 'anna@rossi.example', [SUPPORT], false, 'References: THREAD\n'],
    ['a stranger who holds the signed address', 'eve@evil.example', ['SIGNED'], false, ''],
    ['a proved stranger', 'eve@evil.example', ['SIGNED'], true, ''],
    ['an automatic answer of the requester', 'anna@rossi.example', ['SIGNED'], true, 'Auto-Submitted: auto-replied\n'],
  ])('%s does not', async (_, from, recipients, authenticated, header) => {
    const thread = threadId(KEY, SUPPORT, ticket.id);
    const raw = mail(from, 'The first.', header.replace('THREAD', thread));
    const to = recipients.map((each) => each.replace('SIGNED', signed));
    await receiveMail(desk, arrives(desk, raw, { recipients: to, authenticated }));
    expect(await ended()).toBeUndefined();
    expect((await getTicket(desk, ticket.id)).timer.next).toMatchObject({ kind: 'watch' });
  });

  it.each([
    ['a rule that passes mail on in the requester’s name', 'Fwd: newsletter'],
    ['a monitor', 'ALARM'],
  ])('%s does not, though the agents hear of it', async (_, subject) => {
    const header = `Auto-Submitted: auto-generated\nSubject: ${subject} [${ticket.id}]\n`;
    desk.sent.length = 0;
    await receiveMail(desk, arrives(desk, mail('anna@rossi.example', 'Disk 2 is full.', header)));
    await desk.team.drain();
    expect(await messagesOf(desk, ticket.id)).toHaveLength(3);
    expect(mailed(desk)).toEqual(expect.arrayContaining(['ada@support.example']));
    expect(await ended()).toBeUndefined();
    expect((await getTicket(desk, ticket.id)).timer.next).toMatchObject({ kind: 'watch' });
    await receiveMail(
      desk,
      arrives(desk, mail('anna@rossi.example', 'The first till.'), { recipients: [signed], id: 'own' }),
    );
    expect(await ended()).toBe('the customer wrote');
  });

  it('a mail that was written before the question left does not answer it', async () => {
    const early = arrives(desk, mail('anna@rossi.example', 'Any news?'), { recipients: [signed] });
    await receiveMail(desk, { ...early, receivedAt: '2026-11-30T08:09:00.000Z' });
    expect(await ended()).toBeUndefined();
  });
});
