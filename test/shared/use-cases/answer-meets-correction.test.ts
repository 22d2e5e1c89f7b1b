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
/** The same, by one who asked whether an answer is being sent before this one was. */
const correctsAsBefore = async () => {
  const { messages } = desk.tickets;
  desk.tickets.messages = async () => ({ messages: [], unreadable: [] });
  await corrects().finally(() => {
    desk.tickets.messages = messages;
  });
};

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
  /** Lets something happen once, when the answer is stored and nobody has it. */
  function onceStored(happens: () => Promise<unknown>) {
    const { addMessage } = desk.tickets;
    desk.tickets.addMessage = async (message) => {
      const added = await addMessage.call(desk.tickets, message);
      desk.tickets.addMessage = addMessage;
      await happens();
      return added;
    };
  }

  it('lets nobody say that another one asks', async () => {
    onceStored(() =>
      expect(corrects()).rejects.toMatchObject({ status: 422, errors: [{ field: 'requester.address' }] }),
    );
    expect(await answers()).toEqual([ANNA, BEA]);
    await corrects();
  });

  it('goes to nobody where one had said so at that moment', async () => {
    onceStored(correctsAsBefore);
    expect(await answers()).toEqual(['bruno@support.example']);
    expect((await getTicket(desk, id)).state).toBe('waiting');
  });

  it('that had left for the one before is no answer to whoever asks', async () => {
    onceLeft(ANNA, correctsAsBefore);
    expect(await answers()).toEqual([ANNA, BEA]);
    const ticket = await getTicket(desk, id);
    expect([ticket.state, ticket.firstResponse]).toEqual(['waiting', undefined]);
  });

  it('that had left for the one before is none either once the only answer to whoever asks comes back', async () => {
    onceLeft(ANNA, correctsAsBefore);
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
