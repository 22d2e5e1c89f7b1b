import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { dismissOutside, fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, waitingTicket } from '../../support/stories.ts';

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

/** A ticket of Anna's to which Eve wrote, who knows no more than its number. */
async function withEve(text = 'I have the same.') {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  await evesMail(desk, id, { text });
  return { desk, id };
}

async function evesMail(
  desk: MemoryDesk,
  id: string,
  { text = 'More.', number = 1, subject = `Re: [${id}] The door` } = {},
) {
  desk.pass(60);
  const raw = [
    'From: Eve <eve@elsewhere.example>',
    `Subject: ${subject}`,
    `Message-ID: <eve-${number}@elsewhere.example>`,
    '',
    text,
    '',
  ].join('\n');
  await receiveMail(desk, arrives(desk, raw, { id: `eve-${number}`, envelopeFrom: 'eve@elsewhere.example' }));
}

const ticketOf = async (desk: MemoryDesk, id: string) => {
  const ticket = await desk.tickets.get(id);
  if (!ticket) throw new Error('no ticket');
  return ticket;
};

describe('what comes from outside', () => {
  it('is told to the agents, who read that it is, whom a reply goes to, and what to do', async () => {
    const { desk, id } = await withEve();
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    const [{ text = '' } = {}] = desk.sent;
    expect(text).toContain('From outside');
    expect(text).toContain('An answer goes to: anna@rossi.example\n');
    expect(text).toContain('#add eve@elsewhere.example');
    const { outside, participants, lastPublic } = await ticketOf(desk, id);
    expect(outside).toMatchObject([{ address: 'eve@elsewhere.example', name: 'Eve' }]);
    expect(participants).toEqual([]);
    expect(lastPublic.by).toBe('customer');
  });

  it('is settled by adding its writer, whose words then are the conversation’s', async () => {
    const { desk, id } = await withEve();
    const ticket = await addReader(desk, { ...by(desk, id), address: 'Eve@Elsewhere.example' });
    expect(ticket.participants).toEqual([{ address: 'eve@elsewhere.example', name: 'Eve', byAgent: true }]);
    expect(ticket.outside).toBeUndefined();
    expect(ticket.audit.at(-1)).toMatchObject({
      by: 'agent:ada',
      action: 'reader added',
      detail: 'eve@elsewhere.example',
    });
    const again = await addReader(desk, { ...by(desk, id), address: 'eve@elsewhere.example' });
    expect(again.version).toBe(ticket.version);
  });

  it('is dismissed, one message or all of one writer, and stays a message', async () => {
    const { desk, id } = await withEve();
    await evesMail(desk, id, { number: 2 });
    const [first] = (await ticketOf(desk, id)).outside ?? [];
    const once = await dismissOutside(desk, { ...by(desk, id), message: first?.message });
    expect(once.outside).toHaveLength(1);
    const twice = await dismissOutside(desk, { ...by(desk, id), address: 'eve@elsewhere.example' });
    expect(twice.outside).toBeUndefined();
    expect((await desk.tickets.messages(id)).messages).toHaveLength(3);
    await expect(dismissOutside(desk, by(desk, id))).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'message', message: 'nothing on this ticket is from outside' }],
    });
  });

  it('becomes a ticket of its own that shows nothing of the other, with a clock from its arrival', async () => {
    const { desk, id } = await withEve('My screen is black.');
    const at = desk.now().toISOString();
    desk.pass(3_600);
    desk.sent.length = 0;
    const { ticket, filed } = await fileOutside(desk, by(desk, id));
    expect(ticket.outside).toBeUndefined();
    expect(filed).toHaveLength(1);
    expect(filed[0]).toMatchObject({
      requester: { address: 'eve@elsewhere.example', name: 'Eve' },
      subject: 'Re: The door',
      clock: { start: at },
      participants: [],
    });
    expect(filed[0]?.customer).toBeUndefined();
    const { messages } = await desk.tickets.messages(filed[0]?.id ?? '');
    expect(messages.map(({ text }) => text.trim())).toEqual(['My screen is black.']);
    const [eves] = desk.sent.filter(({ recipient }) => recipient === 'eve@elsewhere.example');
    expect(JSON.stringify(eves)).not.toContain(id);
    expect((await ticketOf(desk, id)).links).toEqual([{ ticket: filed[0]?.id, kind: 'followed by', outside: true }]);
    await expect(fileOutside(desk, by(desk, id))).rejects.toMatchObject({ status: 422 });
  });

  it('that was filed half is finished by the sweep', async () => {
    const { desk, id } = await withEve();
    desk.faults.add({ port: 'tickets.addMessage' });
    await expect(fileOutside(desk, by(desk, id))).rejects.toThrow();
    desk.faults.clear();
    desk.pass(600);
    await sweep(desk, takeInAgain);
    const { filed } = await fileOutside(desk, by(desk, id));
    const { messages } = await desk.tickets.messages(filed[0]?.id ?? '');
    expect(messages.map(({ text }) => text.trim())).toEqual(['I have the same.']);
    expect(mailed(desk).filter((to) => to === 'eve@elsewhere.example')).toHaveLength(1);
  });
});

describe('who reads', () => {
  it.each([
    ['help@support.example', 'is an address of this desk'],
    ['bruno@support.example', "is one of the team's, who read every ticket"],
    ['no-reply@rossi.example', 'is read by nobody'],
    ['mario@localhost', 'is not a mail address'],
    ['a@b..c', 'is not a mail address'],
  ])('is never %s', async (address, why) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await expect(addReader(desk, { ...by(desk, id), address })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'address', message: `${address} ${why}` }],
    });
  });

  it('is taken out again by an agent, but for the requester', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { proposed: [{ address: 'carl@rossi.example' }] });
    await addReader(desk, { ...by(desk, id), address: 'bea@rossi.example' });
    await removeReader(desk, { ...by(desk, id), address: 'carl@rossi.example' });
    const left = await removeReader(desk, { ...by(desk, id), address: 'bea@rossi.example' });
    expect([left.participants, left.proposed]).toEqual([[], undefined]);
    desk.pass(1);
    const refused = (address: string) =>
      expect(removeReader(desk, { ...by(desk, id), address })).rejects.toMatchObject({ status: 422 });
    await refused('bea@rossi.example');
    await refused('anna@rossi.example');
  });
});

describe('an agent’s mail', () => {
  const answers = async (text: string) => {
    const { desk, id } = await withEve();
    const [{ replyTo = '' } = {}] = desk.sent;
    desk.sent.length = 0;
    desk.pass(60);
    const raw = [
      'From: ada@support.example',
      'Subject: Re: The door',
      'Message-ID: <ada-1@support.example>',
      '',
      text,
      '',
    ].join('\n');
    await receiveMail(
      desk,
      arrives(desk, raw, { id: 'ada-1', recipients: [replyTo], envelopeFrom: 'ada@support.example' }),
    );
    return { desk, id };
  };

  it('adds a reader before its answer leaves', async () => {
    const { desk } = await answers('#add eve@elsewhere.example\n\nTry the other key.');
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'eve@elsewhere.example']);
  });

  it('is not answered at all when those who would read it are not those it names', async () => {
    const { desk, id } = await answers('#remove carl@rossi.example\n\nCarl must not know.');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('carl@rossi.example is not in the conversation of this ticket');
    expect((await ticketOf(desk, id)).state).toBe('waiting');
    const { messages } = await desk.tickets.messages(id);
    expect(messages.filter(({ author }) => author === 'agent').every(({ kind }) => kind === 'note')).toBe(true);
  });

  it('files what is from outside', async () => {
    const { desk, id } = await answers('#file eve@elsewhere.example<mailto:eve@elsewhere.example>');
    expect((await ticketOf(desk, id)).outside).toBeUndefined();
    expect(mailed(desk)).toContain('eve@elsewhere.example');
  });
});
