import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, sweepLater, ticketsOf } from '../../support/stories.ts';

const AGENTS = ['ada@support.example', 'bruno@support.example'];

let desk: MemoryDesk;
let mails: number;
beforeEach(() => {
  desk = deskOf();
  mails = 0;
});

/** An unproved mail of this sender arrives now. */
async function arrives(from: string, { subject = '', proved = false } = {}): Promise<void> {
  mails += 1;
  const id = `ses-${mails}`;
  const raw = `From: ${from}\r\nTo: help@support.example\r\nSubject: ${subject || `Door ${mails}`}\r\nMessage-ID: <${id}@x.example>\r\n\r\nIt is shut, ${mails}.\r\n`;
  desk.stored.set(`raw/${id}`, { content: Buffer.from(raw), contentType: 'message/rfc822' });
  await receiveMail(desk, {
    id,
    receivedAt: desk.now().toISOString(),
    raw: `raw/${id}`,
    envelopeFrom: from,
    recipients: ['help@support.example'],
    authenticated: proved,
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: proved ? 'PASS' : 'GRAY' },
    header: {},
  });
}

async function flood(from: string, count: number, subject?: string): Promise<void> {
  for (let mail = 0; mail < count; mail += 1) {
    await arrives(from, subject ? { subject } : {});
    desk.pass(1);
  }
}

const held = async () => (await desk.quarantine.list({ limit: 100 })).entries.map(({ reason }) => reason);
const to = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);

describe('a flood that names a known customer', () => {
  const ANNA = 'anna@rossi.example';

  it('is a ticket each, with a clock and a timer', async () => {
    await flood(ANNA, 9);
    const tickets = await ticketsOf(desk);
    expect(tickets).toHaveLength(9);
    for (const { id, state, timer, customer } of tickets) {
      expect({ state, customer: customer?.id, registered: timer.registered }).toEqual({
        state: 'waiting',
        customer: 'rossi',
        registered: true,
      });
      expect(desk.scheduled.has(`${id}.${timer.version}`)).toBe(true);
    }
    expect(await held()).toEqual([]);
  });

  it('serves the first five as ever, acknowledges no more, and tells each agent of the others in one mail', async () => {
    await flood(ANNA, 9);
    expect(to(ANNA)).toHaveLength(5);
    expect(to(AGENTS[0] ?? '')).toHaveLength(5);
    desk.sent.length = 0;
    await sweepLater(desk);
    expect(mailed(desk).toSorted()).toEqual(AGENTS);
    const late = (await ticketsOf(desk)).filter((ticket) => ticket.flood);
    expect(late).toHaveLength(4);
    for (const { id, opening } of late) {
      expect(opening.state).toBe('done');
      expect(desk.sent[0]?.text).toContain(id);
      expect(desk.sent[0]?.html).toContain(id);
    }
    desk.sent.length = 0;
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
  });

  it('of twenty forged P1s is twenty tickets, five acknowledgements, and to each agent five notices and one mail', async () => {
    await flood(ANNA, 20, '[P1] The till is down');
    for (let sweeps = 0; sweeps < 3; sweeps += 1) await sweepLater(desk);
    const tickets = await ticketsOf(desk);
    expect(tickets.map(({ state, priority }) => [state, priority])).toEqual(Array(20).fill(['waiting', 1]));
    for (const { id, clock, timer } of tickets) {
      expect([clock.deadline > desk.now().toISOString(), desk.scheduled.has(`${id}.${timer.version}`)]).toEqual([
        true,
        true,
      ]);
    }
    expect(desk.sent).toHaveLength(5 + 2 * 6);
    expect(to(ANNA)).toHaveLength(5);
    for (const agent of AGENTS) {
      expect(to(agent)).toHaveLength(6);
      const [gathered, ...others] = to(agent).filter(({ subject }) => subject.startsWith('Flood: 15 new tickets'));
      expect(others).toEqual([]);
      for (const { id, flood: isOne } of tickets) {
        expect(to(agent).filter(({ subject, text }) => `${subject} ${text}`.includes(id))).toHaveLength(1);
        expect(gathered?.text.includes(id) ?? false).toBe(isOne ?? false);
      }
    }
  });

  it.each([
    ['one From after another of one domain', (mail: number) => `person-${mail}@rossi.example`, 23, 20],
    [
      'one From in capitals and with names',
      (mail: number) => (mail % 2 ? `"A ${mail}" <ANNA@Rossi.example>` : ANNA),
      9,
      5,
    ],
    ['two known customers at once', (mail: number) => (mail % 2 ? ANNA : 'eva@rossi.example'), 14, 10],
  ])('is counted the same: %s', async (_, from, count, served) => {
    for (let mail = 0; mail < count; mail += 1) await arrives(from(mail), { subject: '[P1] All is down' });
    for (let sweeps = 0; sweeps < 3; sweeps += 1) await sweepLater(desk);
    expect(await ticketsOf(desk)).toHaveLength(count);
    expect(desk.sent).toHaveLength(served + 2 * (served + 1));
  });

  it('leaves no P1 untold, and names it first', async () => {
    await flood(ANNA, 7);
    await arrives(ANNA, { subject: '[P1] The till is down' });
    desk.sent.length = 0;
    await sweepLater(desk);
    const [mail] = to(AGENTS[0] ?? '');
    expect(mail?.subject).toBe('Flood: 3 new tickets, 1 of them P1');
    expect(mail?.text.indexOf('The till is down')).toBeLessThan(mail?.text.indexOf('Door 6') ?? 0);
  });

  it('is over when the hour is', async () => {
    await flood(ANNA, 6);
    desk.pass(3_600);
    await arrives(ANNA);
    expect((await ticketsOf(desk)).filter((ticket) => ticket.flood)).toHaveLength(1);
    expect(to(ANNA)).toHaveLength(6);
  });

  it('counts a delivery that comes again once', async () => {
    for (let time = 0; time < 9; time += 1) {
      mails = 0;
      await arrives(ANNA, { subject: 'The same' });
    }
    await flood(ANNA, 4);
    expect((await ticketsOf(desk)).filter((ticket) => ticket.flood)).toEqual([]);
  });

  it('of twenty senders of one domain is one, too', async () => {
    for (let sender = 0; sender < 23; sender += 1) await arrives(`person-${sender}@rossi.example`);
    expect((await ticketsOf(desk)).filter((ticket) => ticket.flood)).toHaveLength(3);
  });

  it('is none when it is proved', async () => {
    for (let mail = 0; mail < 9; mail += 1) await arrives(ANNA, { proved: true });
    expect((await ticketsOf(desk)).filter((ticket) => ticket.flood)).toEqual([]);
  });

  it('goes by the numbers of the settings', async () => {
    desk = deskOf({ settings: { flood: { perSender: 2 } } });
    await flood(ANNA, 4);
    expect((await ticketsOf(desk)).filter((ticket) => ticket.flood)).toHaveLength(2);
  });

  it('tells of what the mail service could not take at a later sweep, of each ticket', async () => {
    await flood(ANNA, 8);
    desk.sent.length = 0;
    desk.faults.add({ port: 'mailer.send' });
    await sweepLater(desk);
    expect(desk.sent).toEqual([]);
    desk.faults.clear();
    await sweepLater(desk);
    expect(mailed(desk).toSorted()).toEqual(AGENTS);
    for (const { id, flood: isOne } of await ticketsOf(desk)) {
      if (isOne) expect(desk.sent[0]?.text).toContain(id);
    }
  });

  it.each([
    ['closed as spam', { state: 'closed', reason: 'spam' }],
    ['closed as withdrawn', { state: 'closed', reason: 'withdrawn' }],
    ['answered', undefined],
  ] as const)('names no ticket that was %s meanwhile, and ends its task', async (_, closing) => {
    await flood(ANNA, 8);
    const [gone, ...left] = (await ticketsOf(desk)).filter((ticket) => ticket.flood);
    const by = { ticketId: gone?.id ?? '', agent: ada, at: desk.now().toISOString() };
    if (closing) await changeState(desk, { ...by, ...closing, twin: undefined });
    else {
      const said = { text: 'Try it.', attachments: [], receivedAt: by.at, tellBy: 'call', source: 'api:1' } as const;
      await respond(desk, { ...by, ...said, attachments: [] });
    }
    desk.sent.length = 0;
    await sweepLater(desk);
    const digests = desk.sent.filter(({ subject }) => subject.startsWith('Flood: '));
    expect(digests.map(({ recipient }) => recipient).toSorted()).toEqual(AGENTS);
    for (const { text, subject } of digests) {
      expect(text).not.toContain(gone?.id);
      expect(subject).toContain(`${left.length} new`);
      for (const { id } of left) expect(text).toContain(id);
    }
    expect((await desk.tickets.get(gone?.id ?? ''))?.opening.state).toBe('done');
  });

  it('that a crash broke off among its mails repeats one mail at most to each reader', async () => {
    await flood(ANNA, 8);
    desk.sent.length = 0;
    desk.faults.add({ port: 'tickets.save', skip: 3 });
    await sweepLater(desk).catch(() => {});
    desk.faults.clear();
    desk.pass(120);
    await sweepLater(desk);
    await sweepLater(desk);
    for (const agent of AGENTS) expect([1, 2]).toContain(to(agent).length);
    const told = to(AGENTS[1] ?? '')
      .map(({ text }) => text)
      .join();
    for (const { id, flood: isOne, opening } of await ticketsOf(desk)) {
      if (!isOne) continue;
      expect(opening.state).toBe('done');
      expect(told).toContain(id);
    }
  });

  it('is told once by two sweeps at once', async () => {
    await flood(ANNA, 8);
    desk.sent.length = 0;
    desk.pass(360);
    await Promise.all([sweep(desk, takeInAgain), sweep(desk, takeInAgain)]);
    await sweepLater(desk);
    for (const { id, flood: isOne } of await ticketsOf(desk)) {
      const naming = to(AGENTS[0] ?? '').filter(({ text }) => text.includes(id));
      expect(naming).toHaveLength(isOne ? 1 : 0);
    }
  });
});

describe('the levels of a flood’s tickets', () => {
  const ANNA = 'anna@rossi.example';

  /** Nine tickets, four of the flood, all told of; and all at their next level, none of whose timers has fired. */
  async function due(level: string): Promise<void> {
    await flood(ANNA, 9, '[P1] The till is down');
    await sweepLater(desk);
    const tickets = await ticketsOf(desk);
    const at = tickets[0]?.clock.levels.find(({ name }) => name === level)?.at ?? '';
    desk.setNow(new Date(Date.parse(at) + 20_000).toISOString());
    desk.sent.length = 0;
  }

  async function fire(): Promise<void> {
    for (const { id, timer } of await ticketsOf(desk)) await escalate(desk, { ticketId: id, version: timer.version });
  }

  it('that fall due together are one mail a contact that names each', async () => {
    await due('breach');
    await fire();
    desk.sent.length = 0;
    desk.pass(240);
    await sweep(desk, takeInAgain);
    expect(mailed(desk).toSorted()).toEqual([...AGENTS, 'lead@support.example']);
    const tickets = (await ticketsOf(desk)).filter((ticket) => ticket.flood);
    for (const { id, escalations, audit } of tickets) {
      for (const { text } of desk.sent) expect(text).toContain(id);
      expect(escalations.every(({ notice }) => notice.state === 'done')).toBe(true);
      expect(audit.filter(({ action }) => action === 'told')).toHaveLength(1);
    }
    expect(desk.sent[0]?.tags?.purpose).toBe('escalation');
  });

  it('go on to the next by their timers', async () => {
    await due('breach');
    await fire();
    for (const { id, timer } of await ticketsOf(desk)) expect(desk.scheduled.has(`${id}.${timer.version}`)).toBe(true);
  });

  it('wait for the mail service, and reach everybody then', async () => {
    await due('breach');
    await fire();
    desk.sent.length = 0;
    desk.faults.add({ port: 'mailer.send' });
    await sweepLater(desk);
    desk.faults.clear();
    await sweepLater(desk);
    await sweepLater(desk);
    expect(mailed(desk)).toContain('lead@support.example');
    const all = desk.sent.map(({ text }) => text).join();
    for (const { id, flood: isOne } of await ticketsOf(desk)) if (isOne) expect(all).toContain(id);
  });

  it('are told of no ticket that was answered meanwhile', async () => {
    await due('breach');
    await fire();
    const [answered] = (await ticketsOf(desk)).filter((ticket) => ticket.flood);
    const at = desk.now().toISOString();
    await respond(desk, {
      ticketId: answered?.id ?? '',
      agent: ada,
      source: 'api:1',
      text: 'Try the other key.',
      attachments: [],
      receivedAt: at,
      tellBy: 'mail',
    });
    desk.sent.length = 0;
    await sweepLater(desk);
    const lead = to('lead@support.example');
    expect(lead).toHaveLength(1);
    expect(lead[0]?.text).not.toContain(answered?.id);
  });
});

describe('a flood of a stranger’s', () => {
  it('is held from the sixth on, as a flood', async () => {
    await flood('eve@elsewhere.example', 8);
    expect(await ticketsOf(desk)).toHaveLength(5);
    expect(await held()).toEqual(['flood', 'flood', 'flood']);
  });

  it('is a ticket when somebody lets it out', async () => {
    await flood('eve@elsewhere.example', 6);
    const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
    await release(desk, entry?.id ?? '', { by: 'agent:ada', receive: receiveMail });
    expect(await ticketsOf(desk)).toHaveLength(6);
  });

  it('holds nothing of what belongs to a ticket', async () => {
    await flood('eve@elsewhere.example', 5);
    await arrives('eve@elsewhere.example', { proved: true });
    expect(await ticketsOf(desk)).toHaveLength(6);
    expect(await held()).toEqual([]);
  });
});
