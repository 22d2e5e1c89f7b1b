import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ticket-changes/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { readRecord } from '../../../shared/aws/stream-record.ts';
import { findTickets } from '../../../shared/search/find-tickets.ts';
import { indexChanges } from '../../../shared/search/index-changes.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';
import { streamOf } from '../../support/stream-of.ts';

/** A desk whose stream is read when `read` is called, as often as that. */
function streamedDesk() {
  const { records, onWrite } = streamOf();
  const desk = deskOf({ onWrite });
  const indexed: string[] = [];
  const words: typeof desk.words = {
    ...desk.words,
    async of(id) {
      indexed.push(id);
      return desk.words.of(id);
    },
  };
  const logged: unknown[] = [];
  const handler = createHandler({
    read: readRecord,
    consumers: {
      words: indexChanges(
        { tickets: desk.tickets, words },
        { error: (message, details) => void logged.push([message, details]) },
      ),
    },
    setAside: async () => {},
    log: desk.log,
  });
  /** Gives what was written from there on; gives from which of it on it has to come again. */
  const read = async (from = 0) => {
    const some = records.slice(from);
    const { batchItemFailures } = await handler({ Records: some }, lambdaContext('ticket-changes'));
    return batchItemFailures.map(({ itemIdentifier }) =>
      some.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
    );
  };
  const found = async (question: string) => (await findTickets(desk.words, question, 20)).tickets;
  return { desk, records, indexed, logged, read, found };
}

const SAID = { subject: 'MFA in Bergamo', text: 'My password is hunter2000, and srv-01 is down.' };

describe('what the stream makes tickets found by', () => {
  it('is what was written, once a batch, and not what was hidden or corrected since, whatever comes again', async () => {
    const { desk, indexed, records, read, found } = streamedDesk();
    const { id } = await waitingTicket(desk, SAID);
    const by = { ticketId: id, agent: ada, at: desk.now().toISOString() };
    expect(await read()).toEqual([]);
    expect(indexed).toEqual([id]);
    expect(await found('bergamo hunter2000')).toEqual([id]);

    const before = records.length;
    const [message] = await messagesOf(desk, id);
    await redact(desk, { ...by, messageKey: message?.key ?? '', words: 'hunter2000' });
    await correctRequester(desk, { ...by, requester: { address: 'leo@elsewhere.example', name: 'Leo' } });
    await addNote(desk, { ...by, source: 'api-note:1', text: 'The caretaker knows.' });
    await read(before);
    const isFound = async () => [
      await found('hunter2000'),
      await found('caretaker'),
      await found('leo@elsewhere.example'),
    ];
    expect(await isFound()).toEqual([[], [id], [id]]);
    for (const from of [0, before, records.length - 1]) await read(from);
    expect(await isFound()).toEqual([[], [id], [id]]);
  });

  it('follows a message that is written over, though its ticket is not', async () => {
    const { desk, records, read, found } = streamedDesk();
    const { id } = await waitingTicket(desk, SAID);
    await read();
    const before = records.length;
    const [message] = await messagesOf(desk, id);
    if (!message) throw new Error('there is no message');
    await desk.tickets.rewriteMessage(message, { ...message, text: 'It is the scanner.' });
    await read(before);
    expect([await found('hunter2000'), await found('scanner')]).toEqual([[], [id]]);
  });

  it('is left alone by what changes none of it', async () => {
    const { desk, indexed, records, read } = streamedDesk();
    const { id } = await waitingTicket(desk, SAID);
    const before = records.length;
    await assign(desk, { ticketId: id, agent: ada, to: 'me', at: desk.now().toISOString() });
    const [message] = await messagesOf(desk, id);
    if (!message) throw new Error('there is no message');
    await desk.tickets.rewriteMessage(message, { ...message, delivered: desk.now().toISOString() });
    await read(before);
    expect(records.length).toBeGreaterThan(before + 1);
    expect(indexed).toEqual([]);
  });

  it('says from which change on a batch is to come again, and goes on past what cannot be read', async () => {
    const { desk, logged, read, found } = streamedDesk();
    const first = await waitingTicket(desk, SAID);
    const second = await waitingTicket(desk, { ...SAID, source: 'mail:two' });
    desk.faults.add({ port: 'words.enter', skip: 1, times: 1 });
    const [again = -1] = await read();
    expect(again).toBeGreaterThan(0);
    expect([await found('bergamo'), await found(second.id)]).toEqual([[first.id], []]);
    await read(again);
    expect((await found('bergamo')).toSorted()).toEqual([first.id, second.id].toSorted());
    expect(logged).toEqual([]);
  });

  it('keeps nobody waiting for a ticket that cannot be read: the log has it', async () => {
    const { desk, logged, read, found } = streamedDesk();
    const first = await waitingTicket(desk, SAID);
    const second = await waitingTicket(desk, { ...SAID, source: 'mail:two' });
    Object.assign(desk.items.get(`TICKET#${first.id} TICKET`) ?? {}, { clock: 'nonsense' });
    expect(await read()).toEqual([]);
    expect(await found('bergamo')).toEqual([second.id]);
    expect(logged).toEqual([
      ['a ticket is not found by its new words: desk doctor', expect.objectContaining({ ticket: first.id })],
    ]);
  });
});
