import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';
import { whileAnswered } from '../../support/while-answered.ts';

/** Whoever asked a duplicate is one of who asks on the ticket that goes on for it (docs/promise.md section 5). */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const NEW = 'anna@home.example';
const BEA = 'bea@rossi.example';

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

async function comes(head: string, { to = DESK, text = `Mail ${mails}.` } = {}): Promise<string> {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <a${mails}@x.example>\nTo: ${to}\n${head}\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `a${mails}`, recipients: [to], authenticated: true }));
  await desk.team.drain();
  return `<a${mails}@x.example>`;
}

async function opens(head: string): Promise<{ id: string; mail: string }> {
  const before = (await ticketsOf(desk)).map(({ id }) => id);
  const mail = await comes(head);
  return { id: (await ticketsOf(desk)).find(({ id }) => !before.includes(id))?.id ?? '', mail };
}

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (id: string, twin?: string) =>
  changeState(desk, { ...by(id), state: 'closed', ...(twin && { reason: 'duplicate', twin }) });
const signed = (ticketId: string, reader: string) =>
  replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(reader) });
const newest = async (id: string) => (await messagesOf(desk, id)).at(-1) as Message;
const answers = (id: string) => {
  desk.pass(60);
  const said = { source: `api:${++mails}`, text: 'Turn it.', attachments: [], tellBy: 'call' } as const;
  return respond(desk, { ...by(id), ...said, attachments: [], receivedAt: desk.now().toISOString() });
};

/** Anna's request, closed as a duplicate of another one. */
async function merged({
  twinHead = `From: ${BEA}\nSubject: The printer`,
  head = `From: ${ANNA}\nSubject: Server down`,
} = {}) {
  const { id: twin } = await opens(twinHead);
  const { id, mail } = await opens(head);
  await close(id, twin);
  return { id, mail, twin };
}

describe('whoever asked a duplicate', () => {
  it('goes on below their own mail, and is heard', async () => {
    const { mail, twin } = await merged();
    await comes(`From: ${ANNA}\nSubject: Re: Server down\nIn-Reply-To: ${mail}`);
    expect(await newest(twin)).toMatchObject({ by: ANNA });
    expect((await newest(twin)).fromOutside).toBeUndefined();
  });

  it('is from outside there, once an agent removed them', async () => {
    const { mail, twin } = await merged();
    await whileAnswered(desk, twin, () => removeReader(desk, { ...by(twin), address: ANNA }));
    await comes(`From: ${ANNA}\nSubject: Re: Server down\nIn-Reply-To: ${mail}`);
    expect((await newest(twin)).fromOutside).toBe(true);
  });

  it('raises the twin that waits', async () => {
    const { id, twin } = await merged();
    await comes(`From: ${ANNA}\nSubject: Re: Server down`, { to: signed(id, ANNA), text: 'P1: all is down' });
    expect((await getTicket(desk, twin)).priority).toBe(1);
  });

  it('asks anew, with a clock, where the twin is answered', async () => {
    const { id, twin } = await merged();
    await answers(twin);
    await comes(`From: ${ANNA}\nSubject: Re: Server down`, { to: signed(id, ANNA), text: 'P1: all is down' });
    expect(await ticketsOf(desk)).toContainEqual(
      expect.objectContaining({ state: 'waiting', priority: 1, requester: expect.objectContaining({ address: ANNA }) }),
    );
  });

  it('only proposes where an agent had lowered theirs, until one raises the twin', async () => {
    const { id: twin } = await opens(`From: ${BEA}\nSubject: The printer`);
    const { id } = await opens(`From: ${ANNA}\nSubject: [P1] Server down`);
    await changePriority(desk, { ...by(id), priority: 3, reason: 'a spare one runs' });
    await close(id, twin);
    const says = { to: signed(id, ANNA), text: 'P1: all is down' };
    await comes(`From: ${ANNA}\nSubject: Re: Server down`, says);
    expect((await getTicket(desk, twin)).priority).toBe(3);
    await comes(`From: ${BEA}\nSubject: P2! Re: [${twin}]`);
    expect((await getTicket(desk, twin)).priority).toBe(2);
    await changePriority(desk, { ...by(twin), priority: 3, reason: 'no' });
    await changePriority(desk, { ...by(twin), priority: 2, reason: 'yes' });
    await comes(`From: ${ANNA}\nSubject: Re: Server down`, says);
    expect((await getTicket(desk, twin)).priority).toBe(1);
  });
});

describe('a reply to a duplicate whose subject has a tag declares nothing new', () => {
  const own = { twinHead: `From: ${ANNA}\nSubject: The printer`, head: `From: ${ANNA}\nSubject: [P1] Server down` };
  async function lowered() {
    const { id: twin } = await opens(own.twinHead);
    const { id } = await opens(own.head);
    await changePriority(desk, { ...by(id), priority: 3, reason: 'a spare one runs' });
    await close(id, twin);
    // Whatever an agent said of the first, this is of the tag alone.
    await changePriority(desk, { ...by(twin), priority: 4, reason: 'no' });
    await changePriority(desk, { ...by(twin), priority: 3, reason: 'yes' });
    return { id, twin };
  }

  it('where the twin waits: its clock stays', async () => {
    const { id, twin } = await lowered();
    await comes(`From: ${ANNA}\nSubject: Re: [P1] Server down [${id}]`, { to: signed(id, ANNA), text: 'Any news?' });
    expect(await newest(twin)).toMatchObject({ by: ANNA });
    expect((await getTicket(desk, twin)).priority).toBe(3);
  });

  it('where it is answered and closed: it is re-opened, and nothing new is opened', async () => {
    const { id, twin } = await lowered();
    await answers(twin);
    await close(twin);
    await comes(`From: ${ANNA}\nSubject: Re: [P1] Server down [${id}]`, { to: signed(id, ANNA), text: 'Many thanks' });
    expect((await getTicket(desk, twin)).state).toBe('answered');
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it('but one that nobody had does', async () => {
    const { id, twin } = await lowered();
    await comes(`From: ${ANNA}\nSubject: P2! Re: [P1] Server down [${id}]`, { to: signed(id, ANNA), text: 'More.' });
    expect((await getTicket(desk, twin)).priority).toBe(2);
  });
});

describe('where a requester reads from now on, as they said to the twin', () => {
  const own = { twinHead: `From: ${ANNA}\nSubject: The printer` };

  it('holds for the duplicate that is opened again', async () => {
    const { id, twin } = await merged(own);
    await comes(`From: ${ANNA}\nReply-To: ${NEW}\nSubject: Re: [${id}]`, { to: signed(id, ANNA) });
    const { requester } = await getTicket(desk, twin);
    expect(requester.address).toBe(NEW);
    await changeState(desk, { ...by(id), state: 'waiting' });
    expect((await getTicket(desk, id)).requester).toEqual(requester);
    desk.sent.length = 0;
    await answers(id);
    expect(desk.sent.map(({ recipient }) => recipient)).not.toContain(ANNA);
  });

  it('not where an agent had removed that address from it', async () => {
    const { id: twin } = await opens(own.twinHead);
    const { id } = await opens(`From: ${ANNA}\nCc: ${NEW}\nSubject: Server down`);
    await removeReader(desk, { ...by(id), address: NEW });
    await close(id, twin);
    await comes(`From: ${ANNA}\nReply-To: ${NEW}\nSubject: Re: [${twin}]`);
    await changeState(desk, { ...by(id), state: 'waiting' });
    expect((await getTicket(desk, id)).requester.address).toBe(ANNA);
  });
});
