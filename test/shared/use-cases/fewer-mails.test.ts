import { beforeEach, describe, expect, it } from 'vitest';
import type { Preferences } from '../../../shared/customer/account.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { handOnReturned } from '../../../shared/use-cases/steps/hand-on-returned.ts';
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

describe('what nobody else would hear', () => {
  const toTeam = () => desk.sent.filter(({ recipient }) => recipient.endsWith('@support.example'));
  const answers = async (ticketId: string) => {
    const receivedAt = desk.now().toISOString();
    const given = { text: 'Oil it.', attachments: [], tellBy: 'call' as const, receivedAt };
    await respond(desk, { ticketId, agent: ada, source: `api:${count}`, ...given });
    await desk.team.drain();
  };

  it.each(['mine', 'none'] as const)(
    'comes to who stands in for a colleague, and likes to hear of %s',
    async (notices) => {
      const id = await opens();
      await give(id, 'ada');
      await answers(id);
      await desk.accounts.prefer(bruno, { notices });
      await desk.agents.put({ ...ada, absent: { until: '2026-12-24' } });
      desk.sent.length = 0;
      await writes(id);
      expect(toTeam().map(({ recipient }) => recipient)).toEqual(bruno.addresses.slice(0, 1));
    },
  );

  it.each([undefined, 'ada'])('comes to those who like to hear of none, of a ticket that is of %s', async (to) => {
    const id = await opens();
    if (to) await give(id, to);
    for (const agent of [ada, bruno]) await desk.accounts.prefer(agent, { notices: 'none' });
    await desk.team.drain();
    desk.sent.length = 0;
    await writes(id);
    expect(toTeam().map(({ recipient }) => recipient)).toContain(ada.addresses[0]);
  });

  it('comes to who likes to hear of none, once the mail to the only other one has come back', async () => {
    const id = await opens();
    await desk.accounts.prefer(bruno, { notices: 'none' });
    desk.sent.length = 0;
    await writes(id);
    expect(toTeam().map(({ recipient }) => recipient)).toEqual(ada.addresses.slice(0, 1));
    const [notice] = (await desk.notices.ofTicket(ada.id, id, '')).filter(({ about }) => about.kind === 'again');
    if (!notice) throw new Error('ada was told nothing');
    await handOnReturned(desk, notice);
    await desk.team.drain();
    expect(toTeam().map(({ recipient }) => recipient)).toContain(bruno.addresses[0]);
  });

  it.each(['mine', 'none'] as const)(
    'is that a customer was sent no acknowledgement: all who like to hear of %s are told',
    async (notices) => {
      desk = deskOf({ settings: { caps: { acknowledgements: 2 } } });
      for (const agent of [ada, bruno]) await desk.accounts.prefer(agent, { notices });
      for (let number = 0; number < 3; number += 1) {
        desk.sent.length = 0;
        await opens();
        desk.pass(120);
      }
      await desk.team.drain();
      expect(desk.sent.filter(({ recipient }) => recipient === 'anna@rossi.example')).toEqual([]);
      expect(toTeam().map(({ recipient }) => recipient)).toEqual(
        [ada, bruno].flatMap(({ addresses: [to] }) => to ?? []),
      );
    },
  );
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

  describe('and a ticket that is raised to P1 meanwhile', () => {
    const raise = (ticketId: string) =>
      changePriority(desk, { ticketId, agent: bruno, at: desk.now().toISOString(), priority: 1, reason: 'it stands' });
    beforeEach(() => likes({ digestMinutes: 10 }));

    it('is told at once, alone, when an agent raises it; the others wait on', async () => {
      const [id, other] = [await opens(), await opens()];
      desk.pass(60);
      await raise(id);
      await desk.team.drain();
      expect(subjects()).toEqual([expect.stringContaining(id)]);
      desk.pass(660);
      await desk.team.drain();
      expect(subjects()).toEqual([expect.stringContaining(id), expect.stringContaining(other)]);
    });

    it('is told at once when a P1 duplicate of it raises it', async () => {
      const id = await opens();
      const duplicate = await opens(1);
      expect(subjects()).toHaveLength(1);
      const closing = { state: 'closed', reason: 'duplicate', twin: id } as const;
      await changeState(desk, { ticketId: duplicate, agent: bruno, at: desk.now().toISOString(), ...closing });
      await desk.team.drain();
      expect(subjects().at(-1)).toContain(id);
    });

    it('is told at once when its requester does', async () => {
      const id = await opens();
      const head = `From: anna@rossi.example\nMessage-ID: <up@x>\nSubject: Re: [${id}] it`;
      desk.pass(60);
      await receiveMail(desk, arrives(desk, `${head}\n\nPriority: 1\n\nAll stands.\n`, { id: 'up' }));
      await desk.team.drain();
      expect((await desk.tickets.get(id))?.priority).toBe(1);
      expect(subjects()).toHaveLength(2);
    });

    it('is told at once when that was while its notice was put aside', async () => {
      const { save } = desk.notices;
      let id = '';
      desk.notices.save = async (before, change) => {
        if (change.task.state === 'parked' && id === '') {
          id = before.ticketId;
          await raise(id);
        }
        return save(before, change);
      };
      await opens();
      await desk.team.drain();
      expect(subjects()).toEqual([expect.stringContaining(id)]);
    });

    it('is told at once of what the customer wrote over an hour before it reached the desk', async () => {
      const id = await opens();
      desk.pass(660);
      await desk.team.drain();
      const receivedAt = desk.now().toISOString();
      desk.pass(75 * 60);
      desk.sent.length = 0;
      const raw = `From: anna@rossi.example\nMessage-ID: <late@x>\nSubject: Re: [${id}] it\n\nAny news?\n`;
      await receiveMail(desk, arrives(desk, raw, { id: 'late', receivedAt }));
      await desk.team.drain();
      expect(subjects()).toEqual([]);
      await raise(id);
      await desk.team.drain();
      expect(subjects()).toEqual([expect.stringContaining(id)]);
    });

    it('is told when the table fails then, and the raise comes again; the customer hears at once', async () => {
      const id = await opens();
      desk.pass(60);
      desk.faults.add({ port: 'notices.ofTicket', times: 1 });
      await expect(raise(id)).rejects.toThrow();
      expect(desk.sent.some(({ recipient }) => recipient === 'anna@rossi.example')).toBe(true);
      await raise(id);
      await desk.team.drain();
      expect(subjects()).toEqual([expect.stringContaining(id)]);
    });

    it('is told when the queue takes nothing then', async () => {
      const id = await opens();
      desk.pass(60);
      desk.faults.add({ port: 'teamMail.put', times: 1 });
      await raise(id);
      desk.faults.clear();
      await sweepLater(desk);
      await desk.team.drain();
      expect(subjects()).toEqual([expect.stringContaining(id)]);
    });
  });
});
