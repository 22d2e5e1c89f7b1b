import { describe, expect, it } from 'vitest';
import { holdRejected, noteDelivered, noteRefused } from '../../../shared/intake/note-form.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { type MemoryDesk, memoryDesk } from '../../support/memory-desk.ts';

const owner = 'anna@acme.example';
const source = { name: 'shop', type: 'standard', secrets: [], owner };
const DAY = 24 * 60 * 60;

const run = (desk: MemoryDesk) => sweep(desk, takeInAgain);
const refuse = async (desk: MemoryDesk, times: number, from: typeof source = source) => {
  for (let time = 0; time < times; time += 1) await noteRefused(desk, from, 'it is not signed as this source signs');
};
const subjects = ({ sent }: MemoryDesk) => sent.map(({ recipient, subject }) => `${recipient}: ${subject}`);
const at = (desk: MemoryDesk) => desk.now().toISOString();

describe('the owner of a form', () => {
  it('is mailed once of a row of refusals, and of two hears nothing', async () => {
    const desk = memoryDesk();
    await refuse(desk, 2);
    await run(desk);
    expect(desk.sent).toEqual([]);
    await refuse(desk, 1);
    for (let times = 0; times < 3; times += 1) await run(desk);
    await refuse(desk, 20);
    await run(desk);
    expect(subjects(desk)).toEqual([`${owner}: Form shop: deliveries are refused`]);
    expect(desk.sent[0]?.text).toContain('it is not signed as this source signs');
    expect(desk.sent[0]).toMatchObject({ automatic: true });
  });

  it('is not mailed of refusals between which deliveries come', async () => {
    const desk = memoryDesk();
    for (let times = 0; times < 5; times += 1) {
      await refuse(desk, 2);
      await noteDelivered(desk, source);
      await run(desk);
    }
    expect(desk.sent).toEqual([]);
  });

  it('hears of another row only a week later: between real deliveries anybody can make one', async () => {
    const desk = memoryDesk();
    await refuse(desk, 3);
    await run(desk);
    await noteDelivered(desk, source);
    desk.pass(6 * DAY);
    await refuse(desk, 3);
    await run(desk);
    expect(desk.sent).toHaveLength(1);
    await noteDelivered(desk, source);
    desk.pass(2 * DAY);
    await refuse(desk, 3);
    await run(desk);
    expect(desk.sent).toHaveLength(2);
  });

  it('hears of refusals again once an admin has set the source anew', async () => {
    const desk = memoryDesk();
    await refuse(desk, 3);
    await run(desk);
    await desk.formRecords.set('shop', { owner, at: at(desk), inUse: true });
    await refuse(desk, 3);
    await run(desk);
    expect(desk.sent).toHaveLength(2);
  });

  it('is mailed once of deliveries with the id of another, which are listed', async () => {
    const desk = memoryDesk();
    for (const raw of ['webhooks/shop/a', 'webhooks/shop/b']) {
      await holdRejected(desk, { source, id: 'constant', raw, at: at(desk) });
      await run(desk);
      desk.pass(60);
    }
    expect(subjects(desk)).toEqual([`${owner}: Form shop: a delivery has the id of another`]);
    expect(await desk.formRecords.rejected('shop')).toMatchObject([
      { raw: 'webhooks/shop/b' },
      { raw: 'webhooks/shop/a' },
    ]);
  });

  it('is mailed once of a new secret, with the end of the one before', async () => {
    const desk = memoryDesk();
    const rotated = { keptUntil: '2026-12-01T08:00:00.000Z' };
    await desk.formRecords.set('shop', { owner, at: at(desk), inUse: true, rotated });
    await desk.formRecords.set('shop', { owner, at: at(desk), inUse: true });
    for (let times = 0; times < 2; times += 1) await run(desk);
    expect(subjects(desk)).toEqual([`${owner}: Form shop: it has a new secret`]);
    expect(desk.sent[0]?.text).toContain('09:00 (Europe/Rome, UTC+1)');
    expect(desk.sent[0]?.text).not.toMatch(/whsec_|tok_/);
  });

  it('is mailed once when nothing came within a day of a setting, and not when something did', async () => {
    const desk = memoryDesk();
    await noteDelivered(desk, source);
    desk.pass(1);
    await desk.formRecords.set('shop', { owner, at: at(desk), inUse: true });
    await desk.formRecords.set('chat', { owner, at: at(desk), inUse: true });
    desk.pass(DAY - 1);
    await run(desk);
    expect(desk.sent).toEqual([]);
    await noteDelivered(desk, { ...source, name: 'chat' });
    desk.pass(1);
    for (let times = 0; times < 2; times += 1) await run(desk);
    expect(subjects(desk)).toEqual([`${owner}: Form shop: nothing has come yet`]);
  });

  it('is not waited for while the source is out of use', async () => {
    const desk = memoryDesk();
    await desk.formRecords.set('shop', { owner, at: at(desk), inUse: false });
    desk.pass(2 * DAY);
    await run(desk);
    expect(desk.sent).toEqual([]);
  });

  it('reads it in the language of the desk', async () => {
    const { settings } = memoryDesk();
    const desk = memoryDesk({ settings: { defaults: { ...settings.defaults, language: 'it' } } });
    await refuse(desk, 3);
    await run(desk);
    expect(subjects(desk)).toEqual([`${owner}: Modulo shop: gli invii sono rifiutati`]);
  });

  it('who is nobody is not mailed', async () => {
    const desk = memoryDesk();
    const { owner: _, ...nobodys } = source;
    for (let times = 0; times < 3; times += 1) await noteRefused(desk, nobodys, 'x');
    await run(desk);
    expect(desk.sent).toEqual([]);
  });

  it('who has an address of the desk is not mailed: the lead is, and that is settled', async () => {
    const desk = memoryDesk();
    const { supportAddress, escalation } = desk.settings;
    await refuse(desk, 3, { ...source, owner: supportAddress });
    await run(desk);
    await run(desk);
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(escalation.lead);
    expect(await desk.formRecords.list()).toMatchObject([{ toldRefused: at(desk), unreachedFrom: at(desk) }]);
  });

  it('hears later when the mail service is away, and others hear meanwhile', async () => {
    const desk = memoryDesk();
    await refuse(desk, 3);
    const { send } = desk.mailer;
    desk.mailer.send = async () => ({ outcome: 'later', reason: 'it is away' });
    await run(desk);
    desk.mailer.send = send;
    await run(desk);
    expect(desk.sent).toHaveLength(1);
  });
});

describe('what came of a form', () => {
  it('that cannot be noted fails no delivery', async () => {
    const desk = memoryDesk();
    desk.formRecords.delivered = () => Promise.reject(new Error('away'));
    desk.formRecords.refused = () => Promise.reject(new Error('away'));
    await noteDelivered(desk, source, 'webhooks/shop/a');
    await noteRefused(desk, source, 'x');
    expect(desk.lines.map(({ level, details }) => [level, details.source])).toEqual([
      ['warn', 'shop'],
      ['warn', 'shop'],
    ]);
  });

  it('that cannot be listed keeps the sweep from nothing else, and is said', async () => {
    const desk = memoryDesk();
    desk.formRecords.list = () => Promise.reject(new Error('the table is away'));
    await expect(run(desk)).rejects.toThrow('owners of forms could not be told: Error: the table is away');
  });
});
