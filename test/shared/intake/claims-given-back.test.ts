import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, ticketsOf } from '../../support/stories.ts';

/** What is held in quarantine never keeps another mail of its thread waiting (docs/promise.md section 9). */

const ANNA = 'anna@rossi.example';
const EVE = 'eve@elsewhere.example';
const UNPROVED: Partial<ReceivedMail> = { authenticated: false, envelopeFrom: EVE };

let mails = 0;

function mail(desk: MemoryDesk, header: string, change: Partial<ReceivedMail> = {}): ReceivedMail {
  mails += 1;
  const raw = `Message-ID: <m${mails}@x.example>\nSubject: Door ${mails}\n${header}\n\nIt is shut, ${mails}.\n`;
  return arrives(desk, raw, { id: `m${mails}`, ...change });
}

/** A stranger's mails, each of which answers one thread of others; from the sixth on they are held. */
async function strangerAnswers(desk: MemoryDesk, ids: readonly string[]) {
  for (const id of ids) {
    await receiveMail(desk, mail(desk, `From: ${EVE}\nIn-Reply-To: ${id}\nReferences: ${id}`, UNPROVED));
  }
}

const SIX = [
  '<t1@x.example>',
  '<t2@x.example>',
  '<t3@x.example>',
  '<t4@x.example>',
  '<t5@x.example>',
  '<t6@x.example>',
];
const LAST = '<t6@x.example>';
const held = async (desk: MemoryDesk) => (await desk.quarantine.list({ limit: 100 })).entries;
const ofAnna = async (desk: MemoryDesk) =>
  (await ticketsOf(desk)).filter(({ requester }) => requester.address === ANNA);

describe('the thread of a mail that is held', () => {
  it('is free for a customer’s at once, after a flood', async () => {
    const desk = deskOf();
    await strangerAnswers(desk, SIX);
    expect(await held(desk)).toMatchObject([{ reason: 'flood' }]);
    await receiveMail(desk, mail(desk, `From: ${ANNA}\nIn-Reply-To: ${LAST}\nReferences: ${LAST}`));
    expect(await ofAnna(desk)).toHaveLength(1);
    expect(mailed(desk)).toContain(ANNA);
  });

  it('is free for the mail that begins it', async () => {
    const desk = deskOf();
    await strangerAnswers(desk, SIX);
    const first = arrives(desk, `Message-ID: ${LAST}\nFrom: ${ANNA}\nSubject: Door\n\nIt is shut.\n`, { id: 'first' });
    await receiveMail(desk, first);
    expect(await ofAnna(desk)).toHaveLength(1);
  });

  it.each([
    ['spam', { spam: 'FAIL' } as const],
    ['virus', { virus: 'FAIL' } as const],
  ])('is free after %s', async (reason, verdict) => {
    const desk = deskOf();
    const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY', ...verdict } as const;
    await receiveMail(desk, mail(desk, `From: ${EVE}\nIn-Reply-To: ${LAST}`, { ...UNPROVED, verdicts }));
    expect(await held(desk)).toMatchObject([{ reason }]);
    await receiveMail(desk, mail(desk, `From: ${ANNA}\nIn-Reply-To: ${LAST}`));
    expect(await ofAnna(desk)).toHaveLength(1);
  });

  it('is free after a robot’s answer to nothing of ours', async () => {
    const desk = deskOf();
    const header = `From: ${EVE}\nIn-Reply-To: ${LAST}\nAuto-Submitted: auto-replied`;
    await receiveMail(desk, mail(desk, header, { ...UNPROVED, envelopeFrom: '' }));
    expect(await held(desk)).toMatchObject([{ reason: 'auto-reply to nothing' }]);
    await receiveMail(desk, mail(desk, `From: ${ANNA}\nIn-Reply-To: ${LAST}`));
    expect(await ofAnna(desk)).toHaveLength(1);
  });

  it('is the customer’s: what is let out then is a ticket of its own', async () => {
    const desk = deskOf();
    await strangerAnswers(desk, SIX);
    await receiveMail(desk, mail(desk, `From: ${ANNA}\nIn-Reply-To: ${LAST}`));
    const [entry] = await held(desk);
    await release(desk, entry?.id ?? '', { by: 'agent:ada', receive: receiveMail });
    expect(await ticketsOf(desk)).toHaveLength(7);
    expect((await ofAnna(desk))[0]?.participants).toEqual([]);
  });
});

describe('a mail that claimed its thread and broke off', () => {
  it('has a ticket when it comes again, also when a flood began meanwhile', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'tickets.create', times: 1 });
    const first = mail(desk, `From: ${EVE}\nIn-Reply-To: ${LAST}`, UNPROVED);
    await expect(receiveMail(desk, first)).rejects.toThrow('down');
    await strangerAnswers(desk, SIX.slice(0, 5));
    await receiveMail(desk, first);
    expect(await ticketsOf(desk)).toHaveLength(5);
    expect((await ticketsOf(desk)).some(({ messageId }) => messageId === `<${first.id}@x.example>`)).toBe(true);
  });

  it('keeps another one waiting for ten minutes and no more', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'tickets.create', times: 1 });
    await expect(receiveMail(desk, mail(desk, `From: ${EVE}\nIn-Reply-To: ${LAST}`, UNPROVED))).rejects.toThrow('down');
    const hers = mail(desk, `From: ${ANNA}\nIn-Reply-To: ${LAST}`);
    await expect(receiveMail(desk, hers)).rejects.toBeInstanceOf(TaskBusy);
    desk.pass(10 * 60);
    await receiveMail(desk, hers);
    expect(await ofAnna(desk)).toHaveLength(1);
  });
});
