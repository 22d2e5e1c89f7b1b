import { beforeEach, describe, expect, it } from 'vitest';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** An answer goes to who reads when each of its mails leaves, and counts for whoever asks (docs/promise.md sections 5 and 9). */

const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const ZOE = 'zoe@rossi.example';

let desk: MemoryDesk;
let id: string;

beforeEach(async () => {
  desk = deskOf();
  ({ id } = await waitingTicket(desk, { participants: [{ address: BEA }] }));
  desk.sent.length = 0;
});

const byAda = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const corrects = () =>
  correctRequester(desk, { ...byAda(), requester: { address: ZOE }, isBeside: true }).then(() => undefined);

async function answers() {
  const receivedAt = desk.now().toISOString();
  const given = { ...byAda(), source: 'api:1', text: 'The code is 4711.', attachments: [], receivedAt };
  await respond(desk, { ...given, attachments: [], tellBy: 'call' });
  return desk.sent.filter(({ text }) => text.includes('4711')).map(({ recipient }) => recipient);
}

/** Lets something happen once, right after the answer left for this address. */
function onceLeft(address: string, happens: () => Promise<unknown>) {
  const { send } = desk.mailer;
  let isOver = false;
  desk.mailer.send = async (mail) => {
    const isNow = !isOver && mail.recipient === address && mail.text.includes('4711');
    isOver ||= isNow;
    const result = await send(mail);
    if (isNow) await happens();
    return result;
  };
}

describe('an answer under way', () => {
  it('goes to whoever asks once it is stored, and counts for them', async () => {
    const { addMessage } = desk.tickets;
    desk.tickets.addMessage = async (message) => {
      const added = await addMessage.call(desk.tickets, message);
      desk.tickets.addMessage = addMessage;
      await corrects();
      return added;
    };
    expect(await answers()).toEqual([ZOE, BEA]);
    expect((await getTicket(desk, id)).state).toBe('answered');
  });

  it('that had left for the one before is no answer to whoever asks', async () => {
    onceLeft(ANNA, corrects);
    expect(await answers()).toEqual([ANNA, BEA]);
    const ticket = await getTicket(desk, id);
    expect([ticket.state, ticket.firstResponse]).toEqual(['waiting', undefined]);
  });

  it('that had left for the one before is none either once the only answer to whoever asks comes back', async () => {
    onceLeft(ANNA, corrects);
    await answers();
    desk.pass(60);
    const receivedAt = desk.now().toISOString();
    const given = { ...byAda(), source: 'api:2', text: 'Once more.', attachments: [], receivedAt };
    await respond(desk, { ...given, tellBy: 'call' });
    const { firstResponse, state } = await getTicket(desk, id);
    expect(state).toBe('answered');
    desk.pass(60);
    const at = desk.now().toISOString();
    const messageKey = firstResponse?.message ?? '';
    await deliveryFailed(desk, { ticketId: id, messageKey }, { recipient: ZOE, reason: 'no such mailbox', at });
    const ticket = await getTicket(desk, id);
    expect([ticket.state, ticket.firstResponse]).toEqual(['waiting', undefined]);
  });

  it('reaches nobody who is taken out between its mails', async () => {
    onceLeft(ANNA, () => removeReader(desk, { ...byAda(), address: BEA }));
    expect(await answers()).toEqual([ANNA]);
    expect((await getTicket(desk, id)).state).toBe('answered');
  });
});
