import { expect, it } from 'vitest';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Whom an agent took out reads no more, and what was written to one person goes to no other (docs/promise.md section 9). */

const BEA = 'bea@rossi.example';

let count = 0;
const opens = async (desk: MemoryDesk, change: Partial<TicketRequest> = {}) => {
  count += 1;
  const given = { source: `mail:${count}`, messageId: `<${count}@rossi.example>`, ...change };
  return (await waitingTicket(desk, given)).id;
};
const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const answer = (desk: MemoryDesk, ticketId: string) =>
  respond(desk, {
    ticketId,
    agent: ada,
    source: 'api:1',
    text: 'For Anna alone.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });

it.each([
  ['as herself', { address: BEA, verified: true }],
  ['by a Reply-To of her own', { address: 'bea.home@isp.example', from: BEA, fromProved: true, verified: true }],
])('who was removed does not come back by a merge, %s', async (_, requester) => {
  const desk = deskOf();
  const twin = await opens(desk);
  await addReader(desk, { ...by(desk, twin), address: BEA });
  desk.pass(10);
  await removeReader(desk, { ...by(desk, twin), address: BEA });
  const id = await opens(desk, { requester });
  const merge = changeState(desk, { ...by(desk, id), state: 'closed', reason: 'duplicate', twin });
  await expect(merge).rejects.toMatchObject({
    status: 422,
    errors: [{ message: expect.stringContaining('an agent removed them') }],
  });
});

it('who was removed at their reading address does not come back by a merge from where they write', async () => {
  const desk = deskOf();
  const twin = await opens(desk);
  const home = await opens(desk, {
    requester: { address: 'bea.home@isp.example', from: BEA, fromProved: true, verified: true },
  });
  const merge = (id: string) => changeState(desk, { ...by(desk, id), state: 'closed', reason: 'duplicate', twin });
  await merge(home);
  desk.pass(10);
  await changeState(desk, { ...by(desk, home), state: 'waiting' });
  desk.pass(10);
  await removeReader(desk, { ...by(desk, twin), address: 'bea.home@isp.example' });
  const refused = { status: 422, errors: [{ message: expect.stringContaining('an agent removed them') }] };
  await expect(merge(await opens(desk, { requester: { address: BEA, verified: true } }))).rejects.toMatchObject(
    refused,
  );
  await expect(merge(home)).rejects.toMatchObject(refused);
});

it('an answer that has not left keeps its ticket from another requester, who would get it; withdrawn or sent, it does not', async () => {
  const desk = deskOf();
  const id = await opens(desk);
  desk.faults.add({ port: 'mailer.send', times: 1 });
  await answer(desk, id);
  const correct = () => correctRequester(desk, { ...by(desk, id), requester: { address: BEA } });
  await expect(correct()).rejects.toMatchObject({
    status: 422,
    errors: [{ field: 'requester.address', message: expect.stringContaining('has not left yet') }],
  });
  await sweepLater(desk);
  expect(mailed(desk)).toContain('anna@rossi.example');
  expect(mailed(desk)).not.toContain(BEA);
  expect((await correct()).requester.address).toBe(BEA);
});
