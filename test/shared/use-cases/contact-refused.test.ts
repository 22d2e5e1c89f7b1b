import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/team-mail/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { UnreadableItem } from '../../../shared/ticket/ticket-store.ts';
import { notifyTarget } from '../../../shared/use-cases/notify-target.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { sesReports } from '../../support/ses-events.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { type MemoryTargets, targetsOf } from '../../support/targets-desk.ts';
import { eventOf, targetOf } from '../../support/told.ts';
import { slackVendor } from '../../support/vendors/slack.ts';
import { type VendorServer, vendorServer } from '../../support/vendors/vendor.ts';

const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'suppressed' } as const;
const turn = (place: number) => ({ list: 'night', place });

let desk: MemoryDesk;
let vendor: VendorServer;
let targets: MemoryTargets;
let event: ReturnType<typeof eventOf>;
/** A contact by mail, and a channel that hears when that fails. */
beforeEach(async () => {
  desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.setNow('2026-11-30T10:00:30.000Z');
  const breached = eventOf('breached');
  event = { ...breached, id: `${id}.9.0`, ticket: { ...breached.ticket, id } };
  vendor = await vendorServer(slackVendor);
  const list = [targetOf('a', { kind: 'mail', turn: turn(1) }), targetOf('b', { turn: turn(2) })];
  targets = targetsOf(desk, list, { a: { to: 'night@contact.example' }, b: { url: vendor.url } });
});

const tell = (target: string) => notifyTarget(targets, { target, event });
const refuse = () => {
  desk.mailer.send = async () => REFUSED;
};
/** The mail service says what became of the newest mail. */
const reported = async (...report: [type: 'Delivery' | 'Bounce' | 'Reject', change?: Record<string, unknown>]) => {
  const mail = desk.sent.at(-1);
  if (!mail) throw new Error('nobody was mailed');
  await sesReports(desk, mail, ...report);
};
const healthOf = async (target: string) => (await targets.tellings.health()).find(({ name }) => name === target);

describe('a contact by mail who is the first of a list', () => {
  it('is told when the mail has arrived, and nobody else', async () => {
    await tell('a');
    await expect(tell('b')).rejects.toThrow('has not been told yet');
    await reported('Delivery');
    await tell('b');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['night@contact.example']);
    expect(vendor.taken).toEqual([]);
    expect(await healthOf('a')).toEqual({ name: 'a', lastOk: desk.now().toISOString() });
    expect(await targets.tellings.told('a', event.id)).toBe('sent');
  });

  it.each(['a', 'b'])(
    'fails when the mail service refuses the mail: the next one hears, also where %s came first',
    async (first) => {
      refuse();
      await tell(first).catch(() => {});
      await tell('a');
      await tell('b');
      expect(await healthOf('a')).toMatchObject({ failures: 1, why: 'suppressed' });
      expect(vendor.taken).toHaveLength(1);
    },
  );

  it('keeps the next one waiting while the mail is on its way', async () => {
    refuse();
    desk.team.isHeld = true;
    await tell('a');
    await expect(tell('b')).rejects.toThrow('has not been told yet');
    await desk.team.drain();
    await tell('b');
    expect(vendor.taken).toHaveLength(1);
  });

  it('keeps it waiting for five minutes, if nothing becomes of it', async () => {
    desk.team.isHeld = true;
    await tell('a');
    await expect(tell('b')).rejects.toThrow('has not been told yet');
    desk.pass(5 * 60);
    await tell('b');
    expect(vendor.taken).toHaveLength(1);
  });

  it('stays failing though the queue takes what is for them, until a mail arrives', async () => {
    refuse();
    await tell('a');
    desk.team.isHeld = true;
    event = { ...event, id: `${event.ticket.id}.10.0` };
    await tell('a');
    expect(await healthOf('a')).toMatchObject({ failures: 1 });
  });

  it('is mailed once, though that cannot be noted', async () => {
    targets.tellings.note = async () => Promise.reject(new Error('the table is down'));
    await expect(tell('a')).rejects.toThrow('the table is down');
    expect(desk.sent).toHaveLength(1);
    expect(desk.team.queue).toEqual([]);
  });
});

describe('a contact by mail whose mail the mail service takes', () => {
  it.each<['Bounce' | 'Reject', Record<string, unknown>, string]>([
    ['Bounce', {}, 'its mail came back: failed 5.1.1 smtp; 550 5.1.1 user unknown'],
    ['Bounce', { bounceSubType: 'OnAccountSuppressionList' }, 'suppressed remove ADDRESS'],
    ['Reject', {}, 'its mail came back: rejected: Bad content'],
  ])('fails when there is a %s of it, and the next one hears of that very event: %o', async (type, change, why) => {
    await tell('a');
    await expect(tell('b')).rejects.toThrow('has not been told yet');
    for (const _ of ['once', 'again']) await reported(type, change);
    await tell('b');
    expect(vendor.taken).toHaveLength(1);
    expect(await healthOf('a')).toMatchObject({ failures: 1, why: expect.stringContaining(why) });
    expect(JSON.stringify([await healthOf('a'), desk.lines])).not.toContain('night@contact.example');
  });

  it('stays failing while the next mail is on its way, and is well when that has arrived', async () => {
    await tell('a');
    await reported('Bounce');
    event = { ...event, id: `${event.ticket.id}.2026-11-30T10:00:00.000Z#m.0` };
    await tell('a');
    await tell('b');
    expect(vendor.taken).toHaveLength(1);
    expect(await healthOf('a')).toMatchObject({ failures: 1 });
    await reported('Delivery');
    expect(await healthOf('a')).toEqual({ name: 'a', lastOk: desk.now().toISOString() });
    expect(await targets.tellings.told('a', event.id)).toBe('sent');
  });

  it('is told when it has left, at a desk that hears nothing of what becomes of mails', async () => {
    desk.settings.feedback = 'mail';
    await tell('a');
    await tell('b');
    expect(vendor.taken).toEqual([]);
    expect(await targets.tellings.told('a', event.id)).toBe('sent');
    expect(await healthOf('a')).toHaveProperty('lastOk');
  });

  it('who likes no such mail has had it', async () => {
    await tell('a');
    const [mail] = desk.sent;
    if (mail) await sesReports(desk, mail, 'Complaint');
    expect(await healthOf('a')).toBeUndefined();
  });
});

describe('a contact by mail misses nothing', () => {
  it('of a ticket that cannot be read when the mail is made: it comes again', async () => {
    desk.team.isHeld = true;
    await tell('a');
    const { get } = desk.tickets;
    desk.tickets.get = async (id) => Promise.reject(new UnreadableItem(`the ticket ${id}`));
    await expect(desk.team.drain()).rejects.toThrow('cannot be read');
    desk.tickets.get = get;
    await desk.team.drain();
    expect(desk.sent).toHaveLength(1);
  });

  it('of an event that another version of the desk knows: it comes again', async () => {
    desk.team.isHeld = true;
    await tell('a');
    const [queued] = desk.team.queue;
    if (queued) queued.body = queued.body.replace('breached', 'celebrated');
    await expect(desk.team.drain()).rejects.toThrow('no event of this version of the desk');
    expect(desk.team.queue).toHaveLength(1);
  });
});

it('the function that mails notes it where it is given how targets do', async () => {
  refuse();
  desk.team.isHeld = true;
  await tell('a');
  const [{ body } = { body: '' }] = desk.team.queue;
  const record = { messageId: 'one', body, attributes: { ApproximateReceiveCount: '1' }, messageAttributes: {} };
  const handler = createHandler(desk, { hide: async () => {} }, async () => {}, targets.tellings);
  const context = { ...lambdaContext('team-mail'), getRemainingTimeInMillis: () => 30_000 };
  await handler({ Records: [record as unknown as SQSRecord] }, context);
  expect(await healthOf('a')).toMatchObject({ why: 'suppressed' });
});
