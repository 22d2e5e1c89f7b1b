import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Refused } from '../../../shared/outcome.ts';
import { recipientHash } from '../../../shared/ticket/caps.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { noticeFailed } from '../../../shared/use-cases/notice-failed.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, requestOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Nobody untold, nothing told twice: whom a notice cannot reach has others hear in their place. */

const [ADA, BRUNO, LEAD, MANAGER] = ['ada', 'bruno', 'lead', 'manager'].map((name) => `${name}@support.example`);
const AWAY = { until: '2026-12-31' };
const NO_ADDRESS: Refused = { outcome: 'refused', what: 'recipient', reason: 'InvalidParameterValue: Illegal address' };

/** Mails to these are refused from now on, as the mail service refuses an address. */
function refuse(desk: MemoryDesk, ...addresses: (string | undefined)[]): void {
  const { send } = desk.mailer;
  desk.mailer.send = async (mail) => (addresses.includes(mail.recipient) ? NO_ADDRESS : send(mail));
}

const errors = (desk: MemoryDesk) => desk.lines.filter(({ level }) => level === 'error').map(({ message }) => message);
const trail = async (desk: MemoryDesk, id: string) =>
  (await desk.tickets.get(id))?.audit.map(({ action, detail }) => `${action} ${detail ?? ''}`.trim());

/** A ticket of Ada’s, to which the customer has written again, word of which is still in the queue. */
async function writtenAgain(desk: MemoryDesk): Promise<string> {
  const { id } = await waitingTicket(desk);
  await assign(desk, { ticketId: id, agent: ada, to: 'ada', at: desk.now().toISOString() });
  desk.team.isHeld = true;
  const [key = ''] = await desk.secrets.signingKeys();
  const raw = 'From: anna@rossi.example\nMessage-ID: <anna-2@rossi.example>\nSubject: Re: door\n\nStill shut.';
  const recipients = [replyAddress(key, desk.settings.supportAddress, { ticketId: id })];
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-2', recipients }));
  return id;
}

describe('a notice for somebody who has left since', () => {
  it('goes to the team in their place, and nothing to them', async () => {
    const desk = deskOf();
    await writtenAgain(desk);
    desk.agents.list = async () => [bruno];
    await desk.team.drain();
    expect(mailed(desk)).toEqual([BRUNO]);
  });

  it('goes to the lead, and the operator hears, when they were the last', async () => {
    const desk = deskOf();
    await writtenAgain(desk);
    desk.agents.list = async () => [];
    await desk.team.drain();
    expect(mailed(desk)).toEqual([LEAD]);
    expect(errors(desk)).toEqual(['no agent is on duty']);
  });

  it('of a new ticket is told once to whoever is there', async () => {
    const desk = deskOf();
    desk.team.isHeld = true;
    await openTicket(desk, requestOf(desk, { silent: true }));
    desk.agents.list = async () => [bruno];
    await desk.team.drain();
    expect(mailed(desk)).toEqual([BRUNO]);
  });

  it('waits in no digest, when the mail service was away for an hour', async () => {
    const desk = deskOf();
    await writtenAgain(desk);
    desk.faults.add({ port: 'mailer.send' });
    await desk.team.drain();
    desk.faults.clear();
    desk.agents.list = async () => [bruno];
    desk.team.isHeld = false;
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([BRUNO]);
  });
});

describe('a notice for somebody who is away by now', () => {
  it('goes to the team in their place', async () => {
    const desk = deskOf();
    await writtenAgain(desk);
    await desk.agents.put({ ...ada, absent: AWAY });
    await desk.team.drain();
    expect(mailed(desk)).toEqual([BRUNO]);
  });

  it('goes to them although they are away, when there is nobody else at all', async () => {
    const desk = deskOf({ agents: [ada], settings: { escalation: { levels: [], lead: [], manager: [] } } });
    await writtenAgain(desk);
    await desk.agents.put({ ...ada, absent: AWAY });
    await desk.team.drain();
    expect(mailed(desk)).toEqual([ADA]);
  });
});

describe('a notice whose reader’s address the mail service refuses', () => {
  it('of an assignee goes to the team, and the trail says what was refused', async () => {
    const desk = deskOf();
    refuse(desk, ADA);
    const id = await writtenAgain(desk);
    await desk.team.drain();
    expect(mailed(desk)).toEqual([BRUNO]);
    expect(await trail(desk, id)).toContain(`mail refused ${ADA}: ${NO_ADDRESS.reason}`);
  });

  it('of one of a team is told nobody twice', async () => {
    const desk = deskOf();
    refuse(desk, ADA);
    await openTicket(desk, requestOf(desk, { silent: true }));
    expect(mailed(desk)).toEqual([BRUNO]);
  });

  it('goes up when everybody’s is refused: to the lead once, else to the manager, else to nobody, which is an error', async () => {
    const all = [ADA, BRUNO, LEAD, MANAGER];
    for (const [count, told] of [
      [2, [LEAD]],
      [3, [MANAGER]],
      [4, []],
    ] as const) {
      const desk = deskOf();
      refuse(desk, ...all.slice(0, count));
      await openTicket(desk, requestOf(desk, { silent: true }));
      expect(mailed(desk)).toEqual(told);
      expect(errors(desk)).toContain(count === 4 ? 'a notice can reach nobody' : 'no agent is on duty');
    }
  });

  it('is handed on by the sweep when the queue could not take it, once', async () => {
    const desk = deskOf();
    refuse(desk, ADA);
    await writtenAgain(desk);
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    await desk.team.drain().catch(() => {});
    expect(mailed(desk)).toEqual([]);
    desk.team.isHeld = false;
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([BRUNO]);
  });
});

describe('a notice that another server sends back', () => {
  const comesBack = (desk: MemoryDesk, ticketId: string, { recipient }: Pick<OutgoingMail, 'recipient'>) =>
    noticeFailed(
      desk,
      { ticketId, to: recipientHash(recipient) },
      { recipient, reason: '5.1.1', at: desk.now().toISOString() },
    );

  it('of an assignee goes to the team, once, however many reports come', async () => {
    const desk = deskOf();
    const id = await writtenAgain(desk);
    desk.team.isHeld = false;
    await desk.team.drain();
    expect(mailed(desk)).toEqual([ADA]);
    for (let report = 0; report < 3; report += 1) await comesBack(desk, id, { recipient: ADA ?? '' });
    expect(mailed(desk)).toEqual([ADA, BRUNO]);
    expect(await trail(desk, id)).toContain(`not delivered notice to ${ADA}: 5.1.1`);
  });

  it('of all of a team goes to the lead', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await comesBack(desk, id, { recipient: ADA ?? '' });
    expect(mailed(desk)).toEqual([]);
    await comesBack(desk, id, { recipient: BRUNO ?? '' });
    expect(mailed(desk)).toEqual([LEAD]);
  });

  it('with others in one mail has each of them told to others, and none that went alone', async () => {
    const desk = deskOf();
    desk.team.isHeld = true;
    for (let number = 0; number < 8; number += 1) {
      await openTicket(desk, requestOf(desk, { source: `mail:${number}`, silent: true }));
    }
    desk.team.queue.splice(0, desk.team.queue.length, ...desk.team.queue.filter(({ body }) => body.includes('"ada"')));
    await desk.team.drain();
    desk.pass(70);
    await desk.team.drain();
    const [digest] = desk.sent.splice(0).slice(-1);
    const [, ticketId = ''] = /\+b\.(t-[0-9a-z]{8})\./.exec(digest?.returnPath ?? '') ?? [];
    desk.team.isHeld = false;
    await comesBack(desk, ticketId.toUpperCase(), { recipient: ADA ?? '' });
    expect(mailed(desk)).toEqual([BRUNO, BRUNO, BRUNO]);
    expect(await trail(desk, ticketId.toUpperCase())).toContain(`not delivered notice to ${ADA}: 5.1.1`);
  });

  it('with others in one mail says nothing of what another mail told', async () => {
    const desk = deskOf({ agents: [ada] });
    const digestOf = async (minute: number) => {
      desk.team.isHeld = true;
      for (let number = 0; number < 8; number += 1) {
        await openTicket(desk, requestOf(desk, { source: `mail:${minute}-${number}`, silent: true }));
      }
      await desk.team.drain();
      desk.pass(70);
      await desk.team.drain();
      desk.team.isHeld = false;
      return desk.sent.splice(0).at(-1);
    };
    const [first, second] = [await digestOf(1), await digestOf(2)];
    const [, ticketId = ''] = /\+b\.(t-[0-9a-z]{8})\./.exec(first?.returnPath ?? '') ?? [];
    await comesBack(desk, ticketId.toUpperCase(), { recipient: ADA ?? '' });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([LEAD, LEAD, LEAD]);
    const numbers = (text = '') => new Set(text.match(/T-[0-9A-Z]{8}/g));
    const handedOn = numbers(desk.sent.map(({ subject, text }) => `${subject} ${text}`).join());
    expect(handedOn).toEqual(numbers(first?.text));
    for (const id of numbers(second?.text)) expect(handedOn).not.toContain(id);
  });

  it('of a ticket that was answered since tells nobody of what is over', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const ticket = await desk.tickets.get(id);
    if (ticket) await desk.tickets.save({ ...ticket, state: 'answered' });
    await comesBack(desk, id, { recipient: ADA ?? '' });
    await comesBack(desk, id, { recipient: BRUNO ?? '' });
    expect(mailed(desk)).toEqual([]);
  });
});
