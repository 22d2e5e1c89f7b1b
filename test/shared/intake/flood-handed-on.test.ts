import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import type { Refused } from '../../../shared/outcome.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { comesBack, reportOn } from '../../support/comes-back.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deliver, deskByMail as deskOf, mailed, requestOf } from '../../support/stories.ts';

/** Whom a flood's mail does not reach has others hear in their place, of each ticket that it named, and by one mail again. */

const [ADA = '', BRUNO = '', LEAD = '', MANAGER = ''] = ['ada', 'bruno', 'lead', 'manager'].map(
  (name) => `${name}@support.example`,
);
const NO_ADDRESS: Refused = { outcome: 'refused', what: 'recipient', reason: 'InvalidParameterValue: Illegal address' };
const COUNT = 8;

let desk: MemoryDesk;
let tickets: Ticket[];
let refused: string[];
beforeEach(async () => {
  desk = deskOf();
  refused = [];
  const { send } = desk.mailer;
  desk.mailer.send = async (mail) => (refused.includes(mail.recipient) ? NO_ADDRESS : send(mail));
  tickets = [];
  for (let number = 0; number < COUNT; number += 1) {
    const request = requestOf(desk, { source: `mail:${number}`, messageId: `<${number}@x.example>` });
    tickets.push((await openTicket(desk, { ...request, silent: true, flood: true, priority: 1 })).ticket);
  }
});

/** The next run of the sweep, and the minute after it, in which the team's mail gathers. */
async function swept(): Promise<void> {
  desk.pass(360);
  await sweep(desk, takeInAgain);
  await minute();
}

async function minute(): Promise<void> {
  desk.pass(70);
  await desk.team.drain();
}

/** Their next level is reached; the mails of before are out of the way. */
async function reach(level: string): Promise<void> {
  desk.setNow(tickets[0]?.clock.levels.find(({ name }) => name === level)?.at ?? '');
  desk.sent.length = 0;
  for (const { id } of tickets) {
    const { timer } = await getTicket(desk, id);
    await escalate(desk, { ticketId: id, version: timer.version });
  }
}

const to = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
const mailTo = (address: string) => to(address)[0] as OutgoingMail;
const namesAll = (mail: OutgoingMail | undefined) => tickets.every(({ id }) => mail?.text.includes(id));
const lines = async (id: string, action: string) =>
  (await getTicket(desk, id)).audit.filter((line) => line.action === action).map(({ detail }) => detail);

describe('the mail of a flood’s new tickets', () => {
  it('that is refused for one of a team is told nobody twice; each ticket says so', async () => {
    refused = [ADA];
    await swept();
    expect(mailed(desk)).toEqual([BRUNO]);
    for (const { id } of tickets) {
      expect(await lines(id, 'mail refused')).toEqual([`${ADA}: ${NO_ADDRESS.reason}`]);
    }
  });

  it('goes on by one mail to the next who can be reached, and not to those who heard', async () => {
    refused = [ADA, BRUNO];
    await swept();
    expect(mailed(desk)).toEqual([LEAD]);
    expect(namesAll(mailTo(LEAD))).toBe(true);
    refused = [];
    await swept();
    await swept();
    expect(mailed(desk)).toEqual([LEAD]);
  });

  it('goes up to the manager when the lead is refused, too', async () => {
    refused = [ADA, BRUNO, LEAD];
    await swept();
    await minute();
    expect(mailed(desk)).toEqual([MANAGER]);
    expect(namesAll(mailTo(MANAGER))).toBe(true);
  });

  it('is handed on by a later run when the team’s queue could not take it', async () => {
    refused = [ADA, BRUNO];
    desk.faults.add({ port: 'teamMail.put', times: 5 });
    await swept();
    await swept();
    expect(tickets.filter(({ id }) => to(LEAD).some(({ text }) => text.includes(id)))).toHaveLength(COUNT);
    for (const { id } of tickets) expect((await getTicket(desk, id)).opening.state).toBe('done');
  });

  it('that comes back for all of a team goes to the lead, once, however many reports come', async () => {
    await swept();
    const mails = desk.sent.splice(0);
    expect(mails.map(({ recipient }) => recipient)).toEqual([ADA, BRUNO]);
    for (const mail of mails) await comesBack(desk, mail);
    for (const mail of mails) await comesBack(desk, mail);
    await minute();
    expect(mailed(desk)).toEqual([LEAD]);
    expect(namesAll(mailTo(LEAD))).toBe(true);
    for (const { id } of tickets) {
      const told = await lines(id, 'not delivered');
      for (const agent of [ADA, BRUNO])
        expect(told).toContain(`notice to ${agent}: failed 5.1.1 550 5.1.1 user unknown`);
    }
  });

  it('that comes back is handed on whole, although the first delivery of the report broke off', async () => {
    await swept();
    const mails = desk.sent.splice(0);
    for (const mail of mails) {
      desk.faults.add({ port: 'notices.save', skip: 3, times: 9 });
      const report = reportOn(desk, mail);
      await deliver(desk, () => receiveMail(desk, report));
      desk.faults.clear();
    }
    await minute();
    expect(tickets.filter(({ id }) => to(LEAD).some(({ text }) => text.includes(id)))).toHaveLength(COUNT);
  });

  it('says nothing of what another mail told', async () => {
    await swept();
    const first = desk.sent.splice(0);
    const request = requestOf(desk, { source: 'mail:later', messageId: '<later@x.example>' });
    const { ticket } = await openTicket(desk, { ...request, silent: true, flood: true });
    await swept();
    desk.sent.length = 0;
    for (const mail of first) await comesBack(desk, mail);
    await minute();
    expect(namesAll(mailTo(LEAD))).toBe(true);
    expect(mailTo(LEAD).text).not.toContain(ticket.id);
  });
});

describe('the mail of a flood’s levels', () => {
  beforeEach(async () => {
    await swept();
    await reach('breach');
  });

  it('that is refused for all has the next level told in the same run, by one mail', async () => {
    refused = [ADA, BRUNO, LEAD];
    desk.pass(60);
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual([MANAGER]);
    expect(namesAll(mailTo(MANAGER))).toBe(true);
    for (const { id } of tickets) expect(await lines(id, 'brought forward')).toEqual(['critical: nobody of breach']);
  });

  it('that comes back is one whom it did not reach, on each ticket that it named', async () => {
    await swept();
    await comesBack(desk, mailTo(LEAD));
    for (const { id } of tickets) {
      const { escalations } = await getTicket(desk, id);
      expect(escalations.at(-1)?.failed).toHaveLength(1);
      expect(await lines(id, 'not delivered')).toEqual([`breach to ${LEAD}: failed 5.1.1 550 5.1.1 user unknown`]);
      expect(await lines(id, 'brought forward')).toEqual([]);
    }
  });

  it('that comes back from everybody has the next level told at once, by one mail', async () => {
    await swept();
    const mails = desk.sent.splice(0);
    expect(mails.map(({ recipient }) => recipient)).toEqual([ADA, BRUNO, LEAD]);
    for (const mail of mails) await comesBack(desk, mail);
    for (const { id } of tickets) {
      const { timer } = await getTicket(desk, id);
      await escalate(desk, { ticketId: id, version: timer.version });
    }
    await swept();
    expect(mailed(desk)).toEqual([MANAGER]);
    expect(namesAll(mailTo(MANAGER))).toBe(true);
  });
});
