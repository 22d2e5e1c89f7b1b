import type { SQSRecord } from 'aws-lambda';
import { createHandler } from '../../../functions/targets/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { targetsOf } from '../../support/targets-desk.ts';
import { eventOf, targetOf } from '../../support/told.ts';
import { mortal, type StreamFault } from './mortal.ts';

/** Deliveries after which nothing heals any more. */
const MOST_DELIVERIES = 10;

/** A contact is told of an event from the line of their target, with one fault at one call. Gives how often they were mailed, and the calls. */
export async function tellOnce(fault: StreamFault | undefined): Promise<{ mailed: number; calls: string[] }> {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.sent.length = 0;
  const ports = targetsOf(desk, [targetOf('night', { kind: 'mail' })], { night: { to: 'night@contact.example' } });
  const event = eventOf();
  const body = JSON.stringify({ target: 'night', event: { ...event, ticket: { ...event.ticket, id } } });
  const { calls, live } = mortal(fault);
  for (let tries = 1; ; tries += 1) {
    if (tries > MOST_DELIVERIES) throw new Error('it is never told');
    const attributes = { ApproximateReceiveCount: String(tries) };
    const record = { messageId: 'one', body, attributes, messageAttributes: {} } as unknown as SQSRecord;
    const result = await live((guard) => {
      const targets = {
        ...ports,
        targets: guard('targets', ports.targets),
        secrets: guard('secrets', ports.secrets),
        tellings: guard('tellings', ports.tellings),
        tickets: guard('tickets', ports.tickets),
        teamMail: guard('teamMail', ports.teamMail),
      };
      const context = { ...lambdaContext('targets'), getRemainingTimeInMillis: () => 30_000 };
      return createHandler(targets, { hide: async () => {} })({ Records: [record] }, context);
    });
    if (result !== 'killed' && result.batchItemFailures.length === 0) break;
  }
  return { mailed: desk.sent.length, calls };
}
