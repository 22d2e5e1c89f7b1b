import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { comesBack, reportOn } from '../../support/comes-back.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import {
  ada,
  deskByMail as deskOf,
  LATE_LEVELS,
  mailed,
  messagesOf,
  requestOf,
  sweepLater,
  ticketsOf,
  waitingTicket,
} from '../../support/stories.ts';

/** Mails to the team that come back: nobody may believe that somebody was told (docs/promise.md section 6). */

const [ADA, BRUNO, LEAD, MANAGER] = ['ada', 'bruno', 'lead', 'manager'].map((name) => `${name}@support.example`);

const lines = async (desk: MemoryDesk, id: string, ...actions: string[]) =>
  (await getTicket(desk, id)).audit.filter(({ action }) => actions.includes(action)).map(({ detail }) => detail);
const errors = (desk: MemoryDesk) => desk.lines.filter(({ level }) => level === 'error').map(({ message }) => message);

/** A P1 whose timer has fired at that time of the Monday (UTC), and the mails of the level reached. */
async function escalated(time: string) {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.setNow(`2026-11-30T${time}:00.000Z`);
  await escalate(desk, { ticketId: id, version: 1 });
  return { desk, id, mails: desk.sent.splice(0) };
}

describe('an escalation whose every mail comes back', () => {
  it('tells the next level at once; each report is a line and a message of the ticket', async () => {
    const { desk, id, mails } = await escalated('10:01');
    for (const mail of mails) await comesBack(desk, mail);
    expect(mailed(desk)).toEqual([MANAGER]);
    expect(await lines(desk, id, 'not delivered')).toEqual(
      [ADA, BRUNO, LEAD].map((to) => `breach to ${to}: failed 5.1.1 550 5.1.1 user unknown`),
    );
    expect(await lines(desk, id, 'brought forward')).toEqual(['critical: nobody of breach']);
    expect(await messagesOf(desk, id)).toHaveLength(4);
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect((await desk.quarantine.list({ limit: 9 })).entries).toEqual([]);
    expect(errors(desk)).toContain('an escalation reached nobody');
  });

  it('also when the reports name mailboxes behind the addresses, and each comes twice', async () => {
    const { desk, id, mails } = await escalated('09:30');
    for (const [index, mail] of mails.entries()) {
      const again = { by: 'mbox4711@hosting.example', id: 1_000 + index };
      await comesBack(desk, mail, again);
      await comesBack(desk, mail, again);
    }
    expect(mailed(desk)).toEqual([ADA, BRUNO, LEAD]);
    expect(await lines(desk, id, 'not delivered')).toHaveLength(2);
    expect(await messagesOf(desk, id)).toHaveLength(3);
  });

  it('some refused at once, the others by a report', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({
      port: 'mailer.send',
      times: 1,
      outcome: { outcome: 'refused', what: 'recipient', reason: 'Illegal address' },
    });
    desk.setNow('2026-11-30T09:30:00.000Z');
    await escalate(desk, { ticketId: id, version: 1 });
    for (const mail of desk.sent.splice(0)) await comesBack(desk, mail);
    expect(mailed(desk)).toEqual([ADA, BRUNO, LEAD]);
  });

  it('goes up to the last level, of which the log says that nobody heard', async () => {
    const { desk, id, mails } = await escalated('09:30');
    for (let left = mails; left.length > 0; left = desk.sent.splice(0))
      for (const mail of left) await comesBack(desk, mail);
    expect((await getTicket(desk, id)).escalations.map(({ level }) => level)).toEqual([
      'warning',
      'breach',
      'critical',
    ]);
    expect((await getTicket(desk, id)).timer.next).toBeUndefined();
    expect(errors(desk).at(-1)).toBe('an escalation reached nobody');
  });

  it('heals after a crash at any write, and tells the next level once', async () => {
    for (const skip of [0, 1, 2, 3]) {
      const { desk, mails } = await escalated('09:30');
      const [first, last] = mails as [OutgoingMail, OutgoingMail];
      await comesBack(desk, first);
      const delivery = reportOn(desk, last);
      desk.faults.add({ port: 'tickets.save', skip, times: 1 });
      await receiveMail(desk, delivery).catch(() => {});
      desk.faults.clear();
      desk.pass(91);
      await receiveMail(desk, delivery);
      await sweepLater(desk);
      expect(mailed(desk), `skip ${skip}`).toEqual([ADA, BRUNO, LEAD]);
    }
  });
});

describe('an escalation that reached somebody', () => {
  it('keeps the next level’s time; the trail says whom it did not reach', async () => {
    const { desk, id, mails } = await escalated('09:30');
    await comesBack(desk, mails[0] as OutgoingMail);
    expect(mailed(desk)).toEqual([]);
    const { escalations, timer } = await getTicket(desk, id);
    expect(escalations[0]?.failed).toHaveLength(1);
    expect(timer.next).toMatchObject({ level: 'breach', at: '2026-11-30T10:00:00.000Z' });
  });

  it('as far as one can say: what is only delayed has not failed', async () => {
    const { desk, id, mails } = await escalated('09:30');
    for (const mail of mails) await comesBack(desk, mail, { action: 'delayed' });
    expect(mailed(desk)).toEqual([]);
    expect(await lines(desk, id, 'not delivered')).toEqual([]);
    expect(await messagesOf(desk, id)).toHaveLength(3);
  });

  it('of a level before the last one, or of a ticket that is answered, moves nothing', async () => {
    const { desk, id, mails } = await escalated('09:30');
    const receivedAt = desk.now().toISOString();
    const answer = { agent: ada, source: 'api:1', text: 'Done.', tellBy: 'call' } as const;
    await respond(desk, { ...answer, attachments: [], ticketId: id, receivedAt });
    desk.sent.length = 0;
    for (const mail of mails) await comesBack(desk, mail);
    expect(mailed(desk)).toEqual([]);
    expect((await getTicket(desk, id)).state).toBe('answered');
    expect(await lines(desk, id, 'not delivered')).toHaveLength(2);
  });

  it('is not moved by a report that did not come to our signed address', async () => {
    const { desk, id, mails } = await escalated('09:30');
    for (const mail of mails)
      await comesBack(desk, { ...mail, returnPath: mail.returnPath?.replace('.1-', '.2-') ?? '' });
    expect(mailed(desk)).toEqual([]);
    expect(await lines(desk, id, 'not delivered')).toEqual([]);
  });

  it('a report that comes while others are still being told is not forgotten', async () => {
    const desk = deskOf({ settings: LATE_LEVELS });
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1 });
    desk.setNow('2026-11-30T10:00:00.000Z');
    await escalate(desk, { ticketId: id, version: 1 });
    const [mail] = desk.sent.splice(0);
    await comesBack(desk, mail as OutgoingMail);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([BRUNO]);
    expect(await lines(desk, id, 'told')).toEqual([`first: left for ${BRUNO}; not for ${ADA}`]);
  });
});

it.each(['a new ticket', 'a message'])(
  'a notice of %s that comes back is a line on the ticket and in the log, and wakes nobody',
  async (of) => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk));
    if (of === 'a message') {
      desk.sent.length = 0;
      const headers = 'From: anna@rossi.example\nTo: help@support.example\nIn-Reply-To: <anna-1@rossi.example>';
      await receiveMail(desk, arrives(desk, `Message-ID: <more@rossi.example>\n${headers}\nSubject: Re: x\n\nAnd?\n`));
    }
    const mail = desk.sent.find(({ recipient }) => recipient === ADA) as OutgoingMail;
    desk.sent.length = 0;
    await comesBack(desk, mail);
    expect(await lines(desk, ticket.id, 'not delivered')).toEqual([
      `notice to ${ADA}: failed 5.1.1 550 5.1.1 user unknown`,
    ]);
    expect(errors(desk)).toEqual(['a mail to the team came back']);
    expect(mailed(desk)).toEqual([]);
    expect((await getTicket(desk, ticket.id)).state).toBe('waiting');
  },
);
