import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, rossi, sweepLater, ticketsOf } from '../../support/stories.ts';

/** A rule that passes mails on in its mailbox's name sends for many: a flood is whoever wrote them (docs/promise.md section 9). */

const MAILBOX = 'support@company.example';

let desk: MemoryDesk;
let mails: number;
beforeEach(() => {
  const { settings } = deskOf();
  const others = ['bianchi', 'verdi'].map((id) => ({ ...rossi, id, contacts: [`${id}.example`] }));
  desk = deskOf({ settings: { ...settings, forwardedFrom: [{ address: MAILBOX }] }, customers: [rossi, ...others] });
  mails = 0;
});

/** What a rule of the mailbox makes of a mail of `writer`; without one, a mail of the mailbox's own. */
async function passesOn(writer: string | undefined, { proved = true } = {}): Promise<void> {
  mails += 1;
  desk.pass(1);
  const block = `---------- Forwarded message ---------\nFrom: ${writer}\nDate: Fri, 27 Nov 2026 at 10:00\nSubject: Door\nTo: ${MAILBOX}\n\n`;
  const raw = `Message-ID: <p${mails}@company.example>\nFrom: Support <${MAILBOX}>\nSubject: ${writer ? 'Fwd: ' : ''}Door ${mails}\n\n${writer ? block : ''}It is shut, ${mails}.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `p${mails}`, authenticated: proved, envelopeFrom: MAILBOX }));
}

const held = async () => (await desk.quarantine.list({ limit: 100 })).entries.map(({ reason }) => reason);
const floods = async () => (await ticketsOf(desk)).filter(({ flood }) => flood);

describe('of what a mailbox passes on', () => {
  it('the mails of many customers are no flood', async () => {
    for (let n = 0; n < 24; n += 1) await passesOn(`person-${n}@${['rossi', 'bianchi', 'verdi'][n % 3]}.example`);
    expect(await held()).toEqual([]);
    expect(await ticketsOf(desk)).toHaveLength(24);
    expect(await floods()).toEqual([]);
  });

  it('the sixth of one customer is gathered, and not held', async () => {
    for (let n = 0; n < 8; n += 1) await passesOn('anna@rossi.example');
    expect(await held()).toEqual([]);
    expect(await ticketsOf(desk)).toHaveLength(8);
    expect(await floods()).toHaveLength(3);
    desk.sent.length = 0;
    await sweepLater(desk);
    for (const { id } of await floods()) expect(desk.sent[0]?.text).toContain(id);
  });

  it('the sixth of one stranger is held, and takes nothing from the others', async () => {
    for (let n = 0; n < 7; n += 1) await passesOn('eve@elsewhere.example');
    expect(await held()).toEqual(['flood', 'flood']);
    await passesOn('anna@rossi.example');
    await passesOn('otto@other.example');
    expect(await held()).toHaveLength(2);
    expect(await floods()).toEqual([]);
  });

  it('what names nobody is no flood, nor what the mailbox writes itself', async () => {
    for (let n = 0; n < 7; n += 1) await passesOn('somebody');
    for (let n = 0; n < 7; n += 1) await passesOn(undefined);
    expect(await held()).toEqual([]);
    expect(await floods()).toEqual([]);
    expect(await ticketsOf(desk)).toHaveLength(14);
  });
});

describe('whoever takes the mailbox’s name without proof', () => {
  it('is a stranger, whoever they say wrote what they pass on', async () => {
    for (let n = 0; n < 4; n += 1) await passesOn(undefined, { proved: false });
    for (let n = 0; n < 4; n += 1) await passesOn(`eve${n}@evil${n}.example`, { proved: false });
    expect(await held()).toEqual(['flood', 'flood', 'flood']);
  });

  it('takes nothing from what the mailbox passes on', async () => {
    for (let n = 0; n < 9; n += 1) await passesOn(undefined, { proved: false });
    const before = (await held()).length;
    await passesOn('otto@other.example');
    await passesOn('anna@rossi.example');
    expect(await held()).toHaveLength(before);
    expect(await floods()).toEqual([]);
  });

  it('has tickets, gathered, when they name a known customer: as anybody has who writes in that name', async () => {
    for (let n = 0; n < 7; n += 1) await passesOn('anna@rossi.example', { proved: false });
    expect(await held()).toEqual([]);
    expect(await floods()).toHaveLength(2);
  });
});
