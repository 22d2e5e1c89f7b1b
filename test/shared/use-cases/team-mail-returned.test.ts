import { beforeEach, describe, expect, it } from 'vitest';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { METRIC } from '../../../shared/names.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { sweepForms } from '../../../shared/use-cases/sweep-forms.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { sesReports } from '../../support/ses-events.ts';
import { deskOf, mailed } from '../../support/stories.ts';

/** Mails to the team that are of no ticket, and did not arrive: whoever should hear does, and the report that comes again tells nobody twice. */

const [ADA, BRUNO, LEAD, MANAGER] = ['ada', 'bruno', 'lead', 'manager'].map((name) => `${name}@support.example`);
const OWNER = 'olga@acme.example';
/** 08:00 in Rome, and a little. */
const MORNING = '2026-11-30T07:02:00.000Z';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf({ now: '2026-11-30T05:00:00.000Z' });
});

const paged = () => desk.counted.get(METRIC.nobodyOnDuty) ?? 0;

async function hold(from: string) {
  const received = {
    ...{ id: 'ses-1', receivedAt: desk.now().toISOString(), raw: 'raw/ses-1', envelopeFrom: from },
    ...{ recipients: ['help@support.example'], authenticated: false, header: { subject: 'The till is down' } },
    verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' } as const,
  };
  return holdMail(desk, { received, reason: 'spam', from, subject: 'The till is down' });
}

/** The newest mail to somebody. */
function mailTo(address: string | undefined): OutgoingMail {
  const mail = desk.sent.findLast(({ recipient }) => recipient === address);
  if (!mail) throw new Error(`nobody mailed ${address}`);
  return mail;
}

/** The mail service says, as often as that, that a mail to somebody came back: it is on its list, and not tried. */
async function comesBack(address: string | undefined, times = 1): Promise<void> {
  const mail = mailTo(address);
  for (let report = 0; report < times; report += 1) {
    await sesReports(desk, mail, 'Bounce', { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' });
  }
}

describe('word of a held mail that comes back', () => {
  it('has the lead hear, once no agent is left who heard, and the manager in the lead’s place', async () => {
    await hold('anna@rossi.example');
    expect(mailed(desk)).toEqual([ADA, BRUNO]);
    await comesBack(ADA, 2);
    expect(mailed(desk)).toEqual([ADA, BRUNO]);
    expect(paged()).toBe(0);
    await comesBack(BRUNO, 2);
    expect(mailed(desk)).toEqual([ADA, BRUNO, LEAD]);
    expect(mailTo(LEAD).text).toContain('The till is down');
    expect(paged()).toBe(1);
    await comesBack(LEAD, 2);
    expect(mailed(desk)).toEqual([ADA, BRUNO, LEAD, MANAGER]);
  });

  it('goes on at the sweep, when the mail service takes nothing then', async () => {
    await hold('anna@rossi.example');
    await comesBack(ADA);
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await comesBack(BRUNO);
    expect(mailed(desk)).toEqual([ADA, BRUNO]);
    desk.pass(10 * 60);
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual([ADA, BRUNO, LEAD]);
  });

  it('is told to nobody more once it is let out', async () => {
    const { id } = await hold('anna@rossi.example');
    await comesBack(ADA);
    await desk.quarantine.markReleased(id, { by: 'agent:ada', at: desk.now().toISOString() });
    await comesBack(BRUNO);
    expect(mailed(desk)).toEqual([ADA, BRUNO]);
  });
});

describe('the digest of held mail that comes back', () => {
  beforeEach(async () => {
    await hold('eve@evil.example');
    desk.setNow(MORNING);
    await sweep(desk, takeInAgain);
  });

  it('goes to whoever reads it in their place, with the same mails', async () => {
    expect(mailed(desk)).toEqual([LEAD]);
    await comesBack(LEAD, 2);
    expect(mailed(desk)).toEqual([LEAD, MANAGER]);
    expect(mailTo(MANAGER).text).toContain('The till is down');
    expect(paged()).toBe(1);
    await comesBack(MANAGER, 2);
    expect(mailed(desk)).toEqual([LEAD, MANAGER, ADA, BRUNO]);
  });

  it('is in the log alone, when it is not the newest any more', async () => {
    const mail = mailTo(LEAD);
    desk.setNow('2026-12-01T07:02:00.000Z');
    await sweep(desk, takeInAgain);
    await sesReports(desk, mail, 'Bounce');
    expect(mailed(desk)).toEqual([LEAD]);
    expect(desk.lines.map(({ message }) => message)).toContain('a mail of no ticket came back');
  });
});

describe('news of a form', () => {
  beforeEach(async () => {
    await desk.formRecords.set('shop', { owner: OWNER, at: desk.now().toISOString(), inUse: true });
    desk.setNow('2026-12-02T08:00:00.000Z');
  });

  const refuse = (...addresses: (string | undefined)[]) => {
    const { send } = desk.mailer;
    const refused = {
      outcome: 'refused',
      what: 'recipient',
      reason: 'InvalidParameterValue: Illegal address',
    } as const;
    desk.mailer.send = async (mail) => (addresses.includes(mail.recipient) ? refused : send(mail));
  };
  const record = async () => (await desk.formRecords.list())[0];

  it('that the mail service refuses for its owner is told to the lead, once, with the reason, and stands at the form', async () => {
    refuse(OWNER);
    for (const _ of [1, 2]) expect(await sweepForms(desk)).toEqual([]);
    expect(mailed(desk)).toEqual([LEAD]);
    expect(mailTo(LEAD).text).toContain('nothing has come yet');
    expect(mailTo(LEAD).text).toContain(`${OWNER}: InvalidParameterValue`);
    expect(await record()).toMatchObject({ unreachedFrom: '2026-12-02T08:00:00.000Z' });
  });

  it('is told to the next who can be reached, and waits for the mail service', async () => {
    refuse(OWNER, LEAD);
    desk.faults.add({ port: 'mailer.send', skip: 2, times: 1 });
    await sweepForms(desk);
    expect(mailed(desk)).toEqual([]);
    await sweepForms(desk);
    await sweepForms(desk);
    expect(mailed(desk)).toEqual([MANAGER]);
    expect(paged()).toBeGreaterThan(0);
  });

  it('that comes back is told to the lead once, however often that is reported', async () => {
    await sweepForms(desk);
    await comesBack(OWNER, 2);
    await sweepForms(desk);
    expect(mailed(desk)).toEqual([OWNER, LEAD]);
    expect(await record()).toMatchObject({ whyUnreached: expect.stringContaining('suppression list') });
  });

  it('that comes back of a form which is gone is told to nobody', async () => {
    await sweepForms(desk);
    await desk.formRecords.forget('shop');
    await comesBack(OWNER);
    expect(mailed(desk)).toEqual([OWNER]);
  });

  it('that left says that its owner can be reached again', async () => {
    await sweepForms(desk);
    await comesBack(OWNER);
    await desk.formRecords.set('shop', {
      ...{ owner: OWNER, at: desk.now().toISOString(), inUse: true },
      rotated: { keptUntil: undefined },
    });
    await desk.formRecords.unreached('shop', { at: desk.now().toISOString(), why: 'before' });
    await sweepForms(desk);
    expect(await record()).not.toHaveProperty('unreachedFrom');
  });
});
