import { beforeEach, describe, expect, it } from 'vitest';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { readHeldAddress } from '../../../shared/mail/signed/held-address.ts';
import { METRIC } from '../../../shared/names.ts';
import { dueDigest } from '../../../shared/ticket/held-digest.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed } from '../../support/stories.ts';

const LEAD = 'lead@support.example';
/** 06:00 in Rome. */
const NIGHT = '2026-11-30T05:00:00.000Z';
/** 08:00 in Rome, and a little. */
const MORNING = '2026-11-30T07:02:00.000Z';

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf({ now: NIGHT });
  mails = 0;
});

/** A stranger's mail is held now. */
async function hold(reason: 'spam' | 'virus' = 'spam', from = 'eve@evil.example') {
  mails += 1;
  const received: ReceivedMail = {
    id: `ses-${mails}`,
    receivedAt: desk.now().toISOString(),
    raw: `raw/ses-${mails}`,
    envelopeFrom: from,
    recipients: ['help@support.example'],
    authenticated: false,
    verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
    header: { subject: `Offer ${mails}` },
  };
  return holdMail(desk, { received, reason });
}

async function sweepAt(instant: string): Promise<void> {
  desk.setNow(instant);
  await sweep(desk, takeInAgain);
}

describe('the daily digest of what is held', () => {
  it('goes to the lead at 08:00 in the desk’s zone, once a day, with what was held since the one before', async () => {
    await hold();
    await sweepAt('2026-11-30T06:57:00.000Z');
    expect(mailed(desk)).toEqual([]);
    await sweepAt(MORNING);
    await sweepAt('2026-11-30T07:07:00.000Z');
    expect(mailed(desk)).toEqual([LEAD]);
    expect(desk.sent[0]?.text).toContain('Offer 1');

    await hold();
    await sweepAt('2026-12-01T06:57:00.000Z');
    expect(desk.sent).toHaveLength(1);
    await sweepAt('2026-12-01T07:02:00.000Z');
    expect(mailed(desk)).toEqual([LEAD, LEAD]);
    expect(desk.sent[1]?.text).toContain('Offer 2');
    expect(desk.sent[1]?.text).not.toContain('Offer 1');
  });

  it('is not sent when nothing was held', async () => {
    await sweepAt(MORNING);
    expect(mailed(desk)).toEqual([]);
  });

  it('is sent once by two sweeps at once', async () => {
    await hold();
    desk.setNow(MORNING);
    await Promise.all([sweep(desk, takeInAgain), sweep(desk, takeInAgain)]);
    expect(mailed(desk)).toEqual([LEAD]);
  });

  it('that the mail service could not take goes at a later sweep', async () => {
    await hold();
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await sweepAt(MORNING);
    await sweepAt('2026-11-30T07:04:00.000Z');
    expect(mailed(desk)).toEqual([]);
    await sweepAt('2026-11-30T07:12:00.000Z');
    expect(mailed(desk)).toEqual([LEAD]);
  });

  it('that a crash broke off goes at the next sweep', async () => {
    await hold();
    desk.faults.add({ port: 'quarantine.forDigest', times: 1 });
    await sweepAt(MORNING).catch(() => {});
    expect(mailed(desk)).toEqual([]);
    await sweepAt('2026-11-30T07:07:00.000Z');
    expect(mailed(desk)).toEqual([LEAD]);
  });

  it('tells after days without a sweep of all of them', async () => {
    await hold();
    await sweepAt(MORNING);
    for (const day of ['01', '02', '03']) {
      desk.setNow(`2026-12-${day}T12:00:00.000Z`);
      await hold();
    }
    await sweepAt('2026-12-04T09:00:00.000Z');
    for (const offer of [2, 3, 4]) expect(desk.sent[1]?.text).toContain(`Offer ${offer}`);
    expect(desk.sent).toHaveLength(2);
  });

  it('counts by reason, and shows the newest thirty', async () => {
    for (let mail = 0; mail < 40; mail += 1) {
      await hold(mail % 4 === 0 ? 'virus' : 'spam');
      desk.pass(10);
    }
    await sweepAt(MORNING);
    const [mail] = desk.sent;
    expect(mail?.subject).toBe('Held mails: 40');
    expect(mail?.text).toContain('- 30: it was taken for spam\n- 10: a virus was found in it');
    expect(mail?.text.match(/^Offer \d+$/gm)).toHaveLength(30);
    expect(mail?.text).toContain('Offer 40');
    expect(mail?.text).not.toMatch(/^Offer 10$/m);
  });

  it('leaves out what the agents were told of at once, and what is released', async () => {
    await hold('spam', 'anna@rossi.example');
    const { id } = await hold();
    await hold();
    await desk.quarantine.markReleased(id, { by: 'agent:ada', at: desk.now().toISOString() });
    desk.sent.length = 0;
    await sweepAt(MORNING);
    expect(mailed(desk)).toEqual([LEAD]);
    expect(desk.sent[0]?.subject).toBe('Held mails: 1');
    expect(desk.sent[0]?.text).toMatch(/Offer 3/);
  });

  it('gives a lead who is an agent an address for each, which lets it out', async () => {
    desk = deskOf({ now: NIGHT, agents: [{ id: 'lia', name: 'Lia', addresses: [LEAD] }] });
    const { id } = await hold();
    await sweepAt(MORNING);
    const address = /help\+q-\S+/.exec(desk.sent[0]?.text ?? '')?.[0] ?? '';
    expect(readHeldAddress(await desk.secrets.signingKeys(), 'help@support.example', address, [{ id: 'lia' }])).toEqual(
      {
        kind: 'held',
        entryId: id,
        agentId: 'lia',
      },
    );
    expect(desk.sent[0]?.html).toContain(`mailto:${address}?`);
  });

  it('goes once to a lead whom the settings name by two addresses of one agent', async () => {
    const { escalation } = desk.settings;
    const home = 'lia@home.example';
    const agents = [{ id: 'lia', name: 'Lia', addresses: ['lia@support.example', LEAD, home] }];
    desk = deskOf({ now: NIGHT, agents, settings: { escalation: { ...escalation, lead: [LEAD, home] } } });
    await hold();
    await sweepAt(MORNING);
    expect(mailed(desk)).toEqual([LEAD]);
  });

  describe('whose lead is away, or cannot be reached,', () => {
    const MANAGER = 'manager@support.example';
    const TEAM = [
      ada,
      bruno,
      { id: 'lia', name: 'Lia', addresses: [LEAD] },
      { id: 'max', name: 'Max', addresses: [MANAGER] },
    ];
    const away = (...ids: string[]) =>
      TEAM.map((agent) => (ids.includes(agent.id) ? { ...agent, absent: { until: '2026-12-31' } } : agent));
    const AGENTS = ['ada@support.example', 'bruno@support.example'];
    const paged = () => desk.counted.get(METRIC.nobodyOnDuty) ?? 0;
    const refuse = (...addresses: string[]) => {
      const { send } = desk.mailer;
      const refused = {
        outcome: 'refused',
        what: 'recipient',
        reason: 'InvalidParameterValue: Illegal address',
      } as const;
      desk.mailer.send = async (mail) => (addresses.includes(mail.recipient) ? refused : send(mail));
    };

    it.each([
      ['the manager', ['lia'], [MANAGER], 0],
      ['the agents who are there, when the manager is away, too', ['lia', 'max', 'ada'], ['bruno@support.example'], 0],
      ['all of them although they are away', ['lia', 'max', 'ada', 'bruno'], [LEAD, ...AGENTS, MANAGER], 1],
    ])('goes to %s; the operator hears only when nobody is there', async (_, ids, told, pages) => {
      desk = deskOf({ now: NIGHT, agents: away(...ids) });
      await hold();
      await sweepAt(MORNING);
      expect(mailed(desk)).toEqual(told);
      expect(paged()).toBe(pages);
    });

    it('goes to the other lead alone, and nobody is paged', async () => {
      const escalation = { ...desk.settings.escalation, lead: [LEAD, AGENTS[0] ?? ''] };
      desk = deskOf({ now: NIGHT, agents: away('lia'), settings: { escalation } });
      await hold();
      await sweepAt(MORNING);
      expect(mailed(desk)).toEqual(AGENTS.slice(0, 1));
      expect(paged()).toBe(0);
    });

    it('goes to the lead again on the first day back', async () => {
      desk = deskOf({
        now: NIGHT,
        agents: away('lia').map((each) => ({ ...each, ...('absent' in each && { absent: { until: '2026-11-29' } }) })),
      });
      await hold();
      await sweepAt(MORNING);
      expect(mailed(desk)).toEqual([LEAD]);
    });

    it('goes at once to the next who can be reached, when the mail service refuses the address', async () => {
      desk = deskOf({ now: NIGHT, agents: [ada, bruno] });
      refuse(LEAD, MANAGER);
      await hold();
      await sweepAt(MORNING);
      await sweepAt('2026-11-30T07:12:00.000Z');
      expect(mailed(desk)).toEqual(AGENTS);
      expect(paged()).toBeGreaterThan(0);
    });

    it('goes to them at a later sweep, when the mail service could not take it then', async () => {
      desk = deskOf({ now: NIGHT, agents: [ada, bruno] });
      refuse(LEAD);
      desk.faults.add({ port: 'mailer.send', skip: 1, times: 1 });
      await hold();
      await sweepAt(MORNING);
      expect(mailed(desk)).toEqual([]);
      await sweepAt('2026-11-30T07:12:00.000Z');
      expect(mailed(desk)).toEqual([MANAGER]);
    });
  });

  it('goes to the agents of a desk that names no lead', async () => {
    const { escalation } = desk.settings;
    desk = deskOf({ now: NIGHT, settings: { escalation: { ...escalation, lead: [] } } });
    await hold();
    await sweepAt(MORNING);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });
});

describe('when a digest is due', () => {
  const due = (now: string, timeZone: string) => dueDigest(undefined, new Date(now), timeZone)?.date;

  it.each([
    ['Europe/Rome', '2026-07-01T05:59:59.999Z', '2026-07-01T06:00:00.000Z', '2026-07-01'],
    ['America/Los_Angeles', '2026-12-01T15:59:59.999Z', '2026-12-01T16:00:00.000Z', '2026-12-01'],
    ['Asia/Kolkata', '2026-12-01T02:29:59.999Z', '2026-12-01T02:30:00.000Z', '2026-12-01'],
    ['Pacific/Auckland', '2026-12-01T18:59:59.999Z', '2026-12-01T19:00:00.000Z', '2026-12-02'],
  ])('in %s it is from 08:00 there', (timeZone, before, from, date) => {
    expect([due(before, timeZone), due(from, timeZone)]).toEqual([undefined, date]);
  });
});
