import { beforeEach, describe, expect, it } from 'vitest';
import type { Preferences } from '../../../shared/customer/account.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, requestOf, sweepLater } from '../../support/stories.ts';

/** What an agent likes to be mailed of, and how; never of warnings and above. */

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const likes = (preferences: Preferences) => desk.accounts.prefer(ada, preferences);
const toAda = () => desk.sent.filter(({ recipient }) => recipient === ada.addresses[0]);
const subjects = () => toAda().map(({ subject }) => subject);
let count = 0;
async function opens(priority: 1 | 2 = 2): Promise<string> {
  count += 1;
  const change = { source: `mail:${count}`, messageId: `<${count}@rossi.example>`, priority };
  const { ticket } = await openTicket(desk, requestOf(desk, change));
  await desk.team.drain();
  return ticket.id;
}
async function writes(id: string): Promise<void> {
  count += 1;
  desk.pass(60);
  const raw = `From: anna@rossi.example\nMessage-ID: <${count}@x>\nSubject: Re: [${id}] it\n\nAny news?\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `m${count}` }));
  await desk.team.drain();
}
const give = (ticketId: string, to: string) =>
  assign(desk, { ticketId, to, agent: bruno, at: desk.now().toISOString() });
/** Lets the next timer of a ticket fire when it is due. */
async function fires(id: string): Promise<void> {
  const ticket = await desk.tickets.get(id);
  desk.setNow(ticket?.timer.next?.at ?? '');
  await escalate(desk, { ticketId: id, version: ticket?.timer.version ?? 0 });
  await desk.team.drain();
}

describe('an agent who wants to hear', () => {
  it('of none is mailed of no new ticket and no further word, but of a warning, and of what they are given', async () => {
    await likes({ notices: 'none' });
    const id = await opens();
    await writes(id);
    expect(subjects()).toEqual([]);
    await give(id, 'ada');
    await desk.team.drain();
    expect(toAda()).toHaveLength(1);
    await fires(id);
    expect(subjects().at(-1)).toMatch(/^Warning/);
    // A colleague who likes nothing in particular has had it all.
    expect(desk.sent.filter(({ recipient }) => recipient === bruno.addresses[0]).length).toBeGreaterThan(1);
  });

  it('of theirs is mailed of those alone', async () => {
    await likes({ notices: 'mine' });
    const [own, other] = [await opens(), await opens()];
    await give(own, 'ada');
    await give(other, 'bruno');
    await desk.team.drain();
    desk.sent.length = 0;
    await writes(other);
    expect(subjects()).toEqual([]);
    await writes(own);
    expect(subjects()).toEqual([expect.stringContaining(own)]);
  });
});

it('a P1 comes to everybody, whatever they like', async () => {
  await likes({ notices: 'none' });
  await opens(1);
  expect(subjects()).toHaveLength(1);
});

describe('an agent who likes them together', () => {
  it('has one mail for five minutes, and a P1 at once', async () => {
    await likes({ digestMinutes: 5 });
    for (let number = 0; number < 3; number += 1) {
      await opens();
      desk.pass(60);
      await desk.team.drain();
    }
    expect(subjects()).toEqual([]);
    await opens(1);
    expect(subjects()).toHaveLength(1);
    desk.pass(130);
    await desk.team.drain();
    expect(subjects()[1]).toMatch(/^3 notices/);
    desk.pass(600);
    await desk.team.drain();
    await sweepLater(desk);
    expect(subjects()).toHaveLength(2);
  });

  it('hears of a warning at once', async () => {
    await likes({ digestMinutes: 10, notices: 'none' });
    const id = await opens(2);
    await fires(id);
    expect(subjects()).toEqual([expect.stringMatching(/^Warning/)]);
  });
});
