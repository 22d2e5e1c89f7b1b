import { beforeEach, describe, expect, it } from 'vitest';
import { holdByLink } from '../../../shared/intake/hold-by-link.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import { CARLO, sayByLink, ticketWithLink } from '../../support/by-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** What is hidden of a message is hidden also where its words stand beside the messages, and in other tickets that the same mail is in. */

const SECRET = 'hunter2-Xyz!';
const rawOf = (to: string, from = 'anna@rossi.example') =>
  `Message-ID: <m1@rossi.example>\nFrom: ${from}\nTo: ${to}\nSubject: Till ${SECRET}\n\nThe password is ${SECRET} for now.\n`;

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const redacting = (ticketId: string, messageKey: string, words: string | undefined = SECRET) =>
  redact(desk, { ticketId, messageKey, words, agent: ada, at: desk.now().toISOString() });

const items = () => JSON.stringify([...desk.items.values()]);

describe('words that stand in', () => {
  it('lines that have left the trail, and lines that are there', async () => {
    const { id } = await waitingTicket(desk, { text: `It is ${SECRET}.` });
    const by = { ticketId: id, agent: ada, at: desk.now().toISOString() };
    await changePriority(desk, { ...by, priority: 2, reason: `they wrote ${SECRET}` });
    for (let turn = 0; turn < 30; turn += 1) await assign(desk, { ...by, to: turn % 2 ? 'ada' : 'bruno' });
    await changePriority(desk, { ...by, priority: 1, reason: `again ${SECRET}` });
    expect((await desk.tickets.olderTrail(id)).batches).not.toEqual([]);
    const [message] = await messagesOf(desk, id);
    await redacting(id, message?.key ?? '');
    expect(items()).not.toContain('hunter2');
    const { batches } = await desk.tickets.olderTrail(id);
    expect(batches.flatMap(({ entries }) => entries.map(({ detail }) => detail))).toContainEqual(
      expect.stringContaining('they wrote [redacted]'),
    );
  });

  it('somebody’s name', async () => {
    const { id } = await waitingTicket(desk, {
      text: `It is ${SECRET}.`,
      requester: { address: 'anna@rossi.example', name: `Anna ${SECRET}`, verified: true },
      participants: [{ address: 'carla@rossi.example', name: SECRET }],
      proposed: [{ address: 'dino@rossi.example', name: SECRET }],
    });
    const [message] = await messagesOf(desk, id);
    await redacting(id, message?.key ?? '');
    expect(items()).not.toContain('hunter2');
    expect(await desk.tickets.get(id)).toMatchObject({ requester: { name: 'Anna [redacted]' } });
  });

  it.each([
    ['words', SECRET, 'Till [redacted]'],
    ['all', undefined, '[redacted]'],
  ])('the entry of the quarantine that the mail was let out of: %s', async (_, words, subject) => {
    const raw = rawOf('help@support.example');
    const mail = arrives(desk, raw, { id: 'ses-1' });
    await receiveMail(desk, { ...mail, verdicts: { ...mail.verdicts, spam: 'FAIL' } });
    const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
    expect(entry?.subject).toContain(SECRET);
    await release(desk, entry?.id ?? '', { by: 'agent:ada', receive: receiveMail });
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    await redact(desk, {
      ticketId: ticket?.id ?? '',
      messageKey: message?.key ?? '',
      words,
      agent: ada,
      at: desk.now().toISOString(),
    });
    expect((await desk.quarantine.list({ limit: 1 })).entries).toMatchObject([{ subject, state: 'released' }]);
  });
});

describe('what is held and names the ticket', () => {
  it.each([
    ['before', 'a mail'],
    ['after', 'a mail'],
    ['before', 'a message by link'],
  ])('has no word of it that was hidden, held %s that: %s', async (when, what) => {
    const { id } = await waitingTicket(desk, { subject: `Till ${SECRET}`, text: `It is ${SECRET}.` });
    const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<anna-2@rossi.example>' });
    const by = { agent: ada, at: desk.now().toISOString() };
    for (const ticketId of [id, other.id]) {
      await changeState(desk, { ...by, ticketId, state: 'closed', reason: 'spam', twin: undefined });
    }
    desk.pass(8 * 24 * 3600);
    const [message] = await messagesOf(desk, id);
    if (when === 'after') await redacting(id, message?.key ?? '');
    for (const [n, ticketId] of [id, other.id].entries()) {
      const subject = `Till ${SECRET}`;
      if (what === 'a mail') {
        const address = replyAddress('a signing key for tests only', 'help@support.example', { ticketId });
        const raw = `Message-ID: <s${n}@rossi.example>\nFrom: anna@rossi.example\nTo: ${address}\nSubject: ${subject}\n\nHello?\n`;
        const header = { subject };
        await receiveMail(desk, arrives(desk, raw, { id: `ses-s${n}`, recipients: [address], header }));
      } else {
        const ticket = { id: ticketId, subject } as Ticket;
        const page = { submission: `s${n}`, made: by.at, receivedAt: by.at, raw: `pages/${n}` };
        const held = { ...page, reader: 'anna@rossi.example', ticket };
        await holdByLink(desk, held, { reason: 'page flood', isForDigest: true });
      }
    }
    if (when === 'before') await redacting(id, message?.key ?? '');
    const { entries } = await desk.quarantine.list({ limit: 9 });
    const shown = (ticketId: string) => JSON.stringify(entries.filter(({ detail }) => detail === ticketId));
    expect(entries).toHaveLength(2);
    expect(shown(id)).toContain('Till [redacted]');
    expect(shown(id)).not.toContain('hunter2');
    expect(shown(other.id)).toContain('hunter2');
  });
});

describe('a mail that is in two tickets', () => {
  const mailIn = async (id: string) => (await messagesOf(desk, id)).find(({ raw }) => raw === 'raw/ses-1');

  async function inTwo() {
    const one = await waitingTicket(desk);
    const two = await waitingTicket(desk, { source: 'mail:two', messageId: '<anna-2@rossi.example>' });
    const key = 'a signing key for tests only';
    const recipients = [one, two].map(({ id }) => replyAddress(key, desk.settings.supportAddress, { ticketId: id }));
    await receiveMail(desk, arrives(desk, rawOf(recipients.join(', ')), { id: 'ses-1', recipients }));
    const messageKey = (await mailIn(one.id))?.key ?? '';
    expect((await mailIn(two.id))?.key).toBe(messageKey);
    return { one, two, messageKey };
  }

  it('is hidden in both also where it is an agent’s answer, which has left under another id in each', async () => {
    const one = await waitingTicket(desk);
    const two = await waitingTicket(desk, { source: 'mail:two', messageId: '<anna-2@rossi.example>' });
    const key = 'a signing key for tests only';
    const addressOf = ({ id }: Ticket) =>
      replyAddress(key, desk.settings.supportAddress, { ticketId: id, agentId: 'ada' });
    const recipients = [one, two].map(addressOf);
    const raw = rawOf(recipients.join(', '), 'ada@support.example');
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-1', recipients, envelopeFrom: 'ada@support.example' }));
    const [answer, other] = [await mailIn(one.id), await mailIn(two.id)];
    expect([answer?.author, other?.author, answer?.sentAs === other?.sentAs]).toEqual(['agent', 'agent', false]);
    await redacting(one.id, answer?.key ?? '');
    expect((await mailIn(two.id))?.text).toBe('The password is [redacted] for now.');
    expect(items()).not.toContain('hunter2');
  });

  it.each([
    ['its words', SECRET],
    ['all of it', undefined],
  ])('hides %s in both, and the trail of both says who', async (_, words) => {
    const { one, two, messageKey } = await inTwo();
    await redact(desk, { ticketId: one.id, messageKey, words, agent: ada, at: desk.now().toISOString() });
    for (const { id } of [one, two]) {
      expect(JSON.stringify([await desk.tickets.get(id), await messagesOf(desk, id)])).not.toContain('hunter2');
      const { audit = [] } = (await desk.tickets.get(id)) ?? {};
      expect(audit.at(-1)).toMatchObject({ by: 'agent:ada', action: 'redacted' });
      expect((await mailIn(id))?.redaction?.due).toContain('raw/ses-1');
    }
  });

  it('is hidden in both by the sweep when that broke off before the second', async () => {
    const { one, two, messageKey } = await inTwo();
    desk.faults.add({ port: 'tickets.findByMailId', times: 1 });
    await expect(redacting(one.id, messageKey)).rejects.toThrow();
    expect(JSON.stringify(await messagesOf(desk, two.id))).toContain('hunter2');
    desk.pass(11 * 60);
    await sweep(desk, takeInAgain);
    expect(JSON.stringify(await messagesOf(desk, two.id))).not.toContain('hunter2');
    expect((await desk.tickets.get(two.id))?.redactions).toMatchObject([{ by: 'ada' }]);
  });

  it('and of no other ticket', async () => {
    const { one, messageKey } = await inTwo();
    const other = await waitingTicket(desk, {
      source: 'mail:three',
      messageId: '<anna-3@x>',
      text: `Is it ${SECRET}?`,
    });
    await redacting(one.id, messageKey);
    expect((await messagesOf(desk, other.id))[0]?.text).toContain(SECRET);
  });
});

describe('what came from outside and was filed as a ticket of its own', () => {
  const words = [
    ['its words', SECRET],
    ['all of it', undefined],
  ] as const;
  const ways = words.flatMap(([what, hidden]) => [
    [what, 'where it came', hidden] as const,
    [what, 'where it was filed', hidden] as const,
  ]);
  const now = () => desk.now().toISOString();

  const fromOutside = (id: string, to = 'help@support.example') =>
    `Message-ID: <o1@other.example>\nFrom: outsider@other.example\nTo: ${to}\nSubject: Re: [${id}] Till ${SECRET}\n\nThe password is ${SECRET} for now.\n`;

  const lastOf = async (id: string) => (await messagesOf(desk, id)).at(-1);
  const shownOn = async (...ids: string[]) =>
    JSON.stringify(await Promise.all(ids.map(async (id) => [await desk.tickets.get(id), await messagesOf(desk, id)])));

  async function came(): Promise<{ one: string; key: string }> {
    const { id } = await waitingTicket(desk);
    await receiveMail(desk, arrives(desk, fromOutside(id), { id: 'ses-o', envelopeFrom: 'outsider@other.example' }));
    const message = await lastOf(id);
    expect(message).toMatchObject({ fromOutside: true, text: expect.stringContaining(SECRET) });
    return { one: id, key: message?.key ?? '' };
  }

  async function file(one: string): Promise<string> {
    const { filed } = await fileOutside(desk, { ticketId: one, agent: ada, at: now() });
    expect(filed).toHaveLength(1);
    return filed[0]?.id ?? '';
  }

  const hide = (ticketId: string, messageKey: string | undefined, what: string | undefined) =>
    redact(desk, { ticketId, messageKey: messageKey ?? '', words: what, agent: ada, at: now() });

  it.each(ways)('hides %s in both, said %s', async (_, where, what) => {
    const { one, key } = await came();
    const two = await file(one);
    const isFirst = where === 'where it came';
    await hide(isFirst ? one : two, isFirst ? key : (await lastOf(two))?.key, what);
    expect(await shownOn(one, two)).not.toContain('hunter2');
    for (const id of [one, two]) {
      expect((await desk.tickets.get(id))?.audit.at(-1)).toMatchObject({ by: 'agent:ada', action: 'redacted' });
      expect((await lastOf(id))?.redaction?.due).toContain('raw/ses-o');
    }
  });

  it.each(ways)(
    'hides %s in both, said %s, when it came by a page, which has no Message-ID',
    async (_, where, what) => {
      const story = await ticketWithLink();
      desk = story.desk;
      const { id } = story.ticket;
      await removeReader(desk, { ticketId: id, address: CARLO, agent: ada, at: now() });
      await sayByLink(story, { submission: 'one', reader: CARLO, text: `The password is ${SECRET} for now.` });
      const message = await lastOf(id);
      expect(message).toMatchObject({ fromOutside: true });
      expect(message?.messageId).toBeUndefined();
      const two = await file(id);
      const isFirst = where === 'where it came';
      await hide(isFirst ? id : two, isFirst ? message?.key : (await lastOf(two))?.key, what);
      expect(await shownOn(id, two)).not.toContain('hunter2');
    },
  );

  it('hides it on all tickets when its mail is on two, and one of those was filed', async () => {
    const one = await waitingTicket(desk);
    const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<anna-2@rossi.example>' });
    const key = 'a signing key for tests only';
    const recipients = [one, other].map(({ id }) => replyAddress(key, desk.settings.supportAddress, { ticketId: id }));
    const raw = fromOutside(one.id, recipients.join(', '));
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-o', recipients, envelopeFrom: 'outsider@other.example' }));
    const two = await file(one.id);
    await hide(two, (await lastOf(two))?.key, undefined);
    expect(await shownOn(one.id, other.id, two)).not.toContain('hunter2');
  });

  it.each(words)('hides %s in what comes to it later, when that was hidden before it was filed', async (_, what) => {
    const { one, key } = await came();
    await hide(one, key, what);
    const two = await file(one);
    const raw = `Message-ID: <o2@other.example>\nFrom: outsider@other.example\nTo: help@support.example\nSubject: Re: [${two}] Till\n\nSo?\n\n> The password is ${SECRET} for now.\n`;
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-o2', envelopeFrom: 'outsider@other.example' }));
    expect(await messagesOf(desk, two)).toHaveLength(2);
    expect(await shownOn(one, two)).not.toContain('hunter2');
  });

  it('is hidden in both by the sweep when that broke off before the second', async () => {
    const { one, key } = await came();
    const two = await file(one);
    desk.faults.add({ port: 'tickets.findByMailId', times: 1 });
    await expect(hide(one, key, SECRET)).rejects.toThrow();
    expect(await shownOn(two)).toContain('hunter2');
    desk.pass(11 * 60);
    await sweep(desk, takeInAgain);
    expect(await shownOn(two)).not.toContain('hunter2');
  });
});
