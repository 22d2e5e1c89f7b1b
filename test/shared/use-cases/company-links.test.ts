import { beforeEach, describe, expect, it } from 'vitest';
import { readCompanyLink } from '../../../shared/mail/signed/company-link.ts';
import { sendCompanyLink } from '../../../shared/use-cases/send-company-link.ts';
import { sendLink } from '../../../shared/use-cases/send-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, rossi, waitingTicket } from '../../support/stories.ts';

const BOSS = 'boss@rossi.example';
const STUDIO = 'laura@studio.example';

const named = { ...rossi, portal: { contacts: [BOSS, STUDIO] } };
const verdi = { ...rossi, id: 'verdi', name: 'Verdi', contacts: ['verdi.example'], portal: { contacts: [STUDIO] } };

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf({ customers: [named, verdi] });
});

/** Which companies the links in the mails are to. */
async function companies() {
  const keys = await desk.secrets.signingKeys();
  return desk.sent.map(({ text }) => readCompanyLink(keys, /\/desk\/c\/(\S+)/.exec(text)?.[1] ?? '')?.customerId);
}

describe('the link to a company’s requests that somebody asks for', () => {
  it('goes to whom the record names, however the address is written, in the customer’s language', async () => {
    await sendCompanyLink(desk, { address: ' Boss@Rossi.example ' });
    expect(mailed(desk)).toEqual([BOSS]);
    expect(await companies()).toEqual(['rossi']);
    expect(desk.sent).toMatchObject([
      { automatic: true, to: [{ address: BOSS }], subject: 'Il link alle richieste della tua azienda' },
    ]);
    for (const words of ['Rossi S.r.l.', 'per 30 giorni']) expect(desk.sent[0]?.text).toContain(words);
  });

  it('goes once for each company that names the address', async () => {
    await sendCompanyLink(desk, { address: STUDIO });
    expect(mailed(desk)).toEqual([STUDIO, STUDIO]);
    expect(await companies()).toEqual(['rossi', 'verdi']);
  });

  it('goes to nobody whose very address is another customer’s contact by now', async () => {
    await desk.customers.put({ ...verdi, contacts: ['verdi.example', BOSS] });
    await sendCompanyLink(desk, { address: BOSS });
    expect(desk.sent).toEqual([]);
  });

  it('goes to nobody else, and tells nothing apart', async () => {
    for (const address of ['anna@rossi.example', 'eve@else.example', 'rossi.example', 'help@support.example', '']) {
      expect(await sendCompanyLink(desk, { address })).toBeUndefined();
    }
    expect(desk.sent).toEqual([]);
    await desk.customers.put({ ...named, portal: { contacts: [STUDIO] } });
    await sendCompanyLink(desk, { address: BOSS });
    expect(desk.sent).toEqual([]);
  });

  it('is no flood: five a day and address, of many at once too, and the links to tickets are counted apart', async () => {
    const { id } = await waitingTicket(desk, { participants: [{ address: BOSS }] });
    await Promise.all(Array.from({ length: 20 }, () => sendCompanyLink(desk, { address: BOSS })));
    expect(mailed(desk)).toEqual(Array.from({ length: 5 }, () => BOSS));
    await sendLink(desk, { address: BOSS, ticket: id });
    expect(mailed(desk)).toHaveLength(6);
    desk.pass(24 * 3_600);
    await sendCompanyLink(desk, { address: BOSS });
    expect(mailed(desk)).toHaveLength(7);
  });

  it('keeps to the caps of automatic mail, and counts there', async () => {
    await sendCompanyLink(desk, { address: BOSS });
    const at = desk.now().toISOString();
    expect((await desk.sendCounter.recent(BOSS, at)).day).toBe(1);
    for (let mail = 0; mail < 30; mail += 1) await desk.sendCounter.count(BOSS, at, 'notice');
    await sendCompanyLink(desk, { address: BOSS });
    expect(mailed(desk)).toEqual([BOSS]);
  });

  it.each([
    ['sendCounter.claimLink', {}],
    ['mailer.send', { outcome: { outcome: 'later', reason: 'throttled' } }],
    ['mailer.send', { outcome: { outcome: 'refused', what: 'recipient', reason: 'no such' } }],
    ['mailer.send', {}],
  ])('that fails in %s is told to nobody but the log, which has no address and no link', async (port, fault) => {
    desk.faults.add({ port, ...fault } as Parameters<typeof desk.faults.add>[0]);
    expect(await sendCompanyLink(desk, { address: BOSS })).toBeUndefined();
    expect(desk.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(desk.lines)).not.toMatch(/desk\/c\/|boss@/);
  });

  it('is the same failure for everybody when the records cannot be read', async () => {
    for (const address of [BOSS, 'eve@else.example']) {
      desk.faults.add({ port: 'customers.list' });
      await expect(sendCompanyLink(desk, { address })).rejects.toThrow();
      desk.faults.clear();
    }
  });
});
