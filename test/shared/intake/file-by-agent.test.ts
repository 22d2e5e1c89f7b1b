import { describe, expect, it } from 'vitest';
import { fileByAgent } from '../../../shared/intake/file-by-agent.ts';
import type { Filing } from '../../../shared/use-cases/file-ticket.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, rossi } from '../../support/stories.ts';

const FILING: Filing = { email: 'anna@rossi.example', subject: 'No network', body: 'All is down.', channel: 'agent' };
const file = (desk: MemoryDesk, change: Partial<Filing> = {}, source = 'api:ada:1') =>
  fileByAgent(desk, { agent: ada, filing: { ...FILING, ...change }, source });
const premiumDesk = () => deskOf({ customers: [{ ...rossi, plan: 'premium' }] });

describe('an agent files a ticket for a customer', () => {
  it('by whose word the customer is who they are, and acknowledges it', async () => {
    const desk = deskOf();
    const { ticket, duplicate } = await file(desk, { name: 'Anna' });
    expect(duplicate).toBe(false);
    expect(ticket).toMatchObject({
      channel: 'agent',
      requester: { address: 'anna@rossi.example', name: 'Anna', verified: true },
      subject: 'No network',
    });
    expect(await messagesOf(desk, ticket.id)).toMatchObject([{ text: 'All is down.', attachments: [], warnings: [] }]);
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('anna@rossi.example');
  });

  it.each([
    ['[P1] No network', undefined, 1],
    ['[P1] No network', 2, 2],
    ['No network', undefined, 3],
  ] as const)('of "%s" and priority %s as P%i', async (subject, priority, expected) => {
    expect((await file(deskOf(), { subject, priority })).ticket.priority).toBe(expected);
  });

  it('the same again is the same ticket', async () => {
    const desk = deskOf();
    const { ticket } = await file(desk);
    const again = await file(desk);
    expect([again.duplicate, again.ticket.id]).toEqual([true, ticket.id]);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(1);
  });

  it.each([{ subject: 'No power' }, { email: 'bea@rossi.example' }])(
    'another one, %j, under a key that has filed already is refused',
    async (change) => {
      const desk = deskOf();
      await file(desk);
      await expect(file(desk, change)).rejects.toMatchObject({
        status: 422,
        errors: [{ field: 'Idempotency-Key', message: 'has brought another request: use a new one for each' }],
      });
    },
  );
});

describe('a call that is filed', () => {
  it('later runs from when the customer called', async () => {
    const desk = premiumDesk();
    desk.pass(600);
    const { ticket } = await file(desk, { channel: 'phone', calledAt: '2026-11-30T08:00:00.000Z' });
    expect(ticket.clock.start).toBe('2026-11-30T08:00:00.000Z');
  });

  it('so late that its time is past promises nothing, and thanks for the call', async () => {
    const desk = premiumDesk();
    desk.pass(8 * 3600);
    await file(desk, { channel: 'phone', calledAt: '2026-11-30T08:00:00.000Z', priority: 1 });
    const mail = desk.sent.find(({ tags }) => tags?.purpose === 'acknowledgement');
    expect(mail?.text).toMatch(/grazie della telefonata|thank you for your call/);
    expect(mail?.text).toMatch(/Siamo in ritardo|This is late/);
    expect(mail?.text).not.toMatch(/Risposta entro|Answer by|averci scritto|for writing/);
  });

  it('at the very moment of the call is none of the future; one that is still to come is', async () => {
    const desk = premiumDesk();
    const call = { channel: 'phone', calledAt: desk.now().toISOString() } as const;
    expect((await file(desk, call)).ticket.channel).toBe('phone');
    const calledAt = '2026-11-30T08:00:00.001Z';
    await expect(file(desk, { ...call, calledAt }, 'api:ada:2')).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'calledAt', message: 'is in the future' }],
    });
  });

  it.each([
    ['anna@rossi.example', 'phone is not part of the basic plan of Rossi S.r.l.: it is mail or the form'],
    ['who@elsewhere.example', 'phone is not part of the basic plan of who@elsewhere.example: it is mail or the form'],
  ])('of %s, who bought no phone, is refused by name', async (email, message) => {
    await expect(file(deskOf(), { email, channel: 'phone' })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'channel', message }],
    });
  });

  it('of somebody unknown is taken where the desk sells phone to everybody', async () => {
    const desk = deskOf();
    const defaults = { ...desk.settings.defaults, plan: 'premium' as const };
    const generous = deskOf({ settings: { defaults } });
    const { ticket } = await file(generous, { email: 'who@elsewhere.example', channel: 'phone' });
    expect(ticket.terms.plan).toBe('premium');
  });
});
