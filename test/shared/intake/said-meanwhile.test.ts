import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { writeByLink } from '../../../shared/intake/write-by-link.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import {
  ada,
  bruno,
  deskOf,
  during,
  mailed,
  messagesOf,
  rossi,
  sweepLater,
  takesInAgain,
  ticketsOf,
} from '../../support/stories.ts';

/** What an agent says while a mail, or a message by link, is taken in, holds for it (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const LUCA = 'luca@rossi.example';
const BEA = 'bea@bianchi.example';
const EVIL = 'evil@evil.example';
const TEAM = ['ada@support.example', 'bruno@support.example'];
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };

let desk: MemoryDesk;
let n = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
});

type Mail = { to?: string; subject?: string; head?: string; text?: string; auth?: boolean };

function mailOf(from: string, { to = DESK, subject = `Case ${n}`, head = '', text = `Mail ${n}.`, auth = true }: Mail) {
  n += 1;
  const raw = `Message-ID: <s${n}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n${head}\n${text}\n`;
  return arrives(desk, raw, { id: `s${n}`, recipients: [to], envelopeFrom: from, authenticated: auth });
}

async function comes(from: string, mail: Mail = {}) {
  desk.pass(60);
  const delivery = mailOf(from, mail);
  await receiveMail(desk, delivery);
  return delivery;
}

async function opens(from: string, mail: Mail = {}): Promise<string> {
  const before = (await ticketsOf(desk)).map(({ id }) => id);
  await comes(from, mail);
  await desk.team.drain();
  desk.sent.length = 0;
  return (await ticketsOf(desk)).find(({ id }) => !before.includes(id))?.id ?? '';
}

const at = () => desk.now().toISOString();
const by = (ticketId: string) => ({ ticketId, agent: ada, at: at() });
const signed = (ticketId: string, who: string) => replyAddress(KEY, DESK, { ticketId, reader: readerName(who) });
const close = (id: string, twin: string) =>
  changeState(desk, { ...by(id), state: 'closed', reason: 'duplicate', twin });
const toBea = (id: string) => correctRequester(desk, { ...by(id), requester: { address: BEA } });
const remove = (id: string, address: string) => removeReader(desk, { ...by(id), address });
const answer = (ticketId: string) =>
  respond(desk, {
    ...by(ticketId),
    source: `api:${ticketId}`,
    text: 'Done.',
    attachments: [],
    receivedAt: at(),
    tellBy: 'call',
  });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const last = async (id: string) => (await messagesOf(desk, id)).at(-1);
const pageOf = async (id: string, reader: string) =>
  conversationFor(await getTicket(desk, id), await messagesOf(desk, id), { reader, settings: desk.settings }).map(
    ({ text }) => text.trim(),
  );
const byLink = async (id: string, reader: string, said: { text?: string; priority?: 1 } = {}) => {
  desk.pass(60);
  n += 1;
  const ticket = await getTicket(desk, id);
  const submission = `${n}`.padStart(26, 'S');
  const written = { ticket, reader, text: 'By link.', files: [], submission, made: at(), at: at(), ...said };
  return writeByLink(desk, written as Parameters<typeof writeByLink>[1]);
};

describe('who is taken out while their mail is taken in', () => {
  const cases: [string, string, (id: string) => Promise<unknown>, Mail][] = [
    ['who asked, moves nothing', ANNA, toBea, { head: `Reply-To: ${EVIL}\n` }],
    ['who asked, names nobody', ANNA, toBea, { head: `Cc: ${EVIL}\n` }],
    ['who asked, raises nothing', ANNA, toBea, { text: 'P1' }],
    ['who was copied, names nobody', TOM, (id) => remove(id, TOM), { head: `Cc: ${EVIL}\n` }],
    ['who was copied, is from outside by their own address, too', TOM, (id) => remove(id, TOM), { auth: false }],
  ];
  it.each(cases)('%s, and stands from outside, in sight', async (_, from, act, mail) => {
    const id = await opens(ANNA, { head: `Cc: ${TOM}\n` });
    let before = await getTicket(desk, id);
    during(desk, async () => {
      await act(id);
      before = await getTicket(desk, id);
    });
    const text = mail.text ?? 'My secret.';
    // By a number alone nobody says where they read.
    if (mail.head) mail = { ...mail, head: `In-Reply-To: ${threadId(KEY, DESK, id)}\n${mail.head}` };
    await comes(from, { subject: `Re: [${id}]`, ...(mail.auth === false && { to: signed(id, from) }), ...mail, text });
    const ticket = await getTicket(desk, id);
    const { key = '', warnings = [], fromOutside } = (await last(id)) ?? {};
    expect(ticket).toMatchObject({
      requester: before.requester,
      participants: before.participants,
      priority: before.priority,
    });
    expect(ticket.outside?.map(({ message, address }) => [message, address])).toEqual([[key, from]]);
    expect(fromOutside).toBe(true);
    expect(warnings.join('\n')).toContain('does not belong to the conversation any more');
    expect(warnings.join('\n')).not.toContain('from now on');
    for (const { address } of readersOf(ticket)) expect(await pageOf(id, address)).not.toContain(text);
    desk.sent.length = 0;
    await desk.team.drain();
    const told = desk.sent.filter(({ recipient }) => TEAM.includes(recipient)).map((each) => each.text);
    expect(told.join('\n')).not.toContain(`answers go to ${EVIL}`);
  });

  it('who asked, and reads along since, moves nothing and names readers as any', async () => {
    const id = await opens(ANNA);
    during(desk, async () => {
      await toBea(id);
      desk.pass(1);
      await addReader(desk, { ...by(id), address: ANNA });
    });
    await comes(ANNA, {
      subject: `Re: [${id}]`,
      head: `In-Reply-To: ${threadId(KEY, DESK, id)}\nReply-To: ${EVIL}\nCc: ${LUCA}\n`,
    });
    expect(await readers(id)).toEqual([BEA, ANNA, LUCA]);
    expect((await last(id))?.warnings.join()).not.toContain(EVIL);
  });

  it('who asked a duplicate moves nothing of it', async () => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    await close(id, twin);
    desk.pass(1);
    await answer(twin);
    during(desk, () => remove(twin, ANNA));
    await comes(ANNA, { subject: `Re: [${twin}]`, head: `Reply-To: ${EVIL}\n` });
    expect(await readers(twin)).toEqual([TOM]);
  });

  it('by link: it is not shown to the others, and the clock and the watch stay', async () => {
    const id = await opens(ANNA, { head: `Cc: ${TOM}\n` });
    during(desk, () => remove(id, TOM));
    await byLink(id, TOM, { text: 'My secret.', priority: 1 });
    const ticket = await getTicket(desk, id);
    expect(ticket).toMatchObject({ priority: 3, outside: [{ address: TOM }] });
    expect(await last(id)).toMatchObject({ fromOutside: true });
    expect(await pageOf(id, ANNA)).not.toContain('My secret.');
  });

  it('is as before once the same delivery comes again, and the agents are told once', async () => {
    const id = await opens(ANNA);
    during(desk, () => toBea(id));
    const delivery = await comes(ANNA, { subject: `Re: [${id}]`, head: `Reply-To: ${EVIL}\n` });
    await desk.team.drain();
    const [ticket, messages] = [await getTicket(desk, id), await messagesOf(desk, id)];
    desk.sent.length = 0;
    await receiveMail(desk, delivery);
    await desk.team.drain();
    expect([await getTicket(desk, id), await messagesOf(desk, id)]).toEqual([ticket, messages]);
    expect(mailed(desk)).toEqual([]);
  });

  it('whoever still asks moves where answers go, and the agents read so', async () => {
    const id = await opens(ANNA);
    during(desk, () => addReader(desk, { ...by(id), address: TOM }));
    await comes(ANNA, { subject: `Re: [${id}]`, head: `Reply-To: ${LUCA}\n` });
    expect(await readers(id)).toEqual([LUCA, TOM]);
    expect((await last(id))?.warnings.join()).toContain(`answers go to ${LUCA} from now on`);
  });
});

describe('what is written to a ticket that is closed as a duplicate meanwhile is heard where it goes on', () => {
  const ways: [string, (id: string, text: string) => Promise<unknown>][] = [
    ['by its number', (id, text) => comes(ANNA, { subject: `Re: [${id}]`, text })],
    [
      'by the reader’s own address',
      (id, text) => comes(ANNA, { to: signed(id, ANNA), subject: 'Re', text, auth: false }),
    ],
    ['by link', (id, text) => byLink(id, ANNA, { text })],
  ];

  it.each(ways)('once, %s, and told once', async (_, write) => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, () => close(id, twin));
    await write(id, 'P1');
    expect(await getTicket(desk, twin)).toMatchObject({ priority: 1, lastPublic: { by: 'customer' } });
    expect((await last(twin))?.text).toContain('P1');
    expect(await pageOf(twin, ANNA)).toContain('P1');
    desk.sent.length = 0;
    desk.pass(900);
    await desk.team.drain();
    await sweepLater(desk);
    const told = desk.sent.filter(({ recipient, text }) => recipient === TEAM[0] && text.includes('wrote again'));
    expect(
      desk.sent
        .filter(({ subject }) => subject.includes(id) && !subject.includes(twin))
        .map(({ recipient }) => recipient),
    ).not.toContain(TEAM[0]);
    expect(told.length).toBeLessThanOrEqual(1);
    expect(await last(id)).toMatchObject({ isElsewhere: true, relay: { state: 'done' } });
  });

  it.each(ways)('%s, at the end of all, where that was closed, too', async (_, write) => {
    const third = await opens(LUCA);
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, async () => {
      await close(id, twin);
      desk.pass(1);
      during(desk, () => close(twin, third));
    });
    await write(id, 'The same.');
    expect((await last(third))?.text).toContain('The same.');
    expect((await getTicket(desk, third)).outside ?? []).toEqual([]);
  });

  it('or is a new request, where that has had its answer, and a P1 is newly declared', async () => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    await answer(twin);
    desk.pass(1);
    during(desk, async () => {
      await close(id, twin);
      desk.pass(1);
      await respond(desk, {
        ...by(twin),
        source: 'api:both',
        text: 'Done.',
        attachments: [],
        receivedAt: at(),
        tellBy: 'call',
      });
    });
    const before = (await ticketsOf(desk)).map((each) => each.id);
    await comes(ANNA, { subject: `Re: [${id}]`, text: 'P1' });
    const fresh = (await ticketsOf(desk)).filter((each) => !before.includes(each.id));
    expect(fresh).toMatchObject([{ priority: 1, state: 'waiting', requester: { address: ANNA } }]);
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'answered', priority: 3 });
  });

  it('with its files', async () => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, () => close(id, twin));
    const part =
      'Content-Type: text/plain; name="log.txt"\nContent-Disposition: attachment; filename="log.txt"\n\nThe log.\n';
    const head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n';
    const text = `--b\nContent-Type: text/plain\n\nSee the log.\n--b\n${part}--b--`;
    await comes(ANNA, { subject: `Re: [${id}]`, head, text });
    expect((await last(twin))?.attachments).toMatchObject([{ filename: 'log.txt' }]);
  });

  it('from outside, it waits there', async () => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, () => close(id, twin));
    await comes(EVIL, { subject: `Re: [${id}]` });
    expect((await getTicket(desk, twin)).outside).toMatchObject([{ address: EVIL }]);
    expect((await getTicket(desk, id)).outside).toBeUndefined();
  });

  const calls = Array.from({ length: 16 }, (_, call) => call);
  it.each(
    calls.flatMap(
      (call) =>
        [
          [call, 'killed before'],
          [call, 'killed after'],
        ] as const,
    ),
  )('though the function dies on the way: call %s, %s', async (call, how) => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, async () => {
      await close(id, twin);
      desk.faults.add({ skip: call, after: how === 'killed after' });
    });
    desk.pass(60);
    const delivery = mailOf(ANNA, { subject: `Re: [${id}]`, text: 'P1' });
    await takesInAgain(desk, delivery);
    expect(await getTicket(desk, twin)).toMatchObject({ priority: 1 });
    expect((await messagesOf(desk, twin)).filter(({ text }) => text.includes('P1'))).toHaveLength(1);
  });

  it('and comes again to the same, also once the duplicate is open again', async () => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, () => close(id, twin));
    const delivery = await comes(ANNA, { subject: `Re: [${id}]`, text: 'The same.' });
    await receiveMail(desk, delivery);
    await changeState(desk, { ...by(id), state: 'waiting' });
    await receiveMail(desk, delivery);
    expect((await messagesOf(desk, twin)).filter(({ text }) => text.includes('The same.'))).toHaveLength(1);
    expect((await messagesOf(desk, id)).filter(({ text }) => text.includes('The same.'))).toHaveLength(1);
    expect((await last(id))?.warnings.join()).toContain(`it is heard on ${twin}`);
  });

  /** Opens the duplicate again once what was written to it is left to the ticket that goes on, and before it is heard there. */
  function openedAgain(id: string): void {
    const { rewriteMessage } = desk.tickets;
    let isOpen = false;
    desk.tickets.rewriteMessage = async (...args: Parameters<typeof rewriteMessage>) => {
      const isDone = await rewriteMessage(...args);
      if (args[1].isElsewhere && !isOpen) {
        isOpen = true;
        desk.pass(1);
        await changeState(desk, { ...by(id), state: 'waiting' });
      }
      return isDone;
    };
  }

  it.each(ways)('or here after all, %s, where the ticket is opened again before that: told once', async (_, write) => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, () => close(id, twin));
    openedAgain(id);
    await write(id, 'P1');
    const heard = await last(id);
    expect(heard).toMatchObject({ text: expect.stringContaining('P1') });
    expect([heard?.isElsewhere, heard?.warnings.join()]).toEqual([undefined, expect.not.stringContaining(twin)]);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting', priority: 1 });
    expect(await messagesOf(desk, twin)).toHaveLength(1);
    await desk.team.drain();
    await sweepLater(desk);
    const told = desk.sent.filter(({ recipient, text }) => recipient === TEAM[0] && text.includes('wrote again'));
    expect(told).toHaveLength(1);
  });

  it.each(calls)('though the function dies on the way back: call %s', async (call) => {
    const twin = await opens(TOM);
    const id = await opens(ANNA);
    during(desk, () => close(id, twin));
    openedAgain(id);
    desk.pass(60);
    const delivery = mailOf(ANNA, { subject: `Re: [${id}]`, text: 'P1' });
    const { rewriteMessage } = desk.tickets;
    desk.tickets.rewriteMessage = async (...args: Parameters<typeof rewriteMessage>) => {
      const isDone = await rewriteMessage(...args);
      if (args[1].isElsewhere) desk.faults.add({ skip: call, after: call % 2 === 1 });
      return isDone;
    };
    await takesInAgain(desk, delivery);
    expect(await getTicket(desk, id)).toMatchObject({ priority: 1 });
    expect((await last(id))?.isElsewhere).toBeUndefined();
    expect(
      desk.sent.filter(({ recipient, text }) => recipient === TEAM[0] && text.includes('wrote again')),
    ).not.toEqual([]);
  });
});
