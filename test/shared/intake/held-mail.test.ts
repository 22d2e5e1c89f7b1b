import { beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../../shared/customer/agent.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { heldAddress } from '../../../shared/mail/signed/held-address.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { METRIC } from '../../../shared/names.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deliver, deskOf, mailed, sweepLater, ticketsOf } from '../../support/stories.ts';

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const AGENTS = ['ada@support.example', 'bruno@support.example'];
const LEAD = 'lead@support.example';
const VERDICTS = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

/** Mails to these are refused from now on, as the mail service refuses an address. */
function refuse(addresses: readonly string[]): void {
  const { send } = desk.mailer;
  const refused = { outcome: 'refused', what: 'recipient', reason: 'InvalidParameterValue: Illegal address' } as const;
  desk.mailer.send = async (mail) => (addresses.includes(mail.recipient) ? refused : send(mail));
}

/** How often the operator was told that others hear in somebody's place. */
const paged = () => desk.counted.get(METRIC.nobodyOnDuty) ?? 0;

type Kind = { subject?: string; from?: string; danger?: 'spam' | 'virus'; proved?: boolean; id?: string };

/** A mail arrives that is held. */
async function hold(kind: Kind = {}) {
  const {
    subject = 'The till is down',
    from = 'anna@rossi.example',
    danger = 'spam',
    proved = false,
    id = 'ses-1',
  } = kind;
  const raw = `Message-ID: <${id}@x.example>\nFrom: ${from}\nSubject: ${subject}\n\nSince noon.\n`;
  const verdicts = { ...VERDICTS, dmarc: proved ? ('PASS' as const) : ('GRAY' as const), [danger]: 'FAIL' as const };
  const received = arrives(desk, raw, { id, verdicts, authenticated: proved });
  await receiveMail(desk, received);
  const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
  if (!entry) throw new Error('nothing is held');
  return { entry, received };
}

/** Ada, or whoever the change says, replies to her notice of this entry. */
async function reply(entryId: string, text: string, { from = AGENTS[0], proved = true, to = 'ada' } = {}) {
  const id = `reply-${entryId}-${text.length}`;
  const raw = `Message-ID: <${id}@support.example>\nFrom: ${from}\nSubject: Re: held\n\n${text}\n`;
  const recipients = [heldAddress(KEY, SUPPORT, { entryId, agentId: to })];
  const received = arrives(desk, raw, { id, recipients, authenticated: proved });
  await receiveMail(desk, received);
}

const noticeTo = (address: string): OutgoingMail => {
  const mail = desk.sent.find(({ recipient }) => recipient === address);
  if (!mail) throw new Error(`nobody mailed ${address}`);
  return mail;
};

describe('held mail of a known customer, or of a proved sender', () => {
  it.each([
    ['a known customer', { from: 'anna@rossi.example' }],
    ['a known customer, with a virus', { danger: 'virus' as const }],
    ['a proved stranger', { from: 'eve@elsewhere.example', proved: true }],
  ])('of %s is told to each agent at once, and once', async (_, kind) => {
    const { received } = await hold(kind);
    expect(mailed(desk)).toEqual(AGENTS);
    await receiveMail(desk, received);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(AGENTS);
    expect(await ticketsOf(desk)).toEqual([]);
  });

  it.each([
    [['ada'], [AGENTS[1]]],
    [
      ['ada', 'bruno'],
      [...AGENTS, LEAD],
    ],
  ])(
    'while %j are away is told to who is there, else to all, since only an agent lets it out, and to the lead',
    async (away, told) => {
      for (const agent of await desk.agents.list()) {
        if (away.includes(agent.id)) await desk.agents.put({ ...agent, absent: { until: '2027-12-31' } });
      }
      await hold();
      expect(mailed(desk)).toEqual(told);
      expect(paged()).toBe(away.length === 2 ? 1 : 0);
    },
  );

  it('is told to the lead when the mail service refuses each agent’s address, without a way to let it out by mail', async () => {
    refuse(AGENTS);
    await hold();
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([LEAD]);
    expect(noticeTo(LEAD).text).toContain('The till is down');
    expect(noticeTo(LEAD).text).not.toContain('help+q-');
    expect(paged()).toBe(1);
  });

  it('is told to the other agent alone when one cannot be reached', async () => {
    refuse(AGENTS.slice(0, 1));
    await hold();
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(AGENTS.slice(1));
    expect(paged()).toBe(0);
  });

  it('is told to those in their place by the sweep, when a crash came after the refusals', async () => {
    refuse(AGENTS);
    desk.faults.add({ port: 'mailer.send', skip: 2, times: 1 });
    await hold();
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([LEAD]);
  });

  it('that nobody at all can be told of is an error, and pages', async () => {
    refuse([...AGENTS, LEAD, 'manager@support.example']);
    await hold();
    expect(mailed(desk)).toEqual([]);
    expect(desk.lines.map(({ message }) => message)).toContain('nobody of the team can be told');
    expect(paged()).toBeGreaterThan(0);
  });

  it('says who, what, why, and three ways to let it out, and nothing of its text', async () => {
    const { entry } = await hold();
    const { subject, text, html, replyTo, automatic } = noticeTo(AGENTS[0] ?? '');
    expect(subject).toBe(`[${entry.id}] A mail is held: The till is down`);
    for (const part of [text, html]) {
      expect(part).toContain('anna@rossi.example');
      expect(part).toContain('Rossi S.r.l.');
      expect(part).toContain('it was taken for spam');
      expect(part).toContain('not proved');
      expect(part).not.toContain('npm run desk');
      expect(part).toContain(`POST /api/quarantine/${entry.id}/release`);
      expect(part).toContain('#release');
      expect(part).not.toContain('Since noon');
    }
    expect(replyTo).toBe(heldAddress(KEY, SUPPORT, { entryId: entry.id, agentId: 'ada' }));
    expect(automatic).toBe(true);
  });

  it('waits for the mail service, and then goes to those who were not told', async () => {
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1 });
    await hold();
    expect(mailed(desk)).toEqual(['ada@support.example']);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(AGENTS);
  });

  it('is told when a crash came between holding and telling', async () => {
    desk.faults.add({ port: 'agents.list', times: 1 });
    await expect(hold()).rejects.toThrow('down');
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(AGENTS);
  });

  it('is told by the delivery that comes again', async () => {
    desk.faults.add({ port: 'secrets.signingKeys', skip: 1, times: 1 });
    await deliver(desk, () => hold());
    expect(mailed(desk)).toEqual(AGENTS);
  });

  it('is told to nobody once it is released', async () => {
    desk.faults.add({ port: 'mailer.send', times: 2 });
    const { entry } = await hold();
    await release(desk, entry.id, { by: 'agent:ada', receive: async () => {} });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
  });

  it('keeps the rest of the sweep from nothing when it fails', async () => {
    desk.faults.add({ port: 'mailer.send', times: 2 });
    await hold();
    desk.faults.add({ port: 'quarantine.get' });
    desk.setNow('2026-12-01T07:00:00.000Z');
    await expect(sweep(desk, takeInAgain)).rejects.toThrow(/^1 held mails could not be told of: Q-/);
    desk.faults.clear();
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(AGENTS);
  });
});

describe('the reply to a notice of held mail', () => {
  it('with #release lets it out, and ticket and entry say who did', async () => {
    const { entry } = await hold();
    desk.pass(300);
    await reply(entry.id, '#release');
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({ subject: 'The till is down', clock: { start: '2026-11-30T08:00:00.000Z' } });
    expect(ticket?.audit).toContainEqual(
      expect.objectContaining({
        by: 'agent:ada',
        action: 'released',
        detail: entry.id,
        at: '2026-11-30T08:05:00.000Z',
      }),
    );
    expect(await desk.quarantine.get(entry.id)).toMatchObject({ state: 'released', releasedBy: 'agent:ada' });
  });

  it.each([
    ['above a quote', '#release\n\nOn Monday the desk wrote:\n> A mail is held\n> Reply with #release alone'],
    ['below a quote', '> A mail is held\n> Reply with #release alone\n\n#release'],
    ['with a greeting', 'Hello,\n\n#release\n\nAda'],
    ['in bold, in capitals', '*#RELEASE*'],
    ['with a full stop', '#release.'],
    ['above a name', '#release\nAda'],
    ['between a greeting and a name', 'Hi,\n#release\nAda'],
    ['below a word', 'Yes, please.\n#release'],
  ])('is read %s', async (_, text) => {
    const { entry } = await hold();
    await reply(entry.id, text);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it.each([
    ['that is a quote of ours alone', '> #release'],
    ['that speaks of it', 'Shall I #release it?'],
    ['that is a whole notice quoted without marks', ''],
  ])('%s lets nothing out, and is told so', async (_, text) => {
    const { entry } = await hold();
    const quoted = text || noticeTo(AGENTS[0] ?? '').text;
    desk.sent.length = 0;
    await reply(entry.id, quoted);
    expect(await ticketsOf(desk)).toEqual([]);
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(noticeTo('ada@support.example').text).toContain('no line that is #release');
  });

  it.each([
    ['marked line by line', '> '],
    ['without marks', ''],
  ])('whose notice is quoted %s, and broken before the words of its subject, lets nothing out', async (_, mark) => {
    const { entry } = await hold({ danger: 'virus', subject: 'Invoice of November #release virus' });
    const lines = noticeTo(AGENTS[0] ?? '').text.split('\n');
    const broken = lines.map((line) => mark + line.replace(' #release', '\n#release')).join('\n');
    for (const words of ['No, leave it.\n\n', '', 'From: Desk\nSubject: A mail is held: Invoice\n#release\n\n'])
      await reply(entry.id, `${words}${broken}`);
    expect(await ticketsOf(desk)).toEqual([]);
  });

  it('lets a virus out only when that is said', async () => {
    const { entry } = await hold({ danger: 'virus' });
    desk.sent.length = 0;
    await reply(entry.id, '#release');
    expect(await ticketsOf(desk)).toEqual([]);
    expect(noticeTo('ada@support.example').text).toContain('This mail has a virus.');
    await reply(entry.id, '#release virus');
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('says when the raw mail is gone', async () => {
    const { entry } = await hold();
    desk.sent.length = 0;
    desk.stored.delete('raw/ses-1');
    await reply(entry.id, '#release');
    expect(noticeTo('ada@support.example').text).toContain('The raw mail is gone');
  });

  it.each([
    ['unproved', { proved: false }],
    ['from another agent', { from: AGENTS[1] }],
    ['from a stranger', { from: 'eve@evil.example' }],
    ['to an address signed for nobody', { to: 'nobody' }],
  ])('%s lets nothing out, and is a mail as any other', async (_, change) => {
    const { entry } = await hold();
    await reply(entry.id, '#release', change);
    expect(await desk.quarantine.get(entry.id)).toMatchObject({ state: 'held' });
    const [ticket, ...others] = await ticketsOf(desk);
    expect([ticket?.subject, others]).toEqual(['Re: held', []]);
    const { messages } = await desk.tickets.messages(ticket?.id ?? '');
    expect(messages[0]?.warnings.join()).toContain('nothing was let out');
  });

  it('releases once, however often it comes', async () => {
    const { entry } = await hold();
    await reply(entry.id, '#release');
    await reply(entry.id, '#release\n');
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(ticket?.audit.filter(({ action }) => action === 'released')).toHaveLength(1);
  });

  it('that the mail service cannot answer comes again', async () => {
    const { entry } = await hold();
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await expect(reply(entry.id, 'What is this?')).rejects.toThrow('a service cannot do it now');
  });
});

describe('held mail to an agent’s signed address', () => {
  const ticketId = 'T-ABCD2345';
  const ofTicket = replyAddress(KEY, SUPPORT, { ticketId, agentId: 'ada' });
  const ofHeld = heldAddress(KEY, SUPPORT, { entryId: 'Q-06BV0M6PR09XT3K5Y2W4', agentId: 'ada' });

  async function heldAt(to: string, { from = 'ada@support.example', proved = false } = {}) {
    const raw = `Message-ID: <own@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: The till\n\nTry again now.\n`;
    const verdicts = { ...VERDICTS, dmarc: proved ? ('PASS' as const) : ('GRAY' as const), spam: 'FAIL' as const };
    const received = arrives(desk, raw, { id: 'own', recipients: [to], verdicts, authenticated: proved });
    for (let round = 0; round < 2; round += 1) await receiveMail(desk, received);
    await sweepLater(desk);
  }

  it.each<[string, string, Parameters<typeof heldAt>[1]]>([
    ['of a ticket', ofTicket, {}],
    ['of a held mail', ofHeld, {}],
    ['from an address that is not registered', ofTicket, { from: 'ada@home.example' }],
  ])('is told to that agent at once, alone, and once: %s', async (_, to, kind) => {
    await heldAt(to, kind);
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(noticeTo('ada@support.example').text).toContain('Re: The till');
  });

  it('is told to the others, too, where somebody may wait for it', async () => {
    await heldAt(ofTicket, { proved: true });
    expect(mailed(desk)).toEqual(AGENTS);
  });

  it('is told to that agent also while they are away', async () => {
    const [ada, bruno] = await desk.agents.list();
    desk = deskOf({ agents: [{ ...(ada as Agent), absent: { until: '2026-12-24' } }, bruno as Agent] });
    await heldAt(ofTicket, { proved: true });
    expect(mailed(desk)).toEqual(AGENTS);
  });

  it.each([
    ['a reader’s', replyAddress(KEY, SUPPORT, { ticketId })],
    ['a forged one', ofTicket.replace(/.@/, '!@')],
    ['of one who has left', replyAddress(KEY, SUPPORT, { ticketId, agentId: 'carla' })],
    ['of one before of the same id', replyAddress(KEY, SUPPORT, { ticketId, agentId: 'ada', serial: 3 })],
  ])('is left to the digest: %s', async (_, to) => {
    await heldAt(to);
    expect(mailed(desk)).toEqual(['lead@support.example']);
  });
});
