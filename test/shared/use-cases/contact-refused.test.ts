import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/team-mail/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { UnreadableItem } from '../../../shared/ticket/ticket-store.ts';
import { notifyTarget } from '../../../shared/use-cases/notify-target.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
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
const healthOf = async (target: string) => (await targets.tellings.health()).find(({ name }) => name === target);

describe('a contact by mail who is the first of a list', () => {
  it('is told, and nobody else', async () => {
    await tell('a');
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
    desk.pass(5 * 60);
    await tell('b');
    expect(vendor.taken).toHaveLength(1);
  });

  it('stays failing though the queue takes what is for them, until a mail leaves', async () => {
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
