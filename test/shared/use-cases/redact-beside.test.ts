import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
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
