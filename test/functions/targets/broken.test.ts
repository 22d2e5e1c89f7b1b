import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/targets/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { faultInjector } from '../../support/faults.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { targetsOf } from '../../support/targets-desk.ts';
import { eventOf, targetOf } from '../../support/told.ts';
import { slackVendor } from '../../support/vendors/slack.ts';
import { type BadDay, vendorServer } from '../../support/vendors/vendor.ts';

const MOST_DELIVERIES = 4;

/** A desk with one target, whose ports break as they are told; `deliver` gives whether the message is done. */
async function start() {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  const vendor = await vendorServer(slackVendor);
  const { faults, guard } = faultInjector();
  const ports = targetsOf(desk, [targetOf('ops')], { ops: { url: vendor.url } });
  const targets = {
    ...ports,
    targets: guard('targets', ports.targets),
    secrets: guard('secrets', ports.secrets),
    tellings: guard('tellings', ports.tellings),
    queue: guard('queue', ports.queue),
    tickets: guard('tickets', ports.tickets),
  };
  const handler = createHandler(targets, { hide: async () => {} });
  const event = eventOf();
  const body = JSON.stringify({ target: 'ops', event: { ...event, ticket: { ...event.ticket, id } } });
  const attributes = { ApproximateReceiveCount: '1' };
  const record = { messageId: 'one', body, attributes, messageAttributes: {} } as unknown as SQSRecord;
  const context = { ...lambdaContext('targets'), getRemainingTimeInMillis: () => 30_000 };
  const deliver = async () => (await handler({ Records: [record] }, context)).batchItemFailures.length === 0;
  return { deliver, faults, vendor, aside: ports.queue.aside };
}

/** Delivers until it is done. Gives how often. */
async function deliverAll(deliver: () => Promise<boolean>): Promise<number> {
  for (let count = 1; count <= MOST_DELIVERIES; count += 1) if (await deliver()) return count;
  throw new Error(`it is not done after ${MOST_DELIVERIES} deliveries`);
}

/** Every call that is made of a port, in order, by its place among all. */
async function callsOf(badDay?: BadDay): Promise<string[]> {
  const { deliver, faults, vendor } = await start();
  if (badDay) vendor.badDays.push(badDay);
  await deliverAll(deliver);
  return faults.calls;
}

/** At least as many as a delivery makes: the last test holds it. */
const CALLS = 9;

describe.each([
  ['before', false],
  ['after', true],
])('a crash %s its effect', (_, after) => {
  it.each(Array.from({ length: CALLS }, (_, skip) => skip))(
    'at call %i loses nothing, and tells twice only what could not be noted',
    async (skip) => {
      const { deliver, faults, vendor } = await start();
      faults.add({ skip, times: 1, after });
      await deliverAll(deliver);
      const broken = faults.calls[skip];
      const isAfterTheCall = ['tellings.well', 'tellings.note'].includes(broken ?? '');
      expect(vendor.taken.length).toBeGreaterThanOrEqual(1);
      expect(vendor.taken.length).toBeLessThanOrEqual(isAfterTheCall && !(after && broken === 'tellings.note') ? 2 : 1);
    },
  );

  it.each(Array.from({ length: CALLS }, (_, skip) => skip))(
    'at call %i, of what is refused, leaves it among the dead letters',
    async (skip) => {
      const { deliver, faults, vendor, aside } = await start();
      vendor.badDays.push(...Array.from({ length: MOST_DELIVERIES }, () => ({ status: 404 })));
      faults.add({ skip, times: 1, after });
      await deliverAll(deliver);
      expect(vendor.taken).toEqual([]);
      expect(aside.length).toBeGreaterThanOrEqual(1);
    },
  );
});

it('calls fewer ports than crashes are tried at', async () => {
  expect((await callsOf()).length).toBeLessThanOrEqual(CALLS);
  expect((await callsOf({ status: 404 })).length).toBeLessThanOrEqual(CALLS);
});
