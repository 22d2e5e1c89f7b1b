import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** Whoever asked in a duplicate reads the ticket that goes on, or it is refused (docs/promise.md section 5). */

const bea = { address: 'bea@rossi.example', verified: true };

async function two(change: Partial<TicketRequest> = {}, twinChange: Partial<TicketRequest> = {}) {
  const desk = deskOf();
  const { id: twin } = await waitingTicket(desk, { source: 'mail:twin', priority: 3, ...twinChange });
  desk.pass(600);
  const { id } = await waitingTicket(desk, { source: 'mail:two', priority: 3, ...change });
  desk.pass(600);
  return { desk, id, twin };
}

const close = (desk: MemoryDesk, ticketId: string, twin: string) =>
  changeState(desk, { ticketId, agent: ada, at: desk.now().toISOString(), state: 'closed', reason: 'duplicate', twin });

describe('a duplicate whose requester the twin cannot admit is refused', () => {
  const at = (desk: MemoryDesk) => desk.now().toISOString();
  const refused = async (desk: MemoryDesk, id: string, twin: string, message: string) => {
    await expect(close(desk, id, twin)).rejects.toMatchObject({ status: 422, errors: [{ field: 'twin', message }] });
    expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting' });
    expect((await getTicket(desk, twin)).audit.map(({ action }) => action)).not.toContain('goes on for');
  };
  const crowd = Array.from({ length: 20 }, (_, each) => ({ address: `p${each}@rossi.example` }));

  it('where an agent removed them, until one adds them', async () => {
    const { desk, id, twin } = await two({ requester: bea }, { participants: [{ address: bea.address }] });
    const by = { ticketId: twin, agent: ada, at: at(desk), address: bea.address };
    await removeReader(desk, by);
    const why = 'an agent removed them there; add them there first, or answer here';
    await refused(desk, id, twin, `${twin} cannot be read by ${bea.address}, who asked here: ${why}`);
    await addReader(desk, by);
    expect(await close(desk, id, twin)).toMatchObject({ state: 'closed', mergedInto: twin });
  });

  it('where 20 people are in the conversation already, until one is removed', async () => {
    const { desk, id, twin } = await two({ requester: bea }, { participants: crowd });
    const why = '20 people are in its conversation; remove one there first, or answer here';
    await refused(desk, id, twin, `${twin} cannot be read by ${bea.address}, who asked here: ${why}`);
    await removeReader(desk, { ticketId: twin, agent: ada, at: at(desk), address: 'p7@rossi.example' });
    await close(desk, id, twin);
    expect((await getTicket(desk, twin)).participants).toContainEqual({ address: bea.address });
  });

  it('not where they read there already, and not a machine’s, which nobody is to tell', async () => {
    const there = await two({ requester: bea }, { participants: [{ address: bea.address }, ...crowd.slice(1)] });
    expect((await close(there.desk, there.id, there.twin)).state).toBe('closed');
    const own = await two({}, { participants: crowd });
    expect((await close(own.desk, own.id, own.twin)).state).toBe('closed');
    const robot = { address: 'no-reply@rossi.example', verified: true };
    const machine = await two({ requester: robot, silent: true }, { participants: crowd });
    expect((await close(machine.desk, machine.id, machine.twin)).state).toBe('closed');
    const room = await two({ requester: robot, silent: true });
    await close(room.desk, room.id, room.twin);
    expect((await getTicket(room.desk, room.twin)).participants).toEqual([]);
  });

  it('where the mail service takes no such address', async () => {
    const odd = { address: 'bea@rossi。example', verified: true };
    const { desk, id, twin } = await two({ requester: odd });
    await correctCustomer(desk, { ticketId: id, agent: ada, at: at(desk), customer: 'rossi' });
    const why = `${odd.address} is no address that the mail service takes: correct the requester first`;
    await refused(desk, id, twin, `${twin} cannot be read by who asked here, ${why}`);
  });

  it('and the agent who closes it by mail hears why', async () => {
    const { desk, id, twin } = await two({ requester: bea }, { participants: crowd });
    const to = replyAddress('a signing key for tests only', desk.settings.supportAddress, {
      ticketId: id,
      agentId: 'ada',
    });
    const raw = `From: ${ada.addresses[0]}\nTo: ${to}\nMessage-ID: <c1@x.example>\nSubject: Re: [${id}]\n\n#close duplicate ${twin}\n`;
    await receiveMail(
      desk,
      arrives(desk, raw, { id: 'ses-c1', recipients: [to], envelopeFrom: `${ada.addresses[0]}` }),
    );
    await desk.team.drain();
    const told = desk.sent
      .filter(({ recipient }) => recipient === ada.addresses[0])
      .map(({ text }) => text.replaceAll('\n', ' '));
    expect(told.join(' ')).toContain('20 people are in its conversation');
    expect((await getTicket(desk, id)).state).toBe('waiting');
  });
});
